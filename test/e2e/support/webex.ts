/** Webex logins as the end-to-end suites use them. */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import { ReportBench } from './reportBench';

export function openWebex(): Promise<ReportBench> {
	return ReportBench.open({
		type: 'webexBroadworksReports',
		resource: 'billingReport',
		parameters: ({ type }) => ({
			authentication: type === 'webexBroadworksApi' ? 'accessToken' : 'oAuth2',
		}),
	});
}

/** What a user would type into the credential for a token. */
export function tokenData({ webex }: Sandbox): ICredentialDataDecryptedObject {
	const { accessToken, baseUrl } = webex;
	return { accessToken, baseUrl };
}

/** What a user would type into the OAuth2 credential before connecting it. */
export function oAuth2Data({ webex }: Sandbox): ICredentialDataDecryptedObject {
	const { clientId, clientSecret, authorizeUrl, tokenUrl, baseUrl } = webex;
	return { clientId, clientSecret, authUrl: authorizeUrl, accessTokenUrl: tokenUrl, baseUrl };
}

/** Requests a month's report as somebody else would, without n8n. Answers its id. */
export async function requestReport({ webex }: Sandbox, billingPeriod: string): Promise<string> {
	const response = await fetch(`${webex.baseUrl}/broadworks/billing/reports`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${webex.accessToken}`,
			'content-type': 'application/json',
			// Tests count the connections that n8n leaves open.
			connection: 'close',
		},
		body: JSON.stringify({ billingPeriod }),
	});
	const { id } = (await response.json()) as { id: string };
	expect(id).toBeDefined();
	return id;
}
