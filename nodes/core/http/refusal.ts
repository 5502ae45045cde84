import { type HttpReply } from './httpPort';
import { isLimitStatus } from './passingStatus';
import { waitHintMs } from './retryTiming';

/**
 * Whether a service says that it did not take a request, so that even what makes something may be sent again: it
 * limits requests, or is unavailable and says legibly when to come back.
 */
export function saysNotTaken(reply: Pick<HttpReply, 'status' | 'headers'>): boolean {
	if (isLimitStatus(reply.status)) return true;
	return reply.status === 503 && waitHintMs(reply, 0) !== undefined;
}
