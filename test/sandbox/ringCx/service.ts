import { collect } from '../content/reportFile';
import type { Route, Service, ServiceContext } from '../core/service';
import { API_TOKEN, CLIENT, PAIR, RingCxAccess } from './access';
import { ACCOUNTS, flatten, USERS } from './directory';
import { lookups } from './lookups';
import { BASE_PATH, PLATFORM_PATH, refusal } from './replies';
import { fileFor, reportRoute } from './reports';

/** What a client needs to talk to the sandbox's RingCX, and what a test can do to it. */
export interface RingCxFace {
	baseUrl: string;
	/** RingCentral's platform, where a JWT is exchanged for a RingCentral token. */
	ringCentralUrl: string;
	/** A pair that is valid from the start; the refresh token works once and is then replaced. */
	accessToken: string;
	refreshToken: string;
	/** For the header `X-Auth-Token`. */
	apiToken: string;
	clientId: string;
	clientSecret: string;
	jwt: string;
	/** The first of `accountIds`. */
	accountId: string;
	accountIds: string[];
	userIds: number[];
	/** Ends the life of all access tokens: 401 `JWT is expired.`; refresh tokens keep working. */
	expireAccessTokens(): void;
	/** Makes every token invalid, refresh tokens and the API token as well, until the next reset. */
	revokeTokens(): void;
	/** The exact bytes that a request with this body is answered with; undefined when it is refused. */
	expectedReport(body: string): Promise<Buffer | undefined>;
}

/** RingCX: reports that are the answer to their request, and what their fields are filled from. */
export function ringCx(context: ServiceContext): Service & { face: () => RingCxFace } {
	const { clock } = context;
	const access = new RingCxAccess(clock);
	const auth = `${BASE_PATH}/api/auth`;
	const guarded = (route: Route): Route => ({
		...route,
		handle: (call) => access.refuse(call) ?? route.handle(call),
	});
	return {
		vendor: 'ringCx',
		prefixes: [BASE_PATH, PLATFORM_PATH],
		routes: [
			{
				method: 'POST',
				url: `${PLATFORM_PATH}/restapi/oauth/token`,
				handle: (call) => access.grantPlatformToken(call),
			},
			{
				method: 'POST',
				url: `${auth}/login/rc/accesstoken`,
				handle: (call) => access.exchange(call),
			},
			{ method: 'POST', url: `${auth}/token/refresh`, handle: (call) => access.refresh(call) },
			...lookups(clock).map(guarded),
			guarded(reportRoute(context)),
		],
		/** No `Retry-After`, as far as is known. */
		throttled({ retryAfter }) {
			const answer = refusal(429, clock);
			if (retryAfter !== undefined && retryAfter !== null) {
				answer.headers['Retry-After'] = String(retryAfter);
			}
			return answer;
		},
		refusal: (status) => refusal(status, clock),
		/** There are no jobs: see `expectedReport`. */
		file: () => undefined,
		reportIds: () => [],
		endTokens: () => access.expireAccessTokens(),
		reset: () => access.reset(),
		face: () => ({
			baseUrl: context.origin() + BASE_PATH,
			ringCentralUrl: context.origin() + PLATFORM_PATH,
			...PAIR,
			apiToken: API_TOKEN,
			...CLIENT,
			accountId: ACCOUNTS[0].id,
			accountIds: ACCOUNTS.map(({ id }) => id),
			userIds: flatten(USERS).map(({ userId }) => userId),
			expireAccessTokens: () => access.expireAccessTokens(),
			revokeTokens: () => access.revokeTokens(),
			expectedReport: async (body) => {
				const file = fileFor(body, context.rows);
				return file && (await collect(file.open()));
			},
		}),
	};
}
