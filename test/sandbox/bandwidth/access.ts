import { secrets } from '../../support/secrets';
import { empty, json, type Answer } from '../core/answer';
import { readBasic } from '../core/basicAuth';
import { BearerTokens, readBearer } from '../core/bearerTokens';
import type { Clock } from '../core/clock';
import type { Call } from '../core/service';

/** A user of Bandwidth's XML API. */
export interface BandwidthUser {
	name: string;
	/** Whether the user has the role that reports demand. */
	mayReport: boolean;
}

interface Login {
	id: string;
	secret: string;
	user: BandwidthUser;
}

/** The account that all of the sandbox's users belong to. */
export const ACCOUNT_ID = '9900012';

const API_USER: BandwidthUser = { name: 'api-user', mayReport: true };
const PLAIN_USER: BandwidthUser = { name: 'plain-user', mayReport: false };

/** Users that log in by HTTP Basic. */
export const BASIC = { username: API_USER.name, password: 'sandbox-password' };
/** A valid login without the reporting role. */
export const NO_REPORTS = { username: PLAIN_USER.name, password: 'sandbox-password' };
/** OAuth2 client credentials. */
export const OAUTH2 = { clientId: 'sandbox-client', clientSecret: 'sandbox-client-secret' };
/** Valid OAuth2 client credentials without the reporting role. */
export const NO_REPORTS_OAUTH2 = {
	clientId: 'plain-client',
	clientSecret: 'sandbox-client-secret',
};

const USERS: readonly Login[] = [
	{ id: BASIC.username, secret: BASIC.password, user: API_USER },
	{ id: NO_REPORTS.username, secret: NO_REPORTS.password, user: PLAIN_USER },
];

const CLIENTS: readonly Login[] = [
	{ id: OAUTH2.clientId, secret: OAUTH2.clientSecret, user: API_USER },
	{ id: NO_REPORTS_OAUTH2.clientId, secret: NO_REPORTS_OAUTH2.clientSecret, user: PLAIN_USER },
];

/** Life of an access token in seconds, as the fixtures of Bandwidth's SDKs have it. */
const TOKEN_SECONDS = 3600;

/** Who may do what: HTTP Basic and OAuth2 client credentials. */
export class BandwidthAccess {
	private readonly tokens: BearerTokens<BandwidthUser>;

	constructor(clock: Clock) {
		for (const { id, secret } of [...USERS, ...CLIENTS]) secrets.addLogin(id, secret);
		this.tokens = new BearerTokens(clock);
	}

	/** `POST /api/v1/oauth2/token`: client in a Basic header, form body with the grant type. */
	grant(call: Call): Answer {
		const login = findLogin(CLIENTS, call);
		// The words of errors are those of RFC 6749; Bandwidth's own are not known.
		if (login === undefined) return json(401, { error: 'invalid_client' });
		if (new URLSearchParams(call.body).get('grant_type') !== 'client_credentials') {
			return json(400, { error: 'unsupported_grant_type' });
		}
		const token = this.tokens.issue(login.user, TOKEN_SECONDS * 1000);
		return json(200, { access_token: token, expires_in: TOKEN_SECONDS, token_type: 'Bearer' });
	}

	/**
	 * The user who asks for reports of the account in the path, or the refusal: 401 without a valid login,
	 * 403 without the role or for an account of somebody else. Both have empty bodies.
	 */
	admit(call: Call): BandwidthUser | Answer {
		const user = this.userOf(call);
		if (user === undefined) return empty(401);
		if (!user.mayReport || call.params.accountId !== ACCOUNT_ID) return empty(403);
		return user;
	}

	revokeTokens(): void {
		this.tokens.clear();
	}

	private userOf(call: Call): BandwidthUser | undefined {
		const bearer = readBearer(call);
		if (bearer === undefined) return findLogin(USERS, call)?.user;
		const user = this.tokens.read(bearer);
		return user === 'expired' ? undefined : user;
	}
}

function findLogin(logins: readonly Login[], call: Call): Login | undefined {
	const given = readBasic(call);
	return logins.find(({ id, secret }) => id === given?.username && secret === given.password);
}
