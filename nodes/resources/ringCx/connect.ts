import { type Clock } from '../../core/clock';
import { type RequestContext } from '../../runtime/context';
import { loginOf } from '../../runtime/loginOf';
import { openDoor } from '../../runtime/openDoor';
import { type RingCxConnection } from '../../services/ringCx/connection';
import { RINGCX } from '../../services/ringCx/hosts';
import { rotatingLogin } from '../../services/ringCx/rotatingLogin';

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
	const { credentialType, baseUrl } = await loginOf(context, 'ringCxApi', RINGCX.baseUrl);
	// Without its fields: its tokens change, and n8n stores the new ones.
	const door = openDoor(context, { credentialType, baseUrl }, clock, stop);
	return { http: rotatingLogin(door, clock), baseUrl };
}
