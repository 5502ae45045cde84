import { type ILoadOptionsFunctions } from 'n8n-workflow';
import { type Clock } from '../../core/clock';
import { type BandwidthConnection } from '../../services/bandwidth/connection';
import { BANDWIDTH } from '../../services/bandwidth/hosts';
import { systemClock } from '../../runtime/clock';
import { type RequestContext } from '../../runtime/context';
import { authenticationOf, fieldText, loginOf } from '../../runtime/loginOf';
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
	const credentialType =
		authenticationOf(context) === 'basicAuth' ? 'bandwidthApi' : 'bandwidthOAuth2Api';
	const login = await loginOf(context, credentialType, BANDWIDTH.baseUrl);
	return {
		http: openDoor(context, login, clock, stop),
		baseUrl: login.baseUrl,
		accountId: fieldText(login.fields.accountId),
	};
}

/** The same for a dropdown or a form. */
export async function connectField(
	context: ILoadOptionsFunctions,
	stop: AbortSignal,
): Promise<BandwidthConnection> {
	return await connectBandwidth(context, systemClock(stop), stop);
}
