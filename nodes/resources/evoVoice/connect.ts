import { type Clock } from '../../core/clock';
import { type RequestContext } from '../../runtime/context';
import { loginOf } from '../../runtime/loginOf';
import { openDoor } from '../../runtime/openDoor';
import { type EvoVoiceConnection } from '../../services/evoVoice/connection';
import { EVO_VOICE } from '../../services/evoVoice/hosts';

/**
 * Connects with the node's credential.
 *
 * @throws InputError when the credential's base URL cannot be used.
 */
export async function connectEvoVoice(
	context: RequestContext,
	clock: Clock,
	stop: AbortSignal,
): Promise<EvoVoiceConnection> {
	const login = await loginOf(context, 'evoVoiceApi', EVO_VOICE.baseUrl);
	return { http: openDoor(context, login, clock, stop), baseUrl: login.baseUrl };
}
