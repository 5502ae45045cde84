/** The Evo Voice node as n8n sees it, the test of its credential, and its dropdowns. */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { loginData, openEvoVoice } from '../../support/evoVoice';
import type { StoredCredential } from '../../support/n8nTypes';
import { refusal } from '../../support/n8nVersion';
import type { ReportBench } from '../../support/reportBench';

let bench: ReportBench;

beforeAll(async () => {
	bench = await openEvoVoice();
});

afterAll(() => bench?.close());

const store = (more: ICredentialDataDecryptedObject = {}): Promise<StoredCredential> =>
	bench.store('evoVoiceApi', { ...loginData(bench.sandbox), ...more });

test('the installed package gives n8n the node with its operations', async () => {
	expect(await bench.operations()).toEqual([
		'create',
		'createAndDownload',
		'delete',
		'download',
		'getAll',
		'getStatus',
	]);
});

describe('the test of a login', () => {
	const testOf = async (more: ICredentialDataDecryptedObject = {}) =>
		await bench.client.testStoredCredential(await store(more));

	test('accepts one that may report, also when its user has no report yet', async () => {
		expect(await testOf()).toMatchObject({ status: 'OK' });
	});

	test('refuses a wrong password', async () => {
		expect(await testOf({ password: 'not-the-password' })).toEqual(
			refusal(401, /user name and the password/),
		);
	});

	test('says when the user has no role that may report', async () => {
		expect(await testOf({ ...bench.sandbox.evoVoice.noReports })).toEqual(
			refusal(403, /SystemAdministrator, Manager or Customer/),
		);
	});

	test.each([
		[
			'a redirect to the login page',
			{ kind: 'redirect', to: '/login', status: 302 },
			refusal(302, /login page/),
		],
		[
			'a login page with 200',
			{ kind: 'loginPage' },
			{ status: 'Error', message: expect.stringMatching(/login page/) as string },
		],
	] as const)('does not take %s for an answer', async (_, fault, outcome) => {
		const stored = await store();
		bench.sandbox.fault({ fault });
		expect(await bench.client.testStoredCredential(stored)).toEqual(outcome);
	});
});

describe('the Account dropdown', () => {
	test('has the accounts of the login', async () => {
		const { results } = await bench.list('searchAccounts', 'accountId', await store());
		expect(results).toEqual([
			{ name: 'Acme Telephony', value: 'acct-001' },
			{ name: 'Acme, second site', value: 'acct-002' },
		]);
	});

	test('says that the login is wrong', async () => {
		const wrong = await store({ password: 'not-the-password' });
		await expect(bench.list('searchAccounts', 'accountId', wrong)).rejects.toThrow(
			'did not accept the login',
		);
	});
});
