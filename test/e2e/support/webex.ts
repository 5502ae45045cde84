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
