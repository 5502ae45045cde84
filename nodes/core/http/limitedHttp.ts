import pLimit from 'p-limit';
import { CancelledError } from '../errors';
import { type HttpPort } from './httpPort';

/** A service should not feel whether a workflow has one item or two hundred. */
const MAX_IN_FLIGHT = 8;

/**
 * Lets at most eight exchanges run at a time, bodies included; the others queue in order of arrival.
 *
 * @param stopped asked before each request, so that nothing that still queues is sent after a stop.
 */
export function limitedHttp(http: HttpPort, stopped: () => boolean): HttpPort {
	const limit = pLimit(MAX_IN_FLIGHT);
	return {
		exchange: async (request, use) =>
			await limit(async () => {
				if (stopped()) throw new CancelledError();
				return await http.exchange(request, use);
			}),
	};
}
