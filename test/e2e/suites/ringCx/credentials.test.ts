/** The RingCX node as n8n sees it, the tests of its three kinds of login, and its dropdowns. */
import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import type { Fault } from '../../../sandbox/core/faults';
import { ringCxCredential, type RingCxMethod } from '../../../support/ringCx';
import type { StoredCredential } from '../../support/n8nTypes';
import { refusal } from '../../support/n8nVersion';
import { byId, type ReportBench } from '../../support/reportBench';
import { openRingCx } from '../../support/ringCx';

let bench: ReportBench;

// A sandbox for each test: a pair of tokens is used up by a test of the login.
beforeEach(async () => {
	bench = await openRingCx();
});

afterEach(() => bench?.close());

const store = (
	method: RingCxMethod,
	more: ICredentialDataDecryptedObject = {},
): Promise<StoredCredential> =>
	bench.store('ringCxApi', { ...ringCxCredential(bench.sandbox, method), ...more });

const METHODS: RingCxMethod[] = ['tokenPair', 'ringCentralJwt', 'apiToken'];
const refreshes = () =>
	bench.sandbox.requests.filter(({ path }) => path.endsWith('/token/refresh'));

test('the installed package gives n8n the node with its operation', async () => {
	expect(await bench.operations()).toEqual(['createAndDownload']);
});

test('the node says that the reports are deprecated, and since when', async () => {
	const [description] = await bench.client.nodeTypes([bench.nodeType]);
	const notice = description?.properties.find(({ name }) => name === 'deprecationNotice');
	expect(notice).toMatchObject({
		type: 'notice',
		displayName: expect.stringMatching(/deprecated.*4 May 2026/) as string,
	});
});

