/** Every operation of the Evo Voice node, in a real workflow. */
import type { INodeParameters } from 'n8n-workflow';
import { loginData, openEvoVoice } from '../../support/evoVoice';
import type { StoredCredential } from '../../support/n8nTypes';
import { byId, REPORT, type ReportBench, type RunOptions } from '../../support/reportBench';

let bench: ReportBench;
let login: StoredCredential;

beforeAll(async () => {
	bench = await openEvoVoice();
	login = await bench.store('evoVoiceApi', loginData(bench.sandbox));
});

afterAll(() => bench?.close());

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const ACCOUNT = byId('acct-001');
const JUNE = {
	reportType: 'billing',
	accountId: ACCOUNT,
	dateRange: 'custom',
	startDate: '2026-06-01',
	endDate: '2026-06-30',
};

const run = (operation: string, parameters: INodeParameters, more: Partial<RunOptions> = {}) =>
	bench.run(operation, parameters, { credential: login, ...more });

async function createReport(): Promise<string> {
	return (await run('create', JUNE)).text(REPORT, 'reportId');
}

test('Create requests a report and puts out its id', async () => {
	const execution = await run('create', {
		...JUNE,
		emailAddressToNotify: 'me@example.com',
		additionalFields: { includeCustomerIds: true },
	});
	expect(execution.error).toBeUndefined();
	expect(execution.json(REPORT)).toEqual([
		expect.objectContaining({
			service: 'Evo Voice',
			reportType: 'billing',
			accountId: 'acct-001',
			status: 'pending',
			serviceStatus: 'Queued',
			startDate: '2026-06-01',
			endDate: '2026-06-30',
		}),
	]);
	const sent = bench.sandbox.requests.find(({ method }) => method === 'POST');
	expect(JSON.parse(sent?.body ?? '')).toEqual({
		startDate: '2026-06-01',
		endDate: '2026-06-30',
		accountId: 'acct-001',
		emailAddressToNotify: 'me@example.com',
		includeCustomerIds: true,
	});
});

test('Create and Download waits for the reports together, each of another type', async () => {
	const types = ['billing', 'cdr', 'endpoints', 'metric'];
	const execution = await run(
		'createAndDownload',
		{
			...JUNE,
			reportType: '={{ $json.type }}',
			additionalFields: { metricName: 'handled', types: ['User'] },
		},
		{ items: types.map((type) => ({ type })) },
	);
	expect(execution.error).toBeUndefined();
	expect(execution.json(REPORT).map(({ reportType }) => reportType)).toEqual(types);
	for (const index of types.keys()) {
		const reportId = execution.text(REPORT, 'reportId', index);
		expect(execution.binary(REPORT, index)).toMatchObject({
			fileName: `${reportId}.xlsx`,
			mimeType: XLSX,
		});
		const expected = await bench.sandbox.expectedFile(reportId);
		expect(await bench.storedFile(execution, index)).toEqual(expected);
	}
});

test('Get Status finds the report in the list', async () => {
	const { reportId, early } = await bench.sandbox.standStillDuring(async () => {
		const reportId = byId(await createReport());
		return { reportId, early: await run('getStatus', { reportId, accountId: ACCOUNT }) };
	});
	expect(early.json(REPORT)[0]).toMatchObject({ status: 'pending' });
	await bench.untilReportsAreReady();
	const late = await run('getStatus', { reportId, accountId: ACCOUNT });
	expect(late.json(REPORT)[0]).toMatchObject({ status: 'completed', serviceStatus: 'Completed' });
	const elsewhere = await run('getStatus', { reportId, accountId: byId('acct-002') });
	expect(elsewhere.error?.message).toMatch(/lists no report with the ID/);
});

test('Download stores the workbook of a report chosen from the list', async () => {
	const reportId = await createReport();
	await bench.untilReportsAreReady();
	const { results } = await bench.list('searchReports', 'reportId', login, {
		accountId: ACCOUNT,
	});
	expect(results).toContainEqual({
		name: expect.stringMatching(/^billing 2026-06-01 - 2026-06-30.*\(completed\)$/) as string,
		value: reportId,
	});
	const execution = await run('download', {
		reportId: { __rl: true, mode: 'list', value: reportId },
		options: { fileName: 'june.xlsx' },
	});
	expect(execution.error).toBeUndefined();
	expect(execution.binary(REPORT)).toMatchObject({ fileName: 'june.xlsx', mimeType: XLSX });
	expect(await bench.storedFile(execution)).toEqual(await bench.sandbox.expectedFile(reportId));
});

test('Get Many lists the reports of an account, all or up to the limit', async () => {
	const reportId = await createReport();
	const all = await run('getAll', { returnAll: true, accountId: ACCOUNT });
	expect(all.json(REPORT).map((report) => report.reportId)).toContain(reportId);
	const one = await run('getAll', { returnAll: false, limit: 1 });
	expect(one.json(REPORT)).toHaveLength(1);
	const other = await run('getAll', { returnAll: true, accountId: byId('acct-002') });
	expect(other.items(REPORT)).toEqual([]);
});

test('Delete removes the report', async () => {
	const reportId = await createReport();
	const execution = await run('delete', { reportId: byId(reportId) });
	expect(execution.json(REPORT)).toEqual([{ deleted: true, reportId }]);
	const again = await run('delete', { reportId: byId(reportId) });
	expect(again.error?.message).toMatch(/Evo Voice says/);
});

test('one bad item never loses the others', async () => {
	const execution = await run(
		'createAndDownload',
		{ ...JUNE, endDate: '={{ $json.end }}' },
		{
			items: [{ end: '2026-06-02' }, { end: '2026-05-01' }, { end: '2026-06-03' }],
			rest: { onError: 'continueRegularOutput' },
		},
	);
	expect(execution.json(REPORT)).toEqual([
		expect.objectContaining({ status: 'completed', endDate: '2026-06-02' }),
		expect.objectContaining({
			error: expect.stringMatching(/before 'Start Date'/) as string,
		}),
		expect.objectContaining({ status: 'completed', endDate: '2026-06-03' }),
	]);
});
