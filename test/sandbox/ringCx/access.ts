import { secrets } from '../../support/secrets';
import { json, type Answer } from '../core/answer';
import { readBasic } from '../core/basicAuth';
import { BearerTokens, readBearer } from '../core/bearerTokens';
import type { Clock } from '../core/clock';
import { header } from '../core/headers';
import type { Call } from '../core/service';
import { MAIN_ACCOUNT } from './directory';
import { refusal, unauthorized } from './replies';

/** The RingCentral app and the JWT of its user. */
export const CLIENT = {
	clientId: 'ringcentral-client',
	clientSecret: 'ringcentral-client-secret',
	jwt: 'sandbox.jwt.assertion',
};

/** A pair that is valid from the start. */
export const PAIR = {
	accessToken: 'ringcx-access-token',
	refreshToken: 'ringcx-refresh-token',
};

/** A token for `X-Auth-Token`, in the documented form; it has no end. */
export const API_TOKEN = 'aws80:5e9d5d9e-3f0c-4c5b-9a55-2f7f0a8c7d11';

const ACCESS_MS = 5 * 60_000;
/** The life of a refresh token is not documented. */
const REFRESH_MS = 24 * 3600_000;
const PLATFORM_SECONDS = 3600;

/** RingCX takes at most this many exchanges of RingCentral tokens in a minute. */
const EXCHANGES_PER_MINUTE = 5;

const JWT_GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** The three ways in: a pair of tokens, a RingCentral JWT that is exchanged for one, or an API token. */
export class RingCxAccess {
	private readonly platformTokens: BearerTokens<true>;
	private readonly accessTokens: BearerTokens<true>;
	private readonly refreshTokens: BearerTokens<true>;
	private exchangedAt: number[] = [];
	private isApiTokenValid = true;

	constructor(private readonly clock: Clock) {
		secrets.addCredential({ ...CLIENT, apiToken: API_TOKEN });
		this.platformTokens = new BearerTokens(clock);
		this.accessTokens = new BearerTokens(clock);
		this.refreshTokens = new BearerTokens(clock);
		this.reset();
	}

	/** RingCentral's `POST /restapi/oauth/token`: client in a Basic header, JWT in the form. */
	grantPlatformToken(call: Call): Answer {
		const client = readBasic(call);
		const isKnown = client?.username === CLIENT.clientId && client.password === CLIENT.clientSecret;
		if (!isKnown) return json(401, { error: 'invalid_client' });
		const fields = new URLSearchParams(call.body);
		if (fields.get('grant_type') !== JWT_GRANT)
			return json(400, { error: 'unsupported_grant_type' });
		if (fields.get('assertion') !== CLIENT.jwt) return json(400, { error: 'invalid_grant' });
		return json(200, {
			access_token: this.platformTokens.issue(true, PLATFORM_SECONDS * 1000),
			token_type: 'bearer',
			expires_in: PLATFORM_SECONDS,
			scope: 'ReadAccounts',
		});
	}

	/** `POST /api/auth/login/rc/accesstoken`: the two values as a form or, by the specification, in the query. */
	exchange(call: Call): Answer {
		const now = this.clock();
		this.exchangedAt = this.exchangedAt.filter((at) => now - at < 60_000);
		if (this.exchangedAt.length >= EXCHANGES_PER_MINUTE) return refusal(429, this.clock, call);
		this.exchangedAt.push(now);
		const fields = new URLSearchParams(call.body);
		const token = fields.get('rcAccessToken') ?? call.query.get('rcAccessToken') ?? undefined;
		const type = fields.get('rcTokenType') ?? call.query.get('rcTokenType');
		const known = this.platformTokens.read(token);
		if (known !== true || type !== 'Bearer') {
			return unauthorized(known === 'expired' ? 'expired' : 'invalid');
		}
		return this.pair(call.query.get('includeRefresh') === 'true');
	}

	/** `POST /api/auth/token/refresh`: a new pair; the old refresh token is of no use from then on. */
	refresh(call: Call): Answer {
		const token = new URLSearchParams(call.body).get('refresh_token') ?? undefined;
		return this.refreshTokens.take(token) === true ? this.pair(true) : unauthorized('invalid');
	}

	/** The refusal of a request without a valid token. */
	refuse(call: Call): Answer | undefined {
		const apiToken = header(call, 'x-auth-token');
		if (apiToken !== '') {
			const isValid = this.isApiTokenValid && apiToken === API_TOKEN;
			return isValid ? undefined : unauthorized('invalid');
		}
		const known = this.accessTokens.read(readBearer(call));
		if (known === true) return undefined;
		return unauthorized(known === 'expired' ? 'expired' : 'invalid');
	}

	/** Ends the life of all access tokens as if five minutes were over. */
	expireAccessTokens(): void {
		this.accessTokens.expireAll();
	}

	/** Makes every token invalid, refresh tokens and the API token as well. */
	revokeTokens(): void {
		this.accessTokens.clear();
		this.refreshTokens.clear();
		this.platformTokens.clear();
		this.isApiTokenValid = false;
	}

	reset(): void {
		this.revokeTokens();
		this.exchangedAt = [];
		this.isApiTokenValid = true;
		this.accessTokens.set(PAIR.accessToken, true);
		this.refreshTokens.set(PAIR.refreshToken, true);
	}

	private pair(withRefresh: boolean): Answer {
		return json(200, {
			accessToken: this.accessTokens.issue(true, ACCESS_MS),
			...(withRefresh && { refreshToken: this.refreshTokens.issue(true, REFRESH_MS) }),
			tokenType: 'Bearer',
			mainAccountId: MAIN_ACCOUNT.id,
			agentDetails: [],
			adminId: 1,
			adminUrl: '/voice/admin/',
			agentUrl: '/voice/agent/',
			ssoLogin: true,
		});
	}
}
