/** Bandwidth credentials and nodes as the end-to-end suites use them. */
import type { ICredentialDataDecryptedObject, INode, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import type { N8nClient } from './n8nClient';
import type { StoredCredential } from './n8nTypes';
import { node } from './workflow';

export const BANDWIDTH_NODE = 'n8n-nodes-telecom-reports.bandwidthReports';
export const REPORT = 'Report';

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

/** A Bandwidth node named {@link REPORT}; the kind of login follows from `credential`. */
export function bandwidthNode(
	{ id, name, type }: StoredCredential,
	parameters: INodeParameters,
	rest: Partial<INode> = {},
): INode {
	return node(
		REPORT,
		BANDWIDTH_NODE,
		{
			authentication: type === 'bandwidthApi' ? 'basicAuth' : 'oAuth2',
			resource: 'billingReport',
			...parameters,
		},
		{ credentials: { [type]: { id, name } }, ...rest },
	);
}