describe('the test of a login', () => {
	test.each(METHODS)('accepts a good one: %s', async (method) => {
		const stored = await store(method);
		expect(await bench.client.testStoredCredential(stored)).toMatchObject({ status: 'OK' });
		expect(await bench.client.testStoredCredential(stored)).toMatchObject({ status: 'OK' });
	});

	test('does not use up a pair that is alive and new', async () => {
		const stored = await store('tokenPair');
		await bench.client.testStoredCredential(stored);
		expect(refreshes()).toHaveLength(0);
	});

	test('renews a pair whose access token has died, and keeps the new one', async () => {
		const stored = await store('tokenPair');
		bench.sandbox.ringCx.expireAccessTokens();
		expect(await bench.client.testStoredCredential(stored)).toMatchObject({ status: 'OK' });
		bench.sandbox.ringCx.expireAccessTokens();
		expect(await bench.client.testStoredCredential(stored)).toMatchObject({ status: 'OK' });
		expect(refreshes().map(({ status }) => status)).toEqual([200, 200]);
		expect(new Set(refreshes().map(({ body }) => body)).size).toBe(2);
	});

	test('accepts a pair that was used up when it is tested again as it was typed', async () => {
		const stored = await store('tokenPair');
		const typed = ringCxCredential(bench.sandbox, 'tokenPair');
		bench.sandbox.ringCx.expireAccessTokens();
		expect(await bench.client.testCredential(stored, typed)).toMatchObject({ status: 'OK' });
		expect(await bench.client.testCredential(stored, typed)).toMatchObject({ status: 'OK' });
		expect(refreshes()).toHaveLength(1);
	});

	const told = (message: RegExp) => ({
		status: 'Error',
		message: expect.stringMatching(message) as string,
	});

	test.each<[RingCxMethod, ICredentialDataDecryptedObject, object]>([
		[
			'tokenPair',
			{ accessToken: 'not-the-token', refreshToken: 'nor-the-other' },
			told(/refresh token any more.*Log in to RingCX again/),
		],
		[
			'ringCentralJwt',
			{ clientSecret: 'not-the-secret' },
			told(/did not accept the app.*'Client Secret'/),
		],
		['ringCentralJwt', { jwt: 'not-the-jwt' }, told(/did not accept the JWT/)],
		['apiToken', { apiToken: 'not-the-token' }, refusal(401, /RingCX did not accept the login/)],
		['apiToken', { baseUrl: 'PLACE/nothing' }, refusal(404, /no RingCX at this address/)],
		[
			'ringCentralJwt',
			{ ringCentralUrl: 'http://example.com' },
			told(/'RingCentral URL'.*https:\/\//),
		],
	])('refuses a wrong one of %s: %j', async (method, wrong, outcome) => {
		const baseUrl = wrong.baseUrl?.toString().replace('PLACE', bench.sandbox.origin);
		const stored = await store(method, { ...wrong, ...(baseUrl && { baseUrl }) });
		expect(await bench.client.testStoredCredential(stored)).toEqual(outcome);
	});

	test('says that the login may not see accounts', async () => {
		const stored = await store('apiToken');
		bench.sandbox.fault({ fault: { kind: 'status', status: 403 } });
		expect(await bench.client.testStoredCredential(stored)).toEqual(
			refusal(403, /right to read reports/),
		);
	});

	test.each<[string, Fault, RegExp]>([
		['a web page', { kind: 'loginPage' }, /^There is no RingCX at this address/],
		['no account', { kind: 'status', status: 200, body: '[]' }, /it sees no account/],
	])('does not take %s for an answer', async (_, fault, message) => {
		const stored = await store('apiToken');
		bench.sandbox.fault({ fault });
		expect(await bench.client.testStoredCredential(stored)).toEqual(told(message));
	});
});

describe('the dropdowns', () => {
	const chosen: INodeParameters = {
		reportType: 'callDetail',
		accountId: byId('13670001'),
		accountIds: ['13670001', '15300001'],
	};
	const options = async (methodName: string, more: INodeParameters = {}, method?: RingCxMethod) => {
		const { id, name } = await store(method ?? 'apiToken');
		return await bench.client.options({
			nodeType: bench.nodeType,
			methodName,
			path: 'parameters.any',
			currentNodeParameters: { resource: 'report', ...chosen, ...more },
			credentials: { ringCxApi: { id, name } },
		});
	};

	test.each(METHODS)('Account has the accounts of the login: %s', async (method) => {
		bench.sandbox.ringCx.expireAccessTokens();
		const { results } = await bench.list('searchAccounts', 'accountId', await store(method));
		expect(results).toEqual([
			{ name: 'Sales (13670001)', value: '13670001' },
			{ name: 'IT, help desk (15300001)', value: '15300001' },
		]);
	});

	test('accounts, groups, profiles and destinations', async () => {
		expect((await options('getAccounts')).map(({ value }) => value)).toEqual([
			'13670001',
			'15300001',
		]);
		expect(await options('getProfileGroups')).toEqual([
			{ name: 'Main (111)', value: '111' },
			{ name: '(No Group)', value: 'null' },
		]);
		expect(await options('getDestinationGroups')).toEqual([
			{ name: 'Offices (211)', value: '211' },
			{ name: '(No Group)', value: 'null' },
		]);
		expect((await options('getProfiles')).map(({ value }) => value)).toEqual([
			'1111',
			'2222',
			'3333',
			'4444',
		]);
		expect((await options('getDestinations')).map(({ value }) => value)).toEqual(['4546', '4467']);
	});

	test('depend on each other', async () => {
		const inNoGroup = await options('getProfiles', { cloudProfileGroupIds: ['null'] });
		expect(inNoGroup.map(({ value }) => value)).toEqual(['3333', '4444']);
		const ofOneAccount = await options('getDestinations', { accountIds: ['15300001'] });
		expect(ofOneAccount.map(({ value }) => value)).toEqual(['4467']);
	});

	test('are filled in the documented way when the undocumented one is not there', async () => {
		bench.sandbox.fault({
			path: /inputControls/,
			times: 9,
			fault: { kind: 'status', status: 404 },
		});
		expect((await options('getProfiles')).map(({ value }) => value)).toHaveLength(4);
	});

	test('say that the login is wrong', async () => {
		bench.sandbox.ringCx.revokeTokens();
		await expect(options('getProfiles')).rejects.toThrow('did not accept the login');
		await expect(options('getProfiles', {}, 'tokenPair')).rejects.toThrow('refresh token any more');
	});
});
