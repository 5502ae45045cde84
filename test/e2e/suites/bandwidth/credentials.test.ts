/** The package as n8n sees it, and the tests of its credentials. */
import {
	BANDWIDTH_NODE,
	type BandwidthCredentialType,
	credentialData,
	storeCredential,
} from '../../support/bandwidth';
import { BandwidthBench } from '../../support/bandwidthBench';
import { refusal } from '../../support/n8nVersion';

let bench: BandwidthBench;

beforeAll(async () => {
	bench = await BandwidthBench.open();
});

afterAll(() => bench?.close());

describe('the installed package', () => {
	test('gives n8n the node with its operations', async () => {
		const [description] = await bench.client.nodeTypes([BANDWIDTH_NODE]);
		expect(description?.displayName).toBe('Bandwidth Reports');
		const operation = description?.properties.find(
			({ name, displayOptions }) =>
				name === 'operation' && displayOptions?.show?.resource?.includes('billingReport'),
		);
		const values = operation?.options?.map((option) => 'value' in option && option.value);
		// n8n itself adds one more, for calls that the node does not know.
		expect(values).toEqual(
			expect.arrayContaining(['create', 'createAndDownload', 'download', 'getAll', 'getStatus']),
		);
	});
});

describe.each<BandwidthCredentialType>(['bandwidthOAuth2Api', 'bandwidthApi'])(
	'the test of a credential of type %s',
	(type) => {
		test('accepts a login that may read reports', async () => {
			const credential = type === 'bandwidthApi' ? bench.basic : bench.oAuth2;
			expect(await bench.client.testStoredCredential(credential)).toMatchObject({ status: 'OK' });
		});

		test('refuses a wrong secret, typed or saved', async () => {
			const stored = await storeCredential(bench.client, bench.sandbox, type, 'stranger');
			expect(await bench.client.testStoredCredential(stored)).toMatchObject({ status: 'Error' });
			const typed = credentialData(bench.sandbox, type, 'stranger');
			expect(await bench.client.testCredential(stored, typed)).toMatchObject({ status: 'Error' });
		});

		test('sends nothing to a base URL over which the login could be read, and says why', async () => {
			const stored = await bench.client.createCredential(type, 'in clear', {
				...credentialData(bench.sandbox, type),
				baseUrl: 'http://api.example.com',
			});
			expect(await bench.client.testStoredCredential(stored)).toEqual({
				status: 'Error',
				message: expect.stringMatching(/^'Base URL' must start with https/) as string,
			});
		});

		test('refuses an address where no Bandwidth is, also when it answers', async () => {
			const stored = await storeCredential(bench.client, bench.sandbox, type);
			bench.sandbox.fault({ path: /\/reports$/, fault: { kind: 'loginPage' } });
			expect(await bench.client.testStoredCredential(stored)).toEqual({
				status: 'Error',
				message: expect.stringMatching(/^There is no Bandwidth API/) as string,
			});
		});

		test('says when the login has no right to read reports', async () => {
			const stored = await storeCredential(
				bench.client,
				bench.sandbox,
				type,
				'withoutReportingRole',
			);
			expect(await bench.client.testStoredCredential(stored)).toEqual(
				refusal(403, /reporting role/),
			);
		});
	},
);
