import { ClientRequest } from 'node:http';

/**
 * Lets time pass `factor` times as fast for all that runs in this process: the package, n8n-core, the sandbox
 * and the tests. So pauses, time-outs and deadlines are those that users meet, and the code under test needs
 * no other timing for its tests. Only Node's own parts (sockets, file system) keep the real time.
 *
 * @returns puts everything back
 */
export function fasterTime(factor: number): () => void {
	const real = {
		now: Date.now,
		setTimeout: globalThis.setTimeout,
		abortAfter: AbortSignal.timeout.bind(AbortSignal),
		// eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with each request as `this`
		requestTimeout: ClientRequest.prototype.setTimeout,
	};
	const startedAt = real.now();
	const shorter = (ms: number | undefined) => Math.ceil((ms ?? 0) / factor);
	Date.now = () => Math.floor(startedAt + (real.now() - startedAt) * factor);
	globalThis.setTimeout = Object.assign(
		(run: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) =>
			real.setTimeout(run, shorter(ms), ...given),
		real.setTimeout,
	);
	AbortSignal.timeout = (ms) => real.abortAfter(shorter(ms));
	ClientRequest.prototype.setTimeout = function (ms, callback) {
		return real.requestTimeout.call(this, shorter(ms), callback);
	};
	return () => {
		Date.now = real.now;
		globalThis.setTimeout = real.setTimeout;
		AbortSignal.timeout = real.abortAfter;
		ClientRequest.prototype.setTimeout = real.requestTimeout;
	};
}
