import { type Clock } from '../../core/clock';
import { type RequestContext } from '../../runtime/context';
import { authenticationOf, loginOf } from '../../runtime/loginOf';
import { openDoor } from '../../runtime/openDoor';
import { type WebexConnection } from '../../services/webex/connection';
import { WEBEX } from '../../services/webex/hosts';

/**
 * Connects with the node's credential.
 *
 * @throws InputError when the credential's base URL cannot be used.
 */
export async function connectWebex(
	context: RequestContext,
	clock: Clock,
	stop: AbortSignal,
): Promise<WebexConnection> {
	const credentialType =
		authenticationOf(context) === 'accessToken' ? 'webexBroadworksApi' : 'webexBroadworksOAuth2Api';
	const login = await loginOf(context, credentialType, WEBEX.baseUrl);
	return { http: openDoor(context, login, clock, stop), baseUrl: login.baseUrl };
}
