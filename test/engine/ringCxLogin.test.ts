/** The login that dies every five minutes, through n8n-core's own request helper. */
import { type ICredentialDataDecryptedObject } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox';
import { form } from '../sandbox/testing';
import { PRINTED, ringCxCredential, type RingCxMethod } from '../support/ringCx';
import { waitUntil } from '../support/waitUntil';
import { Engine, type NodeResult, type NodeRun } from './support/engine';
import { ringCxRun } from './support/ringCx';

let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
	engine = await Engine.start();
});
// Another address for each test, since the credential remembers for an hour what it exchanged where.
beforeEach(async () => {
	sandbox = await startSandbox({ rows: 5 });
});
afterEach(async () => await sandbox.close());

function node(method: RingCxMethod, more: Partial<NodeRun> = {}): NodeRun {
	return ringCxRun(sandbox, PRINTED, {
		credentials: { ringCxApi: ringCxCredential(sandbox, method) },
		...more,
	});
}

const storedIn = ({ credentials }: NodeRun) =>
	credentials.ringCxApi as ICredentialDataDecryptedObject;
const sentTo = (part: RegExp) => sandbox.requests.filter(({ path }) => part.test(path));
const refreshes = () => sentTo(/token\/refresh$/);
const exchanges = () => sentTo(/login\/rc\/accesstoken$/);
const runs = () => sentTo(/reportsStreaming$/);
const items = (count: number) => Array.from({ length: count }, (_, number) => ({ number }));

function expectFiles({ items: out, error }: NodeResult, count = 1): void {
	expect(error).toBeUndefined();
	expect(out.map(({ binary }) => binary?.data?.mimeType)).toEqual(Array(count).fill('text/csv'));
}

describe('a pair of tokens', () => {
	test('that is alive is used as it is', async () => {
		const run = node('tokenPair');
		expectFiles(await engine.execute(run));
		expect(refreshes()).toHaveLength(0);
		expect(storedIn(run)).toMatchObject({
			accessToken: sandbox.ringCx.accessToken,
			refreshToken: sandbox.ringCx.refreshToken,
		});
	});

	test('that has died buys a new one, both are stored, and the request goes on', async () => {
		const run = node('tokenPair');
		sandbox.ringCx.expireAccessTokens();
		const result = await engine.execute(run);
		expectFiles(result);
		expect(runs().map(({ status }) => status)).toEqual([401, 200]);
		expect(refreshes()).toHaveLength(1);
		const { accessToken, refreshToken } = storedIn(run);
		expect(accessToken).not.toBe(sandbox.ringCx.accessToken);
		expect(refreshToken).not.toBe(sandbox.ringCx.refreshToken);
		expect(runs()[1]?.headers.authorization).toBe(`Bearer ${String(accessToken)}`);
		expect(result.stored.at(-1)?.data).toMatchObject({ accessToken, refreshToken });
	});

	test('is renewed with each death, for ever', async () => {
		const run = node('tokenPair');
		for (let death = 1; death <= 3; death += 1) {
			sandbox.ringCx.expireAccessTokens();
			expectFiles(await engine.execute(run));
			expect(refreshes()).toHaveLength(death);
		}
	});

	test('is renewed once for twenty items', async () => {
		sandbox.ringCx.expireAccessTokens();
		expectFiles(await engine.execute(node('tokenPair', { items: items(20) })), 20);
		expect(refreshes()).toHaveLength(1);
	});

	test('is renewed once for two executions at the same moment', async () => {
		const run = node('tokenPair', { items: items(5) });
		sandbox.ringCx.expireAccessTokens();
		const both = await Promise.all([engine.execute(run), engine.execute(run)]);
		for (const result of both) expectFiles(result, 5);
		expect(refreshes()).toHaveLength(1);
		// What is stored at the end is what works.
		expectFiles(await engine.execute(run), 5);
		expect(refreshes()).toHaveLength(1);
	});

	test('that was saved again from an open editor still leads to the newest', async () => {
		const run = node('tokenPair');
		const asEntered = { ...storedIn(run) };
		sandbox.ringCx.expireAccessTokens();
		await engine.execute(run);
		sandbox.ringCx.expireAccessTokens();
		await engine.execute(run);
		run.credentials.ringCxApi = asEntered;
		expectFiles(await engine.execute(run));
		expect(refreshes()).toHaveLength(2);
		expect(refreshes().every(({ status }) => status === 200)).toBe(true);
	});

	test('that the user has replaced is the one that counts', async () => {
		const run = node('tokenPair');
		sandbox.ringCx.expireAccessTokens();
		await engine.execute(run);
		sandbox.ringCx.revokeTokens();
		sandbox.reset();
		const { accessToken, refreshToken } = sandbox.ringCx;
		run.credentials.ringCxApi = { ...storedIn(run), accessToken, refreshToken };
		expectFiles(await engine.execute(run));
		expect(refreshes()).toHaveLength(0);
	});

	test('that another process has just renewed is read again', async () => {
		const run = node('tokenPair');
		sandbox.ringCx.expireAccessTokens();
		const { baseUrl, refreshToken } = sandbox.ringCx;
		const answer = await fetch(
			`${baseUrl}/api/auth/token/refresh`,
			form({ refresh_token: refreshToken }),
		);
		const pair = (await answer.json()) as { accessToken: string; refreshToken: string };
		const running = engine.execute(run);
		// The other process has the pair already, and stores it after the old one was tried here.
		const isRefused = () => refreshes().some(({ status }) => status === 401);
		await waitUntil('the old pair is refused', isRefused);
		await new Promise((resolve) => setTimeout(resolve, 300));
		run.credentials.ringCxApi = {
			...storedIn(run),
			accessToken: pair.accessToken,
			refreshToken: pair.refreshToken,
		};
		expectFiles(await running);
		expect(refreshes().map(({ status }) => status)).toEqual([200, 401]);
		expect(storedIn(run).refreshToken).toBe(pair.refreshToken);
	});

	test('whose refresh token is dead says what to do, and asks only once for many items', async () => {
		const run = node('tokenPair', { items: items(20), onError: 'continueRegularOutput' });
		sandbox.ringCx.revokeTokens();
		const { items: out } = await engine.execute(run);
		expect(out).toHaveLength(20);
		for (const { json } of out) {
			expect(json.error).toBe('RingCX does not accept the refresh token any more');
		}
		expect(refreshes()).toHaveLength(1);
		const failed = await engine.execute({ ...run, items: [{}], onError: undefined });
		expect(failed.error).toMatchObject({
			failure: { cause: 'credential-invalid' },
			description: expect.stringMatching(/works only once.*Log in to RingCX again/),
		});
	});

	test('survives passing trouble of the login server', async () => {
		sandbox.ringCx.expireAccessTokens();
		sandbox.fault({ path: /token\/refresh$/, fault: { kind: 'status', status: 503 } });
		expectFiles(await engine.execute(node('tokenPair')));
		expect(refreshes().map(({ status }) => status)).toEqual([503, 200]);
	});

	test('that is renewed and refused all the same is told as a wrong login', async () => {
		const expired = { kind: 'status', status: 401, body: 'JWT is expired.' } as const;
		sandbox.fault({ path: /Streaming$/, times: 9, fault: expired });
		const { error } = await engine.execute(node('tokenPair'));
		expect(error).toMatchObject({ httpCode: '401', message: 'RingCX did not accept the login' });
		expect(refreshes()).toHaveLength(1);
	});
});

