/** RingCX as its documents and the sandbox know it, for the tests of all levels. */
import { type ICredentialDataDecryptedObject, type INodeParameters } from 'n8n-workflow';
import { type Sandbox } from '../sandbox';

export type RingCxMethod = 'tokenPair' | 'ringCentralJwt' | 'apiToken';

/** What a user types into the credential for the sandbox, by the way to log in. */
export function ringCxCredential(
	{ ringCx }: Sandbox,
	method: RingCxMethod,
): ICredentialDataDecryptedObject {
	const { baseUrl, ringCentralUrl, accessToken, refreshToken, apiToken } = ringCx;
	const { clientId, clientSecret, jwt } = ringCx;
	const fields = {
		tokenPair: { accessToken, refreshToken },
		ringCentralJwt: { ringCentralUrl, clientId, clientSecret, jwt },
		apiToken: { apiToken },
	};
	return { method, baseUrl, ...fields[method] };
}

/** What the printed request of the call detail report asks for, as it would be filled in. */
export const PRINTED: INodeParameters = {
	reportType: 'callDetail',
	accountId: { __rl: true, mode: 'list', value: '13670001' },
	accountIds: ['13670001', '15300001'],
	groupBy: 'PROFILE',
	cloudProfileGroupIds: ['111', 'null'],
	cloudProfileIds: ['1111', '2222', '3333', '4444'],
	dateRange: 'custom',
	startTimestamp: '2020-04-19T12:00:00',
	endTimestamp: '2020-05-19T23:59:59',
	timezoneName: 'US/Arizona',
};
