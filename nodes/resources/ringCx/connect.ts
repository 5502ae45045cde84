import { type Clock } from '../../core/clock';
import { baseUrl } from '../../core/url';
import { type RequestContext } from '../../runtime/context';
import { openDoor } from '../../runtime/openDoor';
import { type RingCxConnection } from '../../services/ringCx/connection';
import { RINGCX } from '../../services/ringCx/hosts';
import { rotatingLogin } from '../../services/ringCx/rotatingLogin';

const CREDENTIAL_TYPE = 'ringCxApi';

/**
 * Connects with the node's credential.
 *
 * @throws InputError when the credential's base URL cannot be used.
 */
export async function connectRingCx(
	context: RequestContext,
	clock: Clock,
	stop: AbortSignal,
): Promise<RingCxConnection> {
	const credential = await context.getCredentials<{ baseUrl?: string }>(CREDENTIAL_TYPE);
	const login = {
		credentialType: CREDENTIAL_TYPE,
		baseUrl: baseUrl(credential.baseUrl || RINGCX.baseUrl),
	};
	const door = openDoor(context, login, clock, stop);
	return { http: rotatingLogin(door, clock), baseUrl: login.baseUrl };
}
