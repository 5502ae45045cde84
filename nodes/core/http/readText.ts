import { ServiceError } from '../errors';
import { type HttpPort, type HttpRequest, type TextReply } from './httpPort';

/**
 * No answer that is not a file is anywhere near this large; more would be a fault or an attack, and would keep n8n busy
 * for seconds while it is parsed.
 */
const MAX_TEXT_BYTES = 8 * 1024 * 1024;
/** One that sends a byte now and then is never idle, and must not keep a run for days. */
const MAX_TEXT_MS = 2 * 60_000;

/**
 * Sends a request and reads the whole answer as UTF-8 text.
 *
 * @throws ServiceError when the answer is larger than 8 MiB or takes longer than two minutes.
 */
export async function requestText(http: HttpPort, request: HttpRequest): Promise<TextReply> {
	return await http.exchange(request, async ({ status, headers, body }) => ({
		status,
		headers,
		text: await readText(body),
	}));
}

/** Reads a body as UTF-8 text (a byte order mark is dropped). */
export async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	const untilMs = Date.now() + MAX_TEXT_MS;
	for await (const chunk of body) {
		if (Date.now() > untilMs) throw tooSlow();
		bytes += chunk.length;
		if (bytes > MAX_TEXT_BYTES) {
			throw tooLarge(`may have ${MAX_TEXT_BYTES / 1024 / 1024} MiB at most`);
		}
		chunks.push(chunk);
	}
	return new TextDecoder().decode(Buffer.concat(chunks));
}

function tooSlow(): ServiceError {
	return new ServiceError('The service took more than two minutes to send its answer', {
		description: 'This usually passes. Run the workflow again later.',
		failure: 'temporarily-unavailable',
		transient: true,
	});
}

/**
 * An answer that is not read to its end, or not at all.
 *
 * @param bound what it broke, as the end of a sentence: "may have …"
 */
export function tooLarge(bound: string): ServiceError {
	return new ServiceError('The service sent an answer that is too large to be read', {
		description: `An answer of this kind ${bound}. Ask for fewer reports, or check that the credential's 'Base URL' really is the service's.`,
	});
}
