/** RingCX logins as the end-to-end suites use them. */
import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import { byId, ReportBench } from './reportBench';

/** What the printed request asks for. */
export const PRINTED: INodeParameters = {
	reportType: 'callDetail',
	accountId: byId('13670001'),
	accountIds: ['13670001', '15300001'],
	groupBy: 'PROFILE',
	cloudProfileGroupIds: ['111', 'null'],
	cloudProfileIds: ['1111', '2222', '3333', '4444'],
	dateRange: 'custom',
	startTimestamp: '2020-04-19T12:00:00',
	endTimestamp: '2020-05-19T23:59:59',
	timezoneName: 'US/Arizona',
};

/** A run of the RingCX node that needs nothing but a login. */
export const YESTERDAYS_CALLS: INodeParameters = {
	resource: 'report',
	operation: 'createAndDownload',
	reportType: 'callDetail',
	accountId: byId('13670001'),
	dateRange: 'yesterday',
	cloudProfileGroupIds: ['111'],
	cloudProfileIds: ['1111'],
};

export type RingCxMethod = 'tokenPair' | 'ringCentralJwt' | 'apiToken';

export function openRingCx(): Promise<ReportBench> {
	return ReportBench.open({
		type: 'ringCxReports',
		resource: 'report',
		parameters: () => ({}),
	});
}

/** What a user would type into the credential. */
export function loginData(
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
