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

/** What the authorization code grant gives, without n8n. */
export async function webexTokens({
	webex: { authorizeUrl, tokenUrl, clientId, clientSecret, scope },
}: Sandbox): Promise<{ access_token: string; refresh_token: string }> {
	const query = new URLSearchParams({
		response_type: 'code',
		client_id: clientId,
		redirect_uri: 'http://127.0.0.1:5678/callback',
		scope,
	});
	const agreed = await fetch(`${authorizeUrl}?${query.toString()}`, { redirect: 'manual' });
	const code = new URL(agreed.headers.get('location') ?? '').searchParams.get('code') ?? '';
	const body = new URLSearchParams({
		grant_type: 'authorization_code',
		client_id: clientId,
		client_secret: clientSecret,
		code,
	});
	const reply = await fetch(tokenUrl, { method: 'POST', body });
	return (await reply.json()) as { access_token: string; refresh_token: string };
}
