/** The RingCX node in real workflows, and its rotating pair of tokens in n8n's own store. */
import type { INodeParameters } from 'n8n-workflow';
import { ringCxCredential, type RingCxMethod } from '../../../support/ringCx';
import type { Execution } from '../../support/execution';
import type { StoredCredential } from '../../support/n8nTypes';
import { REPORT, type ReportBench, type RunOptions } from '../../support/reportBench';
import { openRingCx, PRINTED_BY_ID } from '../../support/ringCx';
import { everythingWritten } from '../../support/written';

let bench: ReportBench;

beforeEach(async () => {
	bench = await openRingCx();
});

afterEach(() => bench?.close());

const store = (method: RingCxMethod): Promise<StoredCredential> =>
	bench.store('ringCxApi', ringCxCredential(bench.sandbox, method));

const run = async (
	credential: StoredCredential,
	parameters: INodeParameters = {},
	more: Partial<RunOptions> = {},
) =>
	await bench.run(
		'createAndDownload',
		{ ...PRINTED_BY_ID, ...parameters },
		{ credential, ...more },
	);

const runs = () => bench.sandbox.requests.filter(({ path }) => path.endsWith('/reportsStreaming'));
const refreshes = () =>
	bench.sandbox.requests.filter(({ path }) => path.endsWith('/token/refresh'));

async function expectFile(execution: Execution, index = 0): Promise<void> {
	expect(execution.error).toBeUndefined();
	const expected = await bench.sandbox.ringCx.expectedReport(runs().at(-1)?.body ?? '');
	expect(await bench.storedFile(execution, index)).toEqual(expected);
}

test.each<RingCxMethod>(['tokenPair', 'ringCentralJwt', 'apiToken'])(
	'Create and Download runs the report and stores its file, with %s',
	async (method) => {
		const execution = await run(await store(method));
		await expectFile(execution);
		expect(execution.json(REPORT)).toEqual([
			{
				service: 'RingCX',
				reportType: 'callDetail',
				reportId: expect.stringMatching(/^callDetail-13670001-/) as string,
				accountId: '13670001',
				status: 'completed',
				startDate: '2020-04-19 12:00:00',
				endDate: '2020-05-19 23:59:59',
				fileName: 'ringcx-call-detail-2020-04-19-12-00-00-2020-05-19.csv',
			},
		]);
		expect(execution.binary(REPORT)).toMatchObject({ mimeType: 'text/csv' });
	},
);

test('every type of report', async () => {
	const types = [
		'agentSession',
		'dialerResultDownload',
		'globalCallType',
		'globalCallTypeExcel',
		'inboundAgentSegmentMetadata',
		'outboundAgentSegmentMetadata',
	];
	const credential = await store('apiToken');
	for (const reportType of types) {
		const execution = await run(credential, { reportType });
		expect(execution.error).toBeUndefined();
		expect(execution.json(REPORT)[0]).toMatchObject({ reportType, status: 'completed' });
		await expectFile(execution);
	}
});

test('with nothing chosen everything is named, and null with it', async () => {
	await run(await store('apiToken'), { cloudProfileGroupIds: [], cloudProfileIds: [] });
	expect(JSON.parse(runs()[0]?.body ?? '')).toMatchObject({
		reportCriteria: {
			cloudProfileGroupIds: [111, null],
			cloudProfileIds: [1111, 2222, 3333, 4444],
		},
	});
});

test('one bad item never loses the others', async () => {
	const execution = await run(
		await store('apiToken'),
		{ accountIds: '={{ $json.account }}' },
		{
			items: [{ account: '13670001' }, { account: '5' }, { account: '15300001' }],
			rest: { onError: 'continueRegularOutput' },
		},
	);
	expect(execution.json(REPORT)).toEqual([
		expect.objectContaining({ status: 'completed' }),
		expect.objectContaining({ error: expect.stringMatching(/unknown accounts/) as string }),
		expect.objectContaining({ status: 'completed' }),
	]);
});

describe('a pair of tokens', () => {
	test('that has died is renewed, stored encrypted, and renewed again from what was stored', async () => {
		const credential = await store('tokenPair');
		const spent: string[] = [];
		for (let death = 1; death <= 3; death += 1) {
			bench.sandbox.ringCx.expireAccessTokens();
			await expectFile(await run(credential));
			expect(refreshes()).toHaveLength(death);
			spent.push(new URLSearchParams(refreshes().at(-1)?.body).get('refresh_token') ?? '');
		}
		expect(new Set(spent).size).toBe(3);
		const bearers = runs().map(({ headers }) =>
			String(headers.authorization).replace('Bearer ', ''),
		);
		const written = (await everythingWritten()).join('\n');
		for (const token of [...spent, ...bearers]) expect(written).not.toContain(token);
	});

	test('is renewed once for twenty items', async () => {
		const credential = await store('tokenPair');
		bench.sandbox.ringCx.expireAccessTokens();
		const items = Array.from({ length: 20 }, (_, number) => ({ number }));
		const execution = await run(credential, {}, { items });
		expect(execution.error).toBeUndefined();
		expect(execution.items(REPORT)).toHaveLength(20);
		expect(refreshes()).toHaveLength(1);
	});

	test('is renewed once for executions at the same moment', async () => {
		const credential = await store('tokenPair');
		bench.sandbox.ringCx.expireAccessTokens();
		const executions = await Promise.all([run(credential), run(credential), run(credential)]);
		for (const { error } of executions) expect(error).toBeUndefined();
		expect(refreshes()).toHaveLength(1);
		bench.sandbox.ringCx.expireAccessTokens();
		await expectFile(await run(credential));
		expect(refreshes().map(({ status }) => status)).toEqual([200, 200]);
	});

	test('that the user enters anew is the one that counts', async () => {
		const credential = await store('tokenPair');
		bench.sandbox.ringCx.expireAccessTokens();
		await run(credential);
		bench.sandbox.reset();
		await bench.client.updateCredential(credential, ringCxCredential(bench.sandbox, 'tokenPair'));
		await expectFile(await run(credential));
		expect(refreshes()).toHaveLength(0);
	});

	test('that is dead says what to do', async () => {
		const credential = await store('tokenPair');
		bench.sandbox.ringCx.revokeTokens();
		const { error } = await run(credential);
		expect(error).toMatchObject({
			message: 'RingCX does not accept the refresh token any more',
			description: expect.stringMatching(/Log in to RingCX again/) as string,
		});
	});
});
