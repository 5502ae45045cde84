import { type Clock } from '../core/clock';
import { type HttpPort } from '../core/http/httpPort';
import { limitedHttp } from '../core/http/limitedHttp';
import { RETRY_POLICY, retryingHttp, type RetryPolicy } from '../core/http/retryingHttp';
import { isRun, type RequestContext } from './context';
import { n8nHttp, type Login } from './n8nHttp';

/**
 * Nobody sits out a long pause in front of an open dropdown, and a poll does not either: n8n is told of it and
 * polls again anyway.
 */
const QUICK_RETRY_POLICY: RetryPolicy = { maxAttempts: 3, maxWaitMs: 5_000 };

/**
 * The way to one service for one run: signs requests, keeps at most eight in flight, obeys the service's
 * pauses and sends again what may be sent again. Nothing leaves after `stop`.
 */
export function openDoor(
	context: RequestContext,
	login: Login,
	clock: Clock,
	stop: AbortSignal,
): HttpPort {
	const policy = isRun(context) ? RETRY_POLICY : QUICK_RETRY_POLICY;
	const retrying = retryingHttp(n8nHttp(context, login, stop), clock, Math.random, policy);
	// Outermost, so that what queues meanwhile is held back by a pause as well.
	return limitedHttp(retrying, () => stop.aborted);
}
