import { type INodeParameters } from 'n8n-workflow';
import { type Sandbox } from '../../sandbox';
import { type NodeRun } from './engine';

/** A run of the Webex node against the sandbox, with a pasted token unless `parameters` say otherwise. */
export function webexRun(
	{ webex }: Sandbox,
	parameters: INodeParameters,
	more: Partial<NodeRun> = {},
): NodeRun {
	const { baseUrl, accessToken, authorizeUrl, tokenUrl, clientId, clientSecret, scope } = webex;
	return {
		type: 'webexBroadworksReports',
		parameters: { authentication: 'accessToken', resource: 'billingReport', ...parameters },
		credentials: {
			webexBroadworksApi: { baseUrl, accessToken },
			webexBroadworksOAuth2Api: {
				baseUrl,
				clientId,
				clientSecret,
				authUrl: authorizeUrl,
				accessTokenUrl: tokenUrl,
				grantType: 'authorizationCode',
				authentication: 'body',
				scope,
			},
		},
		...more,
	};
}
