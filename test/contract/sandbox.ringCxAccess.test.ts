import { startSandbox, type Sandbox } from '../sandbox';
import { basic, bearer, form, manualClock } from '../sandbox/testing';

const clock = manualClock('2026-06-01T10:00:00Z');
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ clock, rows: 5 });
});
afterEach(() => {
	sandbox.reset();
	clock.reset();
});
afterAll(async () => await sandbox.close());

const JWT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const INVALID = 'The token is not valid.';
const EXPIRED = 'JWT is expired.';

interface Pair {
	accessToken: string;
	refreshToken: string;
}

const probe = async (headers: Record<string, string>) => {
	const url = `${sandbox.ringCx.baseUrl}/voice/api/v1/admin/accounts`;
	const response = await fetch(url, { headers });
	return response.status === 200 ? 200 : [response.status, await response.text()];
};

const refresh = (refresh_token: string) =>
	fetch(`${sandbox.ringCx.baseUrl}/api/auth/token/refresh`, form({ refresh_token }));

async function platformToken(): Promise<string> {
	const { ringCentralUrl, clientId, clientSecret, jwt } = sandbox.ringCx;
	const response = await fetch(`${ringCentralUrl}/restapi/oauth/token`, {
		...form({ grant_type: JWT, assertion: jwt }),
		headers: basic({ username: clientId, password: clientSecret }),
	});
	expect(response.status).toBe(200);
	return ((await response.json()) as { access_token: string }).access_token;
}

const exchange = (rcAccessToken: string, query = '?includeRefresh=true') =>
	fetch(
		`${sandbox.ringCx.baseUrl}/api/auth/login/rc/accesstoken${query}`,
		form({ rcAccessToken, rcTokenType: 'Bearer' }),
	);

test('a pair: five minutes later the access token has expired, which text says', async () => {
	const { accessToken, refreshToken } = sandbox.ringCx;
	expect(await probe(bearer(accessToken))).toBe(200);
	const pair = (await (await refresh(refreshToken)).json()) as Pair;
	expect(await probe(bearer(pair.accessToken))).toBe(200);
	clock.pass(5 * 60_000);
	expect(await probe(bearer(pair.accessToken))).toEqual([401, EXPIRED]);
	const response = await fetch(`${sandbox.ringCx.baseUrl}/voice/api/v1/admin/accounts`, {
		headers: bearer(pair.accessToken),
	});
	expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
});

test('a refresh token works once and is replaced', async () => {
	const first = (await (await refresh(sandbox.ringCx.refreshToken)).json()) as Pair;
	const again = await refresh(sandbox.ringCx.refreshToken);
	expect([again.status, await again.text()]).toEqual([401, INVALID]);
	expect((await refresh(first.refreshToken)).status).toBe(200);
});

test('access tokens can be ended while refresh tokens live on', async () => {
	const { accessToken, refreshToken } = sandbox.ringCx;
	sandbox.ringCx.expireAccessTokens();
	expect(await probe(bearer(accessToken))).toEqual([401, EXPIRED]);
	const pair = (await (await refresh(refreshToken)).json()) as Pair;
	expect(await probe(bearer(pair.accessToken))).toBe(200);
	sandbox.ringCx.revokeTokens();
	expect(await probe(bearer(pair.accessToken))).toEqual([401, INVALID]);
	expect((await refresh(pair.refreshToken)).status).toBe(401);
});

test('a JWT gives a RingCentral token, and that a pair', async () => {
	const response = await exchange(await platformToken());
	const pair = (await response.json()) as Pair & Record<string, unknown>;
	expect(pair).toMatchObject({ tokenType: 'Bearer', mainAccountId: '13670000' });
	expect(await probe(bearer(pair.accessToken))).toBe(200);
	expect((await refresh(pair.refreshToken)).status).toBe(200);
});

test('without includeRefresh there is no refresh token', async () => {
	expect(await (await exchange(await platformToken(), '')).json()).not.toHaveProperty(
		'refreshToken',
	);
});

test('the sixth exchange within a minute is one too many', async () => {
	const token = await platformToken();
	for (let i = 0; i < 5; i += 1) expect((await exchange(token)).status).toBe(200);
	expect((await exchange(token)).status).toBe(429);
	clock.pass(60_000);
	expect((await exchange(token)).status).toBe(200);
});

test('wrong tokens, clients and assertions', async () => {
	expect((await exchange('wrong')).status).toBe(401);
	const { ringCentralUrl, clientId, clientSecret, jwt } = sandbox.ringCx;
	const ask = async (password: string, grant_type: string, assertion: string) => {
		const headers = basic({ username: clientId, password });
		const init = { ...form({ grant_type, assertion }), headers };
		const response = await fetch(`${ringCentralUrl}/restapi/oauth/token`, init);
		return ((await response.json()) as { error: string }).error;
	};
	expect(await ask('wrong', JWT, jwt)).toBe('invalid_client');
	expect(await ask(clientSecret, 'password', jwt)).toBe('unsupported_grant_type');
	expect(await ask(clientSecret, JWT, 'wrong')).toBe('invalid_grant');
});

test('an API token in X-Auth-Token', async () => {
	expect(await probe({ 'X-Auth-Token': sandbox.ringCx.apiToken })).toBe(200);
	expect(await probe({ 'X-Auth-Token': 'wrong' })).toEqual([401, INVALID]);
	expect(await probe(bearer(sandbox.ringCx.apiToken))).toEqual([401, INVALID]);
});

test('too many requests: JSON and no hint', async () => {
	sandbox.fault({ fault: { kind: 'rateLimited' } });
	const url = `${sandbox.ringCx.baseUrl}/voice/api/v1/admin/accounts`;
	const response = await fetch(url, { headers: bearer(sandbox.ringCx.accessToken) });
	expect([response.status, response.headers.get('retry-after')]).toEqual([429, null]);
	expect(await response.json()).toHaveProperty('generalMessage');
});
