import pLimit from 'p-limit';
import { CancelledError } from '../errors';
import { type HttpPort } from './httpPort';

/** A service should not feel whether a workflow has one item or two hundred. */
const MAX_IN_FLIGHT = 8;
/** Files may take minutes; meanwhile there must be room to look at the reports that are still being made. */
const MAX_FILES = 6;

/**
 * Lets at most eight exchanges run at a time, bodies and pauses included, of which at most six fetch files;
 * the others queue in order of arrival.
 *
 * @param stopped asked before each request, so that nothing that still queues is sent after a stop.
 */
export function limitedHttp(http: HttpPort, stopped: () => boolean): HttpPort {
	const all = pLimit(MAX_IN_FLIGHT);
	const files = pLimit(MAX_FILES);
	return {
		async exchange(request, use) {
			const inTurn = async () =>
				await all(async () => {
					if (stopped()) throw new CancelledError();
					return await http.exchange(request, use);
				});
			return request.isFile === true ? await files(inTurn) : await inTurn();
		},
	};
}
