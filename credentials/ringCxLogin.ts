import { type ICredentialDataDecryptedObject, type IDataObject } from 'n8n-workflow';
import { RINGCX } from '../nodes/services/ringCx/hosts';
import { fingerprint, LoginExchanges, type Login } from './loginExchanges';
import { invalid, loginUrl, post, text, tokensOf, type Http } from './ringCxTokens';

/** One for all credentials of the process: they differ by what they hold. */
const exchanges = new LoginExchanges();

const JWT_GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** Says that a pair is in use. Its tokens stand in their own fields. */
const PAIR_IN_USE = 'pair in use';

/**
 * What n8n is to store in the credential before the next request.
 *
 * n8n calls this when `sessionToken` is empty (before the first request), after a 401, and at every credential
 * test. It stores what is returned only if `sessionToken` is part of it; then all of it, encrypted, except for
 * fields that hold an expression. It cannot tell which of the three was the reason.
 *
 * @throws LoginFailure
 */
export async function renewRingCxLogin(
	credentials: ICredentialDataDecryptedObject,
	http: Http,
): Promise<IDataObject> {
	switch (text(credentials.method)) {
		case 'ringCentralJwt':
			return await renewSession(credentials, http);
		case 'apiToken':
			// It has no end, so there is nothing to renew.
			return {};
		default:
			return await renewPair(credentials, http);
	}
}

/** The header that signs a request. */
export function ringCxHeaders(credentials: ICredentialDataDecryptedObject): Record<string, string> {
	switch (text(credentials.method)) {
		case 'ringCentralJwt':
			return bearer(sessionOf(credentials));
		case 'apiToken':
			return { 'X-Auth-Token': text(credentials.apiToken) };
		default:
			return bearer(text(credentials.accessToken));
	}
}

/** Without a token the answer is 401, after which n8n renews the login. */
const bearer = (token: string): Record<string, string> =>
	token === '' ? {} : { Authorization: `Bearer ${token}` };

/**
 * The pair that was entered is used as it is until it is refused; then its refresh token, which works once, buys
 * the next pair (engage-voice-api-docs, authentication/auth-ringcentral).
 */
async function renewPair(
	credentials: ICredentialDataDecryptedObject,
	http: Http,
): Promise<IDataObject> {
	const { accessToken, refreshToken } = credentials;
	if (text(credentials.sessionToken) === '' && text(accessToken) !== '') {
		return { sessionToken: PAIR_IN_USE };
	}
	if (text(refreshToken) === '') {
		throw invalid(
			'The access token has expired and the credential holds no refresh token',
			"Log in to RingCX again, and enter both 'Access Token' and 'Refresh Token'.",
		);
	}
	const base = loginUrl(credentials.baseUrl, RINGCX.baseUrl, 'Base URL');
	const login = await exchanges.newest([base], text(refreshToken), async (spent) => {
		const answer = await post(http, `${base}/api/auth/token/refresh`, { refresh_token: spent });
		if ([400, 401, 403].includes(answer.statusCode)) {
			throw invalid(
				'RingCX does not accept the refresh token any more',
				"Each one works only once: it has been used elsewhere, or it has expired. Log in to RingCX again, and enter the new tokens in the credential, as 'Access Token' and 'Refresh Token'.",
			);
		}
		const pair = tokensOf(answer, RINGCX.name);
		return { ...pair, renewal: pair.refreshToken ?? spent };
	});
	return {
		sessionToken: PAIR_IN_USE,
		accessToken: login.accessToken,
		refreshToken: login.renewal,
	};
}

/**
 * A JWT can be used again and again: it buys a RingCentral token, and that a RingCX token. The refresh token that
 * comes with it is not kept, since it would be one more secret that can go stale.
 */
async function renewSession(
	credentials: ICredentialDataDecryptedObject,
	http: Http,
): Promise<IDataObject> {
	const base = loginUrl(credentials.baseUrl, RINGCX.baseUrl, 'Base URL');
	const identity = identityOf(credentials);
	const { accessToken } = await exchanges.newest(
		[identity],
		sessionOf(credentials),
		async (): Promise<Login> => {
			const rcAccessToken = await ringCentralToken(credentials, http);
			const answer = await post(http, `${base}/api/auth/login/rc/accesstoken?includeRefresh=true`, {
				rcAccessToken,
				rcTokenType: 'Bearer',
			});
			if ([400, 401, 403].includes(answer.statusCode)) {
				throw invalid(
					'RingCentral accepted the JWT, but RingCX did not let its user in',
					'Check that the user of the JWT has access to RingCX, and that the app has the permission Read Accounts.',
				);
			}
			const session = tokensOf(answer, RINGCX.name);
			return { ...session, renewal: session.accessToken };
		},
	);
	return { sessionToken: `${identity}:${accessToken}` };
}

async function ringCentralToken(
	credentials: ICredentialDataDecryptedObject,
	http: Http,
): Promise<string> {
	const { ringCentralUrl, clientId, clientSecret, jwt } = credentials;
	const url = `${loginUrl(ringCentralUrl, RINGCX.ringCentralUrl, 'RingCentral URL')}/restapi/oauth/token`;
	const client = Buffer.from(`${text(clientId)}:${text(clientSecret)}`).toString('base64');
	const answer = await post(
		http,
		url,
		{ grant_type: JWT_GRANT, assertion: text(jwt) },
		{ Authorization: `Basic ${client}` },
	);
	if ([400, 401, 403].includes(answer.statusCode)) {
		const { error } = (answer.body ?? {}) as { error?: unknown };
		if (error === 'invalid_client') {
			throw invalid('RingCentral did not accept the app', "Check 'Client ID' and 'Client Secret'.");
		}
		throw invalid(
			'RingCentral did not accept the JWT',
			"Check 'JWT': that it belongs to this app and is not revoked, and that the app uses the JWT auth flow.",
		);
	}
	return tokensOf(answer, 'RingCentral', 'access_token').accessToken;
}

/** The session that was bought with the very login that the credential holds now, or nothing. */
function sessionOf(credentials: ICredentialDataDecryptedObject): string {
	const stored = text(credentials.sessionToken);
	const prefix = `${identityOf(credentials)}:`;
	return stored.startsWith(prefix) ? stored.slice(prefix.length) : '';
}

/** Ties a session to its login, so that it dies when the login is edited. */
function identityOf(credentials: ICredentialDataDecryptedObject): string {
	const { baseUrl, ringCentralUrl, clientId, clientSecret, jwt } = credentials;
	return fingerprint(...[baseUrl, ringCentralUrl, clientId, clientSecret, jwt].map(text));
}
