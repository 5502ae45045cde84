import { parse } from 'csv-parse/sync';
import { type INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox';
import { unzipped } from '../sandbox/testing';
import { bandwidthRun } from './support/bandwidth';
import { byId } from './support/byId';
import { Engine, type PollerOptions } from './support/engine';
import { HOURLY_CALLS, requestEvoReport, requestWebexReport, triggerRun } from './support/trigger';

const JOB_MS = 200;
let sandbox: Sandbox;
let empty: Sandbox;
let engine: Engine;

beforeAll(async () => {
	sandbox = await startSandbox({ jobMs: JOB_MS, rows: 20, rowsPerEntry: 8 });
	empty = await startSandbox({ jobMs: JOB_MS, rows: 0 });
	engine = await Engine.start();
});
afterAll(async () => await Promise.all([sandbox.close(), empty.close()]));
beforeEach(() => {
	sandbox.reset();
	empty.reset();
});

const ROWS = { downloadFile: true, output: 'rows', returnAll: true };
const MANUAL = { mode: 'manual', activation: 'manual' } as const;

const ready = async () => await new Promise((resolve) => setTimeout(resolve, JOB_MS + 50));

function poller(
	service: Parameters<typeof triggerRun>[1],
	parameters: INodeParameters = {},
	options: PollerOptions = {},
	at = sandbox,
) {
	return engine.poller(triggerRun(at, service, { ...ROWS, ...parameters }), options);
}

/** The rows of a report's CSV, read another way. */
async function rowsOf(reportId: string): Promise<Array<Record<string, string>>> {
	const file = await sandbox.expectedFile(reportId);
	return parse<Record<string, string>>(file ?? '', { columns: true, bom: true });
}

test('all rows of all reports that fire are items, which come from no other item', async () => {
	const trigger = poller('webexBroadworks');
	await trigger.poll();
	const first = await requestWebexReport(engine, sandbox, '2026-09');
	const second = await requestWebexReport(engine, sandbox, '2026-10');
	await ready();
	const items = await trigger.poll();
	const expected = [...(await rowsOf(first)), ...(await rowsOf(second))];
	expect(expected).toHaveLength(40);
	expect(items).toEqual(expected.map((json) => ({ json })));
	expect(await trigger.poll()).toBeNull();
});

test('the rows of a schedule are those that are wanted, out of all files of the archive', async () => {
	const trigger = poller('bandwidth', {
		watch: 'scheduled',
		period: 'day',
		reportType: 'BDR',
		returnAll: false,
		limit: 11,
		options: { columns: 'Amount, BdrID', includeSourceFile: true },
	});
	expect(await sandbox.standStillDuring(async () => await trigger.poll())).toBeNull();
	const items = await trigger.poll();
	const created = sandbox.requests.find(({ path }) => path.endsWith('/file'));
	const archive = await sandbox.expectedFile(created?.path.split('/').at(-2) ?? '');
	const rows = Object.entries(unzipped(archive ?? Buffer.alloc(0))).flatMap(([sourceFile, table]) =>
		parse<Record<string, string>>(table, { columns: true }).map(({ Amount, BdrID }) => ({
			Amount,
			BdrID,
			sourceFile,
		})),
	);
	expect(items?.map(({ json }) => json)).toEqual(rows.slice(0, 11));
});

test('the rows of RingCX are cleaned as in its node', async () => {
	const items = await poller('ringCx', { ...HOURLY_CALLS, delimiter: 'PIPE' }).poll();
	expect(items).toHaveLength(20);
	expect(items?.[0]?.json).toMatchObject({
		uii: expect.stringMatching(/^\d+$/),
		call_state: 'COMPLETE',
	});
});

test('a report without rows starts nothing, counts as fired and is not fetched again', async () => {
	const trigger = poller('webexBroadworks', {}, {}, empty);
	await trigger.poll();
	await requestWebexReport(engine, empty);
	await ready();
	expect(await trigger.poll()).toBeNull();
	const before = empty.requests.length;
	expect(await trigger.poll()).toBeNull();
	expect(empty.requests.slice(before).map(({ path }) => path)).toEqual([
		expect.stringMatching(/reports$/),
	]);
	await expect(poller('webexBroadworks', {}, MANUAL, empty).poll()).rejects.toThrow(
		'has no rows, so there is nothing to show',
	);
});

/** An account report as a PDF. */
async function requestPdf(): Promise<string> {
	const { items } = await engine.execute(
		bandwidthRun(sandbox, {
			resource: 'accountReport',
			operation: 'create',
			reportDefinitionId: byId('4'),
			outputFormat: 'pdf',
			parameters: { mappingMode: 'defineBelow', value: { Account: '9900012' }, schema: [] },
			additionalParameters: {},
			expiresAt: '',
			simplify: true,
		}),
	);
	return String(items[0]?.json.reportId);
}

const anyAccountReport = (options: PollerOptions = {}) =>
	poller('bandwidth', { resource: 'accountReport' }, options);

test('a failed report is an item for those who want it', async () => {
	const trigger = poller('webexBroadworks', { event: 'completedOrFailed' });
	await trigger.poll();
	sandbox.fault({ method: 'POST', fault: { kind: 'jobFails' } });
	const reportId = await requestWebexReport(engine, sandbox);
	await ready();
	expect(await trigger.poll()).toEqual([
		{ json: expect.objectContaining({ reportId, status: 'failed' }) },
	]);
});

test('a report that turns out to have failed when its rows are fetched fires once, as failed', async () => {
	const trigger = poller('webexBroadworks', { event: 'completedOrFailed' });
	await trigger.poll();
	const reportId = await requestWebexReport(engine, sandbox);
	await ready();
	// The list still has it as completed.
	sandbox.fault({ method: 'GET', path: new RegExp(`${reportId}$`), fault: { kind: 'jobFails' } });
	expect(await trigger.poll()).toEqual([
		{ json: expect.objectContaining({ reportId, status: 'failed' }) },
	]);
	expect(await trigger.poll()).toBeNull();
});

test('a report that has no rows by its kind is told in each poll, and fires without them in the end', async () => {
	const trigger = anyAccountReport();
	await trigger.poll();
	const reportId = await requestPdf();
	await ready();
	for (let poll = 1; poll < 10; poll++) {
		await expect(trigger.poll()).rejects.toMatchObject({
			message: expect.stringContaining('cannot be put out as rows'),
			description: expect.stringContaining('Extract From File'),
		});
	}
	expect((await trigger.poll())?.[0]?.json).toMatchObject({
		reportId,
		message: expect.stringContaining('cannot be put out as rows'),
	});
	expect(await trigger.poll()).toBeNull();
});

test('a report that has no rows by its kind does not end the trigger when n8n starts', async () => {
	const trigger = anyAccountReport();
	await trigger.poll();
	await requestPdf();
	await ready();
	const restarted = anyAccountReport({ saved: trigger.state(), activation: 'init' });
	expect(await restarted.poll()).toBeNull();
	await expect(restarted.poll()).rejects.toThrow('cannot be put out as rows');
});

test('a service that makes workbooks only brings the file, though the node was set to rows for another', async () => {
	const trigger = poller('evoVoice', { binaryPropertyName: 'workbook' });
	await trigger.poll();
	const reportId = await requestEvoReport(engine, sandbox);
	await ready();
	const [item] = (await trigger.poll()) ?? [];
	expect(item?.json).toMatchObject({ reportId, status: 'completed' });
	const sent = await sandbox.expectedFile(reportId);
	expect((await engine.bytes(item?.binary?.workbook)).equals(sent ?? Buffer.alloc(0))).toBe(true);
});

test('a schedule of reports that have no rows by their kind is refused before one is requested', async () => {
	const trigger = poller('bandwidth', {
		resource: 'accountReport',
		watch: 'scheduled',
		period: 'month',
		reportDefinitionId: byId('4'),
		outputFormat: 'pdf',
		parameters: { mappingMode: 'defineBelow', value: { Account: '9900012' }, schema: [] },
		additionalParameters: {},
		expiresAt: '',
	});
	await expect(trigger.poll()).rejects.toThrow('cannot be put out as rows');
	expect(sandbox.requests.filter(({ method }) => method === 'POST')).toEqual([]);
});

test('a test event shows the rows of the latest report', async () => {
	const reportId = await requestWebexReport(engine, sandbox);
	await ready();
	const items = await poller('webexBroadworks', { returnAll: false, limit: 3 }, MANUAL).poll();
	expect(items?.map(({ json }) => json)).toEqual((await rowsOf(reportId)).slice(0, 3));
});
