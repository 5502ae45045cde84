/** Bandwidth logins and reports as the end-to-end suites use them. */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import type { N8nClient } from './n8nClient';
import type { StoredCredential } from './n8nTypes';

export const BANDWIDTH_NODE = 'n8n-nodes-telecom-reports.bandwidthReports';

/** A period of whole days, as the nodes' fields ask for it. */
export const NOVEMBER = { dateRange: 'custom', startDate: '2026-11-01', endDate: '2026-11-15' };

export type BandwidthCredentialType = 'bandwidthOAuth2Api' | 'bandwidthApi';

/** Whose login a credential holds. */
export type BandwidthUser = 'reporter' | 'withoutReportingRole' | 'stranger';

/** What a user would type into the credential to reach the sandbox. */
export function credentialData(
	{ bandwidth }: Sandbox,
	type: BandwidthCredentialType,
	user: BandwidthUser = 'reporter',
): ICredentialDataDecryptedObject {
	const { accountId, baseUrl, tokenUrl, basic, noReports, oauth2, noReportsOAuth2 } = bandwidth;
	if (type === 'bandwidthApi') {
		const logins = {
			reporter: basic,
			withoutReportingRole: noReports,
			stranger: { ...basic, password: 'not-the-password' },
		};
		return { ...logins[user], accountId, baseUrl };
	}
	const logins = {
		reporter: oauth2,
		withoutReportingRole: noReportsOAuth2,
		stranger: { ...oauth2, clientSecret: 'not-the-secret' },
	};
	return { ...logins[user], accountId, baseUrl, accessTokenUrl: tokenUrl };
}

export function storeCredential(
	client: N8nClient,
	sandbox: Sandbox,
	type: BandwidthCredentialType,
	user: BandwidthUser = 'reporter',
): Promise<StoredCredential> {
	return client.createCredential(type, `${type} ${user}`, credentialData(sandbox, type, user));
}
