import { secrets } from '../../support/secrets';
import { json, type Answer } from '../core/answer';
import { readBasic } from '../core/basicAuth';
import { BearerTokens } from '../core/bearerTokens';
import type { Clock } from '../core/clock';
import { readJson } from '../core/json';
import { header } from '../core/headers';
import type { Call } from '../core/service';
import { refusal, unauthorized } from './replies';

/** A user and the accounts that the user may report on. */
export interface EvoUser {
	username: string;
	roles: readonly string[];
}

/** Accounts of all users. */
export const ACCOUNTS = [
	{ id: 'acct-001', name: 'Acme Telephony' },
	{ id: 'acct-002', name: 'Acme, second site' },
] as const;

const PASSWORD = 'evo-password';

/** A user whose role allows reports. */
export const MANAGER: EvoUser = { username: 'manager@example.com', roles: ['Manager'] };
/** Another such user, who sees only reports of their own. */
export const COLLEAGUE: EvoUser = { username: 'colleague@example.com', roles: ['Manager'] };
/** A valid login without any of the roles that reports demand. */
export const AGENT: EvoUser = { username: 'agent@example.com', roles: ['Agent'] };

const USERS = [MANAGER, COLLEAGUE, AGENT];
const REPORT_ROLES = ['SystemAdministrator', 'Manager', 'Customer'];

/** A session's life; that of the service is not published. */
const SESSION_MS = 3600_000;

/** User name and password of a user. */
export function loginOf({ username }: EvoUser): { username: string; password: string } {
	return { username, password: PASSWORD };
}

/** HTTP Basic on every request, or a session by cookie. */
export class EvoAccess {
	private readonly sessions: BearerTokens<EvoUser>;

	constructor(clock: Clock) {
		for (const { username } of USERS) secrets.addLogin(username, PASSWORD);
		this.sessions = new BearerTokens(clock);
	}

	/** `POST /auth/credentials`: a session, told by cookies. */
	logIn({ body }: Call): Answer {
		const { userName, password } = readJson(body);
		const user = USERS.find(({ username }) => username === userName);
		if (user === undefined || password !== PASSWORD) return refusal(401, 'InvalidCredentials');
		const sessionId = this.sessions.issue(user, SESSION_MS);
		return json(
			200,
			{ sessionId, userName: user.username },
			{
				'Set-Cookie': [
					`ss-id=${sessionId}; path=/; httponly`,
					`ss-pid=${sessionId}; path=/; httponly`,
					'ss-opt=perm; path=/; httponly',
				],
			},
		);
	}

	/** `GET /auth/status`: 200 for everybody; only `isAuthenticated` tells whether there is a login. */
	status(call: Call): Answer {
		const user = this.userOf(call);
		return json(200, {
			isAuthenticated: user !== undefined,
			accountIds: user === undefined ? [] : ACCOUNTS.map(({ id }) => id),
			accountNames: user === undefined ? [] : ACCOUNTS.map(({ name }) => name),
			roles: user?.roles ?? [],
			dashboardPermissions: [],
		});
	}

	/** The user who asks for reports, or the refusal. */
	admit(call: Call): EvoUser | Answer {
		const user = this.userOf(call);
		if (user === undefined) return unauthorized(call);
		return user.roles.some((role) => REPORT_ROLES.includes(role)) ? user : refusal(403);
	}

	/** Ends all sessions. */
	reset(): void {
		this.sessions.clear();
	}

	private userOf(call: Call): EvoUser | undefined {
		const basic = readBasic(call);
		if (basic !== undefined) {
			return basic.password === PASSWORD
				? USERS.find(({ username }) => username === basic.username)
				: undefined;
		}
		const cookie = /(?:^|;\s*)ss-p?id=([^;]+)/.exec(header(call, 'cookie'))?.[1];
		const user = this.sessions.read(cookie);
		return user === 'expired' ? undefined : user;
	}
}
