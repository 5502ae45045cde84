import { type Clock } from '../core/clock';
import { type HttpPort } from '../core/http/httpPort';
import { limitedHttp } from '../core/http/limitedHttp';
import { retryingHttp } from '../core/http/retryingHttp';
import { type RequestContext } from './context';
import { n8nHttp, type Login } from './n8nHttp';

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
	const limited = limitedHttp(n8nHttp(context, login), () => stop.aborted);
	return retryingHttp(limited, clock, Math.random);
}
