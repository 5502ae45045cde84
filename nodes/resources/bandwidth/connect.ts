import { type ILoadOptionsFunctions, type INode } from 'n8n-workflow';
import { type Clock } from '../../core/clock';
import { baseUrl } from '../../core/url';
import { type BandwidthConnection } from '../../services/bandwidth/connection';
import { BANDWIDTH } from '../../services/bandwidth/hosts';
import { systemClock } from '../../runtime/clock';
import { type RequestContext } from '../../runtime/context';
import { openDoor } from '../../runtime/openDoor';

/**
 * Connects to the account of the node's credential.
 *
 * @throws InputError when the credential's base URL cannot be used.
 */
export async function connectBandwidth(
	context: RequestContext,
	clock: Clock,
	stop: AbortSignal,
): Promise<BandwidthConnection> {
	const credentialType = credentialTypeOf(context.getNode());
	const credential = await context.getCredentials<{ accountId?: unknown; baseUrl?: unknown }>(
		credentialType,
	);
	const login = { credentialType, baseUrl: baseUrl(textOr(credential.baseUrl, BANDWIDTH.baseUrl)) };
	return {
		http: openDoor(context, login, clock, stop),
		baseUrl: login.baseUrl,
		accountId: textOr(credential.accountId, ''),
	};
}

/** The same for a dropdown or a form. */
export async function connectField(
	context: ILoadOptionsFunctions,
	stop: AbortSignal,
): Promise<BandwidthConnection> {
	return await connectBandwidth(context, systemClock(stop), stop);
}

/** The credential that the Authentication field stands for. */
function credentialTypeOf(node: INode): string {
	return node.parameters.authentication === 'basicAuth' ? 'bandwidthApi' : 'bandwidthOAuth2Api';
}

function textOr(value: unknown, fallback: string): string {
	const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	return text === '' ? fallback : text;
}
