import { type Clock } from '../core/clock';
import { type HttpPort } from '../core/http/httpPort';
import { limitedHttp } from '../core/http/limitedHttp';
import { RETRY_POLICY, retryingHttp, type RetryPolicy } from '../core/http/retryingHttp';
import { isPoll, type RequestContext } from './context';
import { n8nHttp, type Login } from './n8nHttp';

/** A poll does not sit out a long pause: n8n is told of it and polls again anyway. */
const POLL_RETRY_POLICY: RetryPolicy = { maxAttempts: 3, maxWaitMs: 5_000 };

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
	const limited = limitedHttp(n8nHttp(context, login, stop), () => stop.aborted);
	const policy = isPoll(context) ? POLL_RETRY_POLICY : RETRY_POLICY;
	return retryingHttp(limited, clock, Math.random, policy);
}
