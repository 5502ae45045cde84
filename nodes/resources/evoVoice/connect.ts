import { type Clock } from '../../core/clock';
import { baseUrl } from '../../core/url';
import { type RequestContext } from '../../runtime/context';
import { openDoor } from '../../runtime/openDoor';
import { type EvoVoiceConnection } from '../../services/evoVoice/connection';
import { EVO_VOICE } from '../../services/evoVoice/hosts';

const CREDENTIAL_TYPE = 'evoVoiceApi';

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
	const credential = await context.getCredentials<{ baseUrl?: string }>(CREDENTIAL_TYPE);
	const login = {
		credentialType: CREDENTIAL_TYPE,
		baseUrl: baseUrl(credential.baseUrl || EVO_VOICE.baseUrl),
	};
	return { http: openDoor(context, login, clock, stop), baseUrl: login.baseUrl };
}
