import { type Clock } from '../../core/clock';
import { asError, ServiceError } from '../../core/errors';
import { type HttpPort } from '../../core/http/httpPort';

/** How long another process may take to store the login that it has just renewed, in ms. */
const STORING_MS = 1_000;

/**
 * Sends a request once more when its login could not be renewed: a refresh token works once, and another n8n
 * process may have used it a moment ago. Each request reads the credential anew, so the second try finds what that
 * process has stored. A login that is really dead is refused again at once.
 */
export function rotatingLogin(http: HttpPort, clock: Clock): HttpPort {
	return {
		async exchange(request, use) {
			try {
				return await http.exchange(request, use);
			} catch (error) {
				if (!wasNotRenewed(error)) throw asError(error);
			}
			await clock.sleep(STORING_MS);
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
