import { type Clock } from '../../core/clock';
import { asError, ServiceError } from '../../core/errors';
import { type HttpPort } from '../../core/http/httpPort';

/** Pauses (ms) in which another process stores the login that it has just renewed; a busy machine takes seconds. */
const PAUSES_MS = [1_000, 2_000, 4_000];

/**
 * Sends a request again when its login could not be renewed: a refresh token works once, and another n8n
 * process may have used it a moment ago. Each request reads the credential anew, so a later try finds what that
 * process has stored. A login that is really dead is refused each time.
 */
export function rotatingLogin(http: HttpPort, clock: Clock): HttpPort {
	return {
		async exchange(request, use) {
			for (const pauseMs of PAUSES_MS) {
				try {
					return await http.exchange(request, use);
				} catch (error) {
					if (!wasNotRenewed(error)) throw asError(error);
				}
				await clock.sleep(pauseMs);
			}
			return await http.exchange(request, use);
		},
	};
}

/** A request that was refused has a status; a login that was not renewed kept it from being sent. */
function wasNotRenewed(error: unknown): boolean {
	return (
		error instanceof ServiceError &&
		error.details.failure === 'credential-invalid' &&
		error.details.status === undefined
	);
}
