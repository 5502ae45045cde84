import { secrets } from '../../support/secrets';
import { empty, json, text, type Answer } from '../core/answer';
import { BearerTokens, readBearer } from '../core/bearerTokens';
import type { Clock } from '../core/clock';
import type { Call } from '../core/service';
import { refusal } from './replies';

/** What lists and shows billing reports. */
export const READ_SCOPE = 'spark-admin:broadworks_billing_reports_read';
/** What creates and deletes them. */
export const WRITE_SCOPE = 'spark-admin:broadworks_billing_reports_write';

/** The OAuth2 client. */
export const CLIENT = { clientId: 'webex-client', clientSecret: 'webex-client-secret' };

/** Tokens that are valid from the start, and the scopes they have. */
export const TOKENS = {
	full: 'webex-partner-admin-token',
	readOnly: 'webex-read-only-token',
	noReports: 'webex-plain-token',
};

/** Lives of tokens in seconds. Those of Webex are not confirmed; clients are to go by `expires_in`. */
const ACCESS_SECONDS = 12 * 3600;
const REFRESH_SECONDS = 60 * 86_400;

type Scopes = readonly string[];

/** Bearer tokens with scopes, and the authorization code grant that gives them. */
export class WebexAccess {
	private readonly accessTokens: BearerTokens<Scopes>;
	private readonly refreshTokens: BearerTokens<Scopes>;
	private readonly codes: BearerTokens<Scopes>;

	constructor(clock: Clock) {
		secrets.addCredential(CLIENT);
		this.accessTokens = new BearerTokens(clock);
		this.refreshTokens = new BearerTokens(clock);
		this.codes = new BearerTokens(clock);
		this.reset();
	}

	/** `GET /authorize`: the user agrees at once and is sent back with a code. */
	authorize({ query }: Call): Answer {
		const back = query.get('redirect_uri');
		const isKnown = query.get('client_id') === CLIENT.clientId;
		if (!isKnown || back === null || query.get('response_type') !== 'code') {
			return text(400, 'text/plain; charset=utf-8', 'The authorization request is not valid.');
		}
		const target = new URL(back);
		const scopes = query.get('scope')?.split(' ') ?? [];
		target.searchParams.set('code', this.codes.issue(scopes, 60_000));
		const state = query.get('state');
		if (state !== null) target.searchParams.set('state', state);
		return empty(302, { Location: target.href });
	}

	/** `POST /access_token`: a form with the client's id and secret in it. */
	grant({ body }: Call): Answer {
		const fields = new URLSearchParams(body);
		const isKnown =
			fields.get('client_id') === CLIENT.clientId &&
			fields.get('client_secret') === CLIENT.clientSecret;
		if (!isKnown) return refusal(401, 'The client is not known.');
		const grantType = fields.get('grant_type');
		if (grantType === 'authorization_code') {
			const scopes = this.codes.take(fields.get('code') ?? undefined);
			return scopes === undefined ? refusal(400, 'The code is not valid.') : this.pair(scopes);
		}
		if (grantType !== 'refresh_token') return refusal(400, 'The grant type is not supported.');
		const refreshToken = fields.get('refresh_token') ?? undefined;
		const scopes = this.refreshTokens.read(refreshToken);
		if (scopes === undefined || scopes === 'expired') {
			return refusal(400, 'The refresh token is not valid.');
		}
		return this.pair(scopes, refreshToken);
	}

	/** The refusal of a request without a valid token or, when a scope is asked for, without that scope. */
	refuse(call: Call, scope?: string): Answer | undefined {
		const scopes = this.accessTokens.read(readBearer(call));
		if (scopes === undefined || scopes === 'expired') return refusal(401);
		return scope === undefined || scopes.includes(scope) ? undefined : refusal(403);
	}

	/** Makes all access tokens invalid; refresh tokens keep working. */
	revokeTokens(): void {
		this.accessTokens.clear();
	}

	reset(): void {
		this.accessTokens.clear();
		this.refreshTokens.clear();
		this.codes.clear();
		this.accessTokens.set(TOKENS.full, [READ_SCOPE, WRITE_SCOPE]);
		this.accessTokens.set(TOKENS.readOnly, [READ_SCOPE]);
		this.accessTokens.set(TOKENS.noReports, []);
	}

	private pair(scopes: Scopes, refreshToken?: string): Answer {
		const refresh = refreshToken ?? this.refreshTokens.issue(scopes, REFRESH_SECONDS * 1000);
		return json(200, {
			access_token: this.accessTokens.issue(scopes, ACCESS_SECONDS * 1000),
			expires_in: ACCESS_SECONDS,
			refresh_token: refresh,
			refresh_token_expires_in: REFRESH_SECONDS,
			token_type: 'Bearer',
		});
	}
}
