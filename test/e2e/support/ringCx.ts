/** RingCX logins as the end-to-end suites use them. */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import { ReportBench } from './reportBench';

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
