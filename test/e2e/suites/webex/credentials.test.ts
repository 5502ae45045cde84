/** The Webex node as n8n sees it, the tests of its credentials, and how OAuth2 is connected. */
import { CREDENTIAL_BLANKING_VALUE } from 'n8n-workflow';
import type { StoredCredential } from '../../support/n8nTypes';
import { refusal } from '../../support/n8nVersion';
import { type ReportBench } from '../../support/reportBench';
import { openWebex, tokenData, oAuth2Data } from '../../support/webex';

let bench: ReportBench;

beforeAll(async () => {
	bench = await openWebex();
});

afterAll(() => bench?.close());

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

describe('the test of an access token', () => {
	const testOf = async (accessToken: string) => {
		const stored = await bench.store('webexBroadworksApi', {
			...tokenData(bench.sandbox),
			accessToken,
		});
		return await bench.client.testStoredCredential(stored);
	};

	test('accepts one that may read reports', async () => {
		expect(await testOf(bench.sandbox.webex.accessToken)).toMatchObject({ status: 'OK' });
	});

	test('refuses one that is wrong or too old', async () => {
		expect(await testOf('not-the-token')).toEqual(refusal(401, /12 hours/));
	});

	test('says when it has no right to read reports', async () => {
		expect(await testOf(bench.sandbox.webex.noReportsAccessToken)).toEqual(
			refusal(403, /partner administrator.*billing_reports_read/),
		);
	});

	test('refuses an address where no Webex is, also when it answers', async () => {
		const stored = await bench.store('webexBroadworksApi', tokenData(bench.sandbox));
		bench.sandbox.fault({ fault: { kind: 'loginPage' } });
		expect(await bench.client.testStoredCredential(stored)).toEqual({
			status: 'Error',
			message: expect.stringMatching(/no Webex API/) as string,
		});
	});
});

describe('OAuth2', () => {
	/** The editor only connects such a credential; n8n's public API tests it, with the token that is stored. */
	const testWithStoredToken = async (stored: StoredCredential) =>
		await bench.client.testCredential(stored, {
			...oAuth2Data(bench.sandbox),
			oauthTokenData: CREDENTIAL_BLANKING_VALUE,
		});

	test('keeps the addresses that the user typed, asks for both scopes, and its test passes', async () => {
		const stored = await bench.store('webexBroadworksOAuth2Api', oAuth2Data(bench.sandbox));
		const page = await bench.client.connectOAuth2(stored);
		const { authorizeUrl, clientId, scope } = bench.sandbox.webex;
		expect(page.origin + page.pathname).toBe(authorizeUrl);
		expect(page.searchParams.get('scope')).toBe(scope);
		expect(page.searchParams.get('client_id')).toBe(clientId);
		const exchange = bench.sandbox.requests.find(({ path }) => path.endsWith('/access_token'));
		expect(exchange).toMatchObject({ method: 'POST', status: 200 });
		expect(exchange?.body).toContain('client_secret=');
		expect(exchange?.headers).not.toHaveProperty('authorization');
		expect(await testWithStoredToken(stored)).toMatchObject({ status: 'OK' });
		const [list] = bench.sandbox.requests.slice(-1);
		expect(list).toMatchObject({ method: 'GET', path: '/webex/v1/broadworks/billing/reports' });
		bench.sandbox.fault({ fault: { kind: 'status', status: 403 } });
		expect(await testWithStoredToken(stored)).toEqual(refusal(403, /partner administrator/));
	});

	test('without being connected does not pass its test', async () => {
		const stored = await bench.store('webexBroadworksOAuth2Api', oAuth2Data(bench.sandbox));
		expect(await testWithStoredToken(stored)).toMatchObject({ status: 'Error' });
	});
});
