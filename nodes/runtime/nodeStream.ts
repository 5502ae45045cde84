import { type IExecuteFunctions } from 'n8n-workflow';
import { ServiceError } from '../core/errors';
import { type ByteStream } from '../core/http/httpPort';

/** A body in which nothing arrives for this long (ms) although somebody waits for it is given up. */
const IDLE_TIMEOUT_MS = 60_000;

/** The stream class of n8n's helpers; packages may not import `node:stream`, not even its types. */
export type NodeStream = Exclude<
	Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0],
	Buffer
>;

interface BodyStream extends AsyncIterable<Uint8Array> {
	destroy(error?: Error): unknown;
	on(event: 'error', listener: () => void): unknown;
}

interface StreamClass {
	from(source: AsyncIterable<Uint8Array>, options: { objectMode: boolean }): NodeStream;
}

export function isBodyStream(value: unknown): value is BodyStream {
	return (
		typeof value === 'object' &&
		value !== null &&
		Symbol.asyncIterator in value &&
		'destroy' in value &&
		'on' in value
	);
}

/**
 * A response body as the core reads it: it ends when nothing arrives any more, and failures are told in words.
 *
 * @param hangUp closes the connection. Destroying the body alone does not: n8n's helper hands over a wrapper,
 *   which passes that on only while somebody reads.
 * @param idleMs how long to wait for the next bytes
 */
export function toByteStream(
	body: BodyStream,
	hangUp: () => void,
	idleMs = IDLE_TIMEOUT_MS,
): ByteStream {
	const destroy = () => {
		// Hanging up makes the body fail, which must not matter where nobody reads it.
		body.on('error', () => undefined);
		hangUp();
		body.destroy();
	};
	return {
		async *[Symbol.asyncIterator]() {
			const idle = idleTimer(idleMs, destroy);
			try {
				for await (const chunk of body) {
					idle.pause();
					litter(chunk.length);
					yield chunk;
					idle.resume();
				}
			} catch {
				throw brokenBody(idle.expired(), idleMs);
			} finally {
				idle.pause();
			}
			if (idle.expired()) throw brokenBody(true, idleMs);
		},
		destroy,
		// A body knows the stream class that packages may not import.
		toPlatformStream: (bytes) =>
			(body.constructor as unknown as StreamClass).from(bytes, { objectMode: false }),
	};
}

/** The most that V8 takes for an ordinary young object, in elements of 8 bytes. */
const MAX_LITTER = 16_000;
const lastLitter: { elements?: unknown[] } = {};

/**
 * Leaves garbage in the JavaScript heap, four times as much as a chunk leaves outside. V8 soon clears away what is
 * young, with the buffers that belong to it, once its heap fills up; buffers themselves do not count for that. Of them
 * it takes notice only at 64 MiB, and then goes through all that n8n holds, which takes longer than the download
 * itself: with this a download took a third of the processor time and half the memory.
 */
function litter(bytes: number): void {
	for (let left = bytes / 2; left > 0; left -= MAX_LITTER) {
		lastLitter.elements = new Array(Math.min(MAX_LITTER, Math.ceil(left)));
	}
}

interface IdleTimer {
	/** The bytes are here; what their reader does with them is not counted. */
	pause(): void;
	resume(): void;
	expired(): boolean;
}

/** Calls `onIdle` once the time between `resume` (or the beginning) and `pause` has grown to `limitMs`. */
function idleTimer(limitMs: number, onIdle: () => void): IdleTimer {
	let sinceMs: number | undefined = Date.now();
	let expired = false;
	let armed = false;
	/** One timer at a time, set anew only when it fires: chunks may come by the thousand. */
	function arm(ms: number): void {
		armed = true;
		AbortSignal.timeout(Math.ceil(ms)).addEventListener('abort', () => {
			armed = false;
			if (sinceMs === undefined) return;
			const leftMs = sinceMs + limitMs - Date.now();
			if (leftMs > 0) return arm(leftMs);
			expired = true;
			onIdle();
		});
	}
	arm(limitMs);
	return {
		pause: () => (sinceMs = undefined),
		resume: () => {
			sinceMs = Date.now();
			if (!armed) arm(limitMs);
		},
		expired: () => expired,
	};
}

function brokenBody(idle: boolean, idleMs: number): ServiceError {
	return new ServiceError(
		idle
			? `The service stopped sending for ${idleMs / 1000} seconds`
			: 'The connection broke while the answer was arriving',
		{
			description: 'This usually passes. Run the workflow again.',
			failure: 'temporarily-unavailable',
			transient: true,
		},
	);
}
