/** Every operation of the Webex node, in a real workflow. */
import type { INodeParameters } from 'n8n-workflow';
import type { StoredCredential } from '../../support/n8nTypes';
import { byId, REPORT, type ReportBench, type RunOptions } from '../../support/reportBench';
import { oAuth2Data, openWebex, tokenData } from '../../support/webex';

let bench: ReportBench;
let token: StoredCredential;
let oAuth2: StoredCredential;

beforeAll(async () => {
	bench = await openWebex();
	token = await bench.store('webexBroadworksApi', tokenData(bench.sandbox));
	oAuth2 = await bench.store('webexBroadworksOAuth2Api', oAuth2Data(bench.sandbox));
	await bench.client.connectOAuth2(oAuth2);
});

afterAll(() => bench?.close());

const OCTOBER = { dateRange: 'custom', billingPeriod: '2026-10' };

const run = (operation: string, parameters: INodeParameters, more: Partial<RunOptions> = {}) =>
	bench.run(operation, parameters, { credential: oAuth2, ...more });

async function createReport(billingPeriod = '2026-10'): Promise<string> {
	const execution = await run('create', { ...OCTOBER, billingPeriod });
	return execution.text(REPORT, 'reportId');
}

test('Create requests a report and puts out its id', async () => {
	const execution = await run('create', OCTOBER);
	expect(execution.error).toBeUndefined();
	expect(execution.json(REPORT)).toEqual([
		{
			service: 'Webex BroadWorks',
			reportType: 'billing',
			reportId: expect.stringMatching(/^Y2lz/) as string,
			status: 'pending',
			startDate: '2026-10-01',
			endDate: '2026-10-31',
		},
	]);
});

test.each(['OAuth2', 'a token'])('Create and Download waits for the report (%s)', async (login) => {
	const credential = login === 'OAuth2' ? oAuth2 : token;
	const execution = await run('createAndDownload', OCTOBER, { credential });
	expect(execution.error).toBeUndefined();
	expect(execution.json(REPORT)[0]).toMatchObject({ status: 'completed', startDate: '2026-10-01' });
	expect(execution.binary(REPORT)).toMatchObject({
		fileName: 'webex-broadworks-billing-2026-10-01-2026-10-31.csv',
		mimeType: 'text/csv',
	});
	const expected = await bench.sandbox.expectedFile(execution.text(REPORT, 'reportId'));
	expect(await bench.storedFile(execution)).toEqual(expected);
});

test('an access token that has died is renewed, and the report is created once', async () => {
	bench.sandbox.webex.revokeTokens();
	const before = bench.sandbox.requests.length;
	const execution = await run('create', OCTOBER);
	expect(execution.error).toBeUndefined();
	const posts = bench.sandbox.requests.slice(before).filter(({ method }) => method === 'POST');
	expect(posts.map(({ path, status }) => `${path.split('/').at(-1)} ${status}`)).toEqual([
		'reports 401',
		'access_token 200',
		'reports 200',
	]);
});

test('Create and Download renews a link that has expired', async () => {
	bench.sandbox.fault({ origin: 'storage', fault: { kind: 'expiredLink' } });
	const execution = await run('createAndDownload', OCTOBER);
	expect(execution.error).toBeUndefined();
	const expected = await bench.sandbox.expectedFile(execution.text(REPORT, 'reportId'));
	expect(await bench.storedFile(execution)).toEqual(expected);
});

test('Get Status tells a report that is being made from one that is ready', async () => {
	const { reportId, early } = await bench.sandbox.standStillDuring(async () => {
		const reportId = await createReport();
		return { reportId, early: await run('getStatus', { reportId: byId(reportId) }) };
	});
	expect(early.json(REPORT)[0]).toMatchObject({ status: 'pending', serviceStatus: 'IN_PROGRESS' });
	await bench.untilReportsAreReady();
	const late = await run('getStatus', { reportId: byId(reportId) });
	expect(late.json(REPORT)[0]).toMatchObject({ status: 'completed', serviceStatus: 'COMPLETED' });
});

test('Download stores the bytes that Webex sent, of a report chosen from the list', async () => {
	const reportId = await createReport('2026-09');
	await bench.untilReportsAreReady();
	const { results } = await bench.list('searchBillingReports', 'reportId', oAuth2);
	expect(results).toContainEqual({ name: '2026-09 (completed)', value: reportId });
	const execution = await run('download', {
		reportId: { __rl: true, mode: 'list', value: reportId },
	});
	expect(execution.error).toBeUndefined();
	expect(await bench.storedFile(execution)).toEqual(await bench.sandbox.expectedFile(reportId));
});

test('Get Many lists the reports, all or up to the limit', async () => {
	const reportId = await createReport();
	const all = await run('getAll', { returnAll: true });
	expect(all.json(REPORT).map((report) => report.reportId)).toContain(reportId);
	const one = await run('getAll', { returnAll: false, limit: 1, filters: { sortBy: 'id' } });
	expect(one.json(REPORT)).toHaveLength(1);
});

test('Delete removes the report', async () => {
	const reportId = await createReport();
	const execution = await run('delete', { reportId: byId(reportId) });
	expect(execution.json(REPORT)).toEqual([{ deleted: true, reportId }]);
	const again = await run('getStatus', { reportId: byId(reportId) });
	expect(again.error?.message).toMatch(/Webex BroadWorks says/);
	expect(again.error?.description).toMatch(/Check the 'Report' ID/);
});

test('a wrong month is refused before any request, and with Continue On Fail loses no other', async () => {
	const months = ['2026-08', '2026-13', '2026-07'];
	const parameters = { dateRange: 'custom', billingPeriod: '={{ $json.month }}' };
	const items = months.map((month) => ({ month }));
	const before = bench.sandbox.requests.length;
	const refused = await run('create', parameters, { items });
	expect(refused.error?.message).toBe("'Billing Period' is not a month: 2026-13");
	expect(bench.sandbox.requests.slice(before)).toEqual([]);
	const execution = await run('create', parameters, {
		items,
		rest: { onError: 'continueRegularOutput' },
	});
	expect(execution.json(REPORT)).toEqual([
		expect.objectContaining({ startDate: '2026-08-01' }),
		{
			error: "'Billing Period' is not a month: 2026-13",
			details: { description: expect.any(String) as string },
		},
		expect.objectContaining({ startDate: '2026-07-01' }),
	]);
});
