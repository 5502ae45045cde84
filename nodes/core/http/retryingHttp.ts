import { type Clock } from '../clock';
import { asError, isTransient, ServiceError } from '../errors';
import { type HttpPort, type HttpReply, type HttpRequest } from './httpPort';
import { isPassingStatus } from './passingStatus';
import { saysNotTaken } from './refusal';
import { backoffMs, waitHintMs, waitText } from './retryTiming';

export interface RetryPolicy {
	/** How often one request is sent in all. */
	maxAttempts: number;
	/** A service that asks for a longer pause than this (ms) is not waited for: the caller is told. */
	maxWaitMs: number;
}

export const RETRY_POLICY: RetryPolicy = { maxAttempts: 5, maxWaitMs: 5 * 60_000 };

const UNSAID_WAIT_MS = 5_000;

/**
 * Sends requests again after passing trouble, as far as that is safe.
 *
 * A read is repeated after a status of passing trouble and after a broken connection or body. A create is repeated
 * only when the service said that it did not take it, or when it was never sent; never after a broken
 * connection, since the report may exist by then. When a service asks for a pause, all requests to that origin wait,
 * not only the one that was refused; other origins, such as those of signed links, are not held back.
 *
 * When the attempts are used up, or the request's own time limit, the last reply or failure is handed on as it is. A
 * pause that is longer than `policy.maxWaitMs` is not sat out: that reply is handed on, and requests to that origin
 * meanwhile end at once with a `rate-limited` ServiceError.
 */
export function retryingHttp(
	http: HttpPort,
	clock: Clock,
	random: () => number,
	policy: RetryPolicy = RETRY_POLICY,
): HttpPort {
	/** By origin. */
	const pausedUntilMs = new Map<string, number>();

	function pause(url: string, ms: number): void {
		const { origin } = new URL(url);
		pausedUntilMs.set(origin, Math.max(pausedUntilMs.get(origin) ?? 0, clock.now() + ms));
	}

	function pauseLeftMs(url: string): number {
		return (pausedUntilMs.get(new URL(url).origin) ?? 0) - clock.now();
	}

	/** The pause (ms) before the next attempt, or `undefined` when this reply is the final word. */
	function pauseAfter(
		request: HttpRequest,
		reply: HttpReply,
		attempt: number,
		isLast: boolean,
	): number | undefined {
		const hintMs = waitHintMs(reply, clock.now()) ?? unsaidWaitMs(reply, attempt);
		if (!mayRepeat(request, reply)) return undefined;
		if (hintMs !== undefined) pause(request.url, hintMs);
		if (isLast || (hintMs ?? 0) > policy.maxWaitMs) return undefined;
		return (hintMs ?? 0) + backoffMs(attempt - 1, random);
	}

	async function waitOutPause(url: string): Promise<void> {
		for (let leftMs = pauseLeftMs(url); leftMs > 0; leftMs = pauseLeftMs(url)) {
			if (leftMs > policy.maxWaitMs) throw longPause(leftMs);
			await clock.sleep(leftMs);
		}
	}

	return {
		async exchange<T>(request: HttpRequest, use: (reply: HttpReply) => Promise<T>): Promise<T> {
			const untilMs = clock.now() + (request.timeoutMs ?? Number.POSITIVE_INFINITY);
			for (let attempt = 1; ; attempt++) {
				const isLast = () => attempt >= policy.maxAttempts || clock.now() >= untilMs;
				await waitOutPause(request.url);
				let pauseMs: number | undefined;
				try {
					const result = await http.exchange(request, async (reply) => {
						pauseMs = pauseAfter(request, reply, attempt, isLast());
						return pauseMs === undefined ? { used: await use(reply) } : undefined;
					});
					if (result !== undefined) return result.used;
				} catch (error) {
					if (!isBroken(error) || !mayResend(request, error) || isLast()) throw asError(error);
					pauseMs = backoffMs(attempt - 1, random);
				}
				await clock.sleep(pauseMs ?? 0);
			}
		},
	};
}

function mayRepeat({ repeat }: HttpRequest, reply: HttpReply): boolean {
	return repeat === 'always' ? isPassingStatus(reply.status) : saysNotTaken(reply);
}

/**
 * How long (ms) to wait when a service limits requests and does not say for how long. Such limits usually count by
 * the minute (RingCX: 120 requests), so the attempts of one request together outlast one.
 */
function unsaidWaitMs({ status }: HttpReply, attempt: number): number | undefined {
	return status === 429 ? UNSAID_WAIT_MS * 2 ** (attempt - 1) : undefined;
}

/** What makes something must not be sent again once the service may have taken it. */
function mayResend({ repeat }: HttpRequest, { details }: ServiceError): boolean {
	return repeat === 'always' || details.notTaken === true;
}

/** A connection or body that broke; a failure that has a status was already judged by its reply. */
function isBroken(error: unknown): error is ServiceError {
	return isTransient(error) && error.details.status === undefined;
}

function longPause(retryAfterMs: number): ServiceError {
	const wait = waitText(retryAfterMs);
	return new ServiceError(`The service accepts no more requests for another ${wait}`, {
		description: 'It limits how many requests may be sent. Run the workflow again after that time.',
		failure: 'rate-limited',
		retryAfterMs,
		transient: true,
		notTaken: true,
	});
}
