import { type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';

import { type Answer, type Body } from './answer';
import { type Fault } from './faults';
import { type RecordedRequest } from './recorder';

const PIECE = 64 * 1024;

/** Time for what was written to reach the other side before the connection is broken, in milliseconds. */
const DELIVERY_MS = 30;

/** Puts an answer on the wire, with what the fault does to the connection. */
export async function send(
	response: ServerResponse,
	answer: Answer,
	fault: Fault | undefined,
	record: RecordedRequest,
): Promise<void> {
	if (fault?.kind === 'slow') await pause(fault.ms, undefined, { ref: false });
	if (fault?.kind === 'stall' && fault.when === 'beforeHeaders') return;
	if (fault?.kind === 'reset' && fault.when === 'beforeHeaders') {
		response.socket?.resetAndDestroy();
		return;
	}
	if (response.destroyed) return;
	record.status = answer.status;
	response.writeHead(answer.status, headersOf(answer, fault));
	const bodyLimit = limitOf(answer.body, fault);
	if (bodyLimit === undefined) {
		await pipeline(Readable.from(pieces(answer.body, record)), response).catch(() => undefined);
		return;
	}
	response.flushHeaders();
	for await (const piece of pieces(answer.body, record, bodyLimit)) response.write(piece);
	await pause(DELIVERY_MS, undefined, { ref: false });
	if (fault?.kind === 'reset') response.socket?.resetAndDestroy();
	if (fault?.kind === 'truncatedBody') response.socket?.end();
}

/** How many bytes of the body are let through; undefined for all of them. */
function limitOf(body: Body, fault: Fault | undefined): number | undefined {
	if (fault?.kind === 'reset' && fault.when === 'afterHeaders') return 0;
	const isPartial =
		fault?.kind === 'reset' || fault?.kind === 'stall' || fault?.kind === 'truncatedBody';
	return isPartial ? (fault.bytes ?? defaultLimit(body)) : undefined;
}

const defaultLimit = (body: Body) => (Buffer.isBuffer(body) ? body.length >> 1 : PIECE);

function headersOf(answer: Answer, fault: Fault | undefined): Answer['headers'] {
	if (answer.status === 204 || answer.status === 304) return answer.headers;
	if (Buffer.isBuffer(answer.body)) {
		return { ...answer.headers, 'Content-Length': String(answer.body.length) };
	}
	if (fault?.kind !== 'truncatedBody') return answer.headers;
	// The whole length of a body that is made as it is sent is unknown: any greater one tells the same story.
	return { ...answer.headers, 'Content-Length': String((fault.bytes ?? PIECE) * 2) };
}

async function* pieces(
	body: Body,
	record: RecordedRequest,
	limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<Buffer> {
	let left = limit;
	for await (const chunk of Buffer.isBuffer(body) ? [body] : body()) {
		for (let start = 0; start < chunk.length && left > 0; start += PIECE) {
			const piece = chunk.subarray(start, Math.min(start + PIECE, start + left));
			left -= piece.length;
			record.bytesSent += piece.length;
			yield piece;
		}
		if (left <= 0) return;
	}
}