describe('a RingCentral JWT', () => {
	test('is exchanged once for twenty items and two executions, and once more at each death', async () => {
		const run = node('ringCentralJwt', { items: items(20) });
		const both = await Promise.all([engine.execute(run), engine.execute(run)]);
		for (const result of both) expectFiles(result, 20);
		expect(exchanges()).toHaveLength(1);
		expectFiles(await engine.execute(run), 20);
		expect(exchanges()).toHaveLength(1);
		sandbox.ringCx.expireAccessTokens();
		expectFiles(await engine.execute(run), 20);
		expect(exchanges()).toHaveLength(2);
	});

	test.each<[string, ICredentialDataDecryptedObject, RegExp]>([
		['clientSecret', { clientSecret: 'not-the-secret' }, /did not accept the app/],
		['jwt', { jwt: 'not-the-jwt' }, /did not accept the JWT/],
	])('with a wrong %s says so, and asks once for many items', async (_, wrong, message) => {
		const run = node('ringCentralJwt', { items: items(20), onError: 'continueRegularOutput' });
		Object.assign(storedIn(run), wrong);
		const { items: out } = await engine.execute(run);
		expect(out).toHaveLength(20);
		for (const { json } of out) expect(json.error).toMatch(message);
		expect(sentTo(/oauth\/token$/)).toHaveLength(1);
	});

	test('that meets the limit of logins says how long to wait', async () => {
		const limit = { kind: 'rateLimited' } as const;
		sandbox.fault({ path: /accesstoken$/, times: 99, fault: limit });
		const { error } = await engine.execute(node('ringCentralJwt'));
		expect(error).toMatchObject({
			message: 'RingCX accepts no more logins for now',
			description: 'It takes five a minute. Try again in a minute.',
			failure: { cause: 'rate-limited' },
		});
		expect(exchanges().length).toBeLessThanOrEqual(2);
	});
});

test('an API token is sent in its own header', async () => {
	expectFiles(await engine.execute(node('apiToken')));
	expect(runs()[0]?.headers['x-auth-token']).toBe(sandbox.ringCx.apiToken);
	expect(runs()[0]?.headers.authorization).toBeUndefined();
});

test('no login appears in items or messages', async () => {
	const results: NodeResult[] = [];
	const methods: RingCxMethod[] = ['tokenPair', 'ringCentralJwt', 'apiToken'];
	for (const method of methods) results.push(await engine.execute(node(method)));
	sandbox.ringCx.revokeTokens();
	for (const method of methods) {
		const { baseUrl, ringCentralUrl, ...secrets } = ringCxCredential(sandbox, method);
		const wrong = Object.fromEntries(
			Object.entries(secrets).map(([name, value]) => [
				name,
				name === 'method' ? value : `${String(value)}-wrong`,
			]),
		);
		const credentials = { ringCxApi: { ...wrong, baseUrl, ringCentralUrl } };
		results.push(await engine.execute(node(method, { credentials } as Partial<NodeRun>)));
	}
	expect(results.map(({ error }) => error === undefined)).toEqual([
		...[true, true, true],
		...[false, false, false],
	]);
	const shown = JSON.stringify(
		results.map(({ items: out, error }) => [out, error, error?.stack, error?.cause]),
	);
	const { accessToken, refreshToken, apiToken, clientSecret, jwt } = sandbox.ringCx;
	for (const secret of [accessToken, refreshToken, apiToken, clientSecret, jwt]) {
		expect(shown).not.toContain(secret);
	}
});
