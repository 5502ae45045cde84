import { type INode } from 'n8n-workflow';
import { type Clock } from '../../core/clock';
import { baseUrl } from '../../core/url';
import { type RequestContext } from '../../runtime/context';
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
	const credentialType = credentialTypeOf(context.getNode());
	const credential = await context.getCredentials<{ baseUrl?: string }>(credentialType);
	const login = { credentialType, baseUrl: baseUrl(credential.baseUrl || WEBEX.baseUrl) };
	return { http: openDoor(context, login, clock, stop), baseUrl: login.baseUrl };
}

/** The credential that the Authentication field stands for. */
function credentialTypeOf(node: INode): string {
	return node.parameters.authentication === 'accessToken'
		? 'webexBroadworksApi'
		: 'webexBroadworksOAuth2Api';
}
