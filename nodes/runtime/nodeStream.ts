import { type IExecuteFunctions } from 'n8n-workflow';
import { ServiceError } from '../core/errors';
import { type ByteStream } from '../core/http/httpPort';

/** A body in which nothing arrives for this long (ms) is given up. */
const IDLE_TIMEOUT_MS = 60_000;

/** The stream class of n8n's helpers; packages may not import `node:stream`, not even its types. */
export type NodeStream = Exclude<
	Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0],
	Buffer
>;

interface BodyStream extends AsyncIterable<Uint8Array> {
	destroy(error?: Error): unknown;
	/** Only bodies that come straight from a socket have it. */
	setTimeout?(ms: number, onIdle?: () => void): unknown;
}

interface StreamClass {
	from(source: AsyncIterable<Uint8Array>, options: { objectMode: boolean }): NodeStream;
}

export function isBodyStream(value: unknown): value is BodyStream {
	return (
		typeof value === 'object' &&
		value !== null &&
		Symbol.asyncIterator in value &&
		'destroy' in value
	);
}

/** A response body as the core reads it: it ends when nothing arrives any more, and failures are told in words. */
export function toByteStream(body: BodyStream): ByteStream {
	let idle = false;
	body.setTimeout?.(IDLE_TIMEOUT_MS, () => {
		idle = true;
		body.destroy();
	});
	return {
		async *[Symbol.asyncIterator]() {
			try {
				for await (const chunk of body) yield chunk;
			} catch {
				throw brokenBody(idle);
			}
			if (idle) throw brokenBody(idle);
		},
		destroy: () => {
			body.setTimeout?.(0);
			body.destroy();
		},
		// A body knows the stream class that packages may not import.
		toPlatformStream: (bytes) =>
			(body.constructor as unknown as StreamClass).from(bytes, { objectMode: false }),
	};
}

function brokenBody(idle: boolean): ServiceError {
	return new ServiceError(
		idle
			? `The service stopped sending for ${IDLE_TIMEOUT_MS / 1000} seconds`
			: 'The connection broke while the answer was arriving',
		{
			description: 'This usually passes. Run the workflow again.',
			failure: 'temporarily-unavailable',
			transient: true,
		},
	);
}
