import { parse } from 'csv-parse/sync';
import { type INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox';
import { unzipped } from '../sandbox/testing';
import { bandwidthRun, CREATE_AND_DOWNLOAD, OCTOBER } from './support/bandwidth';
import { byId } from './support/byId';
import { Engine, type NodeResult, type NodeRun } from './support/engine';
import { evoVoiceRun } from './support/evoVoice';
import { PRINTED } from '../support/ringCx';
import { waitUntil } from '../support/waitUntil';
import { ringCxRun } from './support/ringCx';
import { webexRun } from './support/webex';

let sandbox: Sandbox;
let large: Sandbox;
let engine: Engine;

/** More than is made before it is sent, so that it can be stopped half way. */
const LARGE_ROWS = 60_000;

beforeAll(async () => {
	// 20 rows in three files of an archive.
	sandbox = await startSandbox({ jobMs: 100, rows: 20, rowsPerEntry: 8 });
	large = await startSandbox({ jobMs: 100, rows: LARGE_ROWS });
	engine = await Engine.start();
});
afterAll(async () => await Promise.all([sandbox.close(), large.close()]));
beforeEach(() => {
	sandbox.reset();
	large.reset();
});

const ROWS = { output: 'rows', returnAll: true };

const run = async (parameters: INodeParameters, more: Partial<NodeRun> = {}) =>
	await engine.execute(
		bandwidthRun(sandbox, { ...CREATE_AND_DOWNLOAD, ...ROWS, ...parameters }, more),
	);
const runLarge = async (parameters: INodeParameters) =>
	await engine.execute(bandwidthRun(large, { ...CREATE_AND_DOWNLOAD, ...ROWS, ...parameters }));

const json = ({ items }: NodeResult) => items.map((item) => item.json);
const fileRequests = ({ requests }: Sandbox) =>
	requests.filter(({ path }) => path.endsWith('/file'));
const lastReportId = () => fileRequests(sandbox).at(-1)?.path.split('/').at(-2) ?? '';

/** The rows of the report that was fetched last, read another way. */
async function expectedRows(): Promise<Array<Record<string, string>>> {
	const archive = (await sandbox.expectedFile(lastReportId())) ?? Buffer.alloc(0);
	return Object.values(unzipped(archive)).flatMap((table) =>
		parse<Record<string, string>>(table, { columns: true }),
	);
}

describe('rows of a report', () => {
	test('are put out as items of text, out of all files of its archive, each with the item it is from', async () => {
		const result = await run(
			{ reportType: '={{ $json.type }}' },
			{ items: [{ type: 'BDR' }, { type: 'MDR' }] },
		);
		expect(result.error).toBeUndefined();
		expect(result.items).toHaveLength(40);
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual(
			Array.from({ length: 40 }, (_, index) => ({ item: index < 20 ? 0 : 1 })),
		);
		const calls = json(result).slice(0, 20);
		expect(Object.values(calls[0] ?? {}).every((value) => typeof value === 'string')).toBe(true);
		expect(result.items.some(({ binary }) => binary !== undefined)).toBe(false);
	});

	test('are those that another reader finds', async () => {
		const result = await run({});
		expect(json(result)).toEqual(await expectedRows());
		expect(result.items).toHaveLength(20);
	});

	test('come by Download, too', async () => {
		const created = await engine.execute(
			bandwidthRun(sandbox, { operation: 'create', ...OCTOBER }),
		);
		await new Promise((resolve) => setTimeout(resolve, 150));
		const reportId = byId(created.items[0]?.json.reportId);
		const result = await run({ operation: 'download', reportId });
		expect(json(result)).toEqual(await expectedRows());
		expect(result.items[0]?.pairedItem).toEqual({ item: 0 });
	});

	test('have the columns that are wanted, and the name of their file', async () => {
		const result = await run({
			options: { columns: ' Amount,BdrID', includeSourceFile: true },
		});
		const rows = await expectedRows();
		expect(json(result)).toEqual(
			rows.map(({ Amount, BdrID }, index) => ({
				Amount,
				BdrID,
				sourceFile: `bdrs_2026-10-01_2026-10-31_${Math.floor(index / 8) + 1}.csv`,
			})),
		);
		const list = await run({ options: { columns: '={{ ["Amount"] }}' } });
		expect(json(list)[0]).toEqual({ Amount: rows[0]?.Amount });
	});

	test('are fetched again when they broke off, and none is there twice', async () => {
		sandbox.fault({ path: /\/file$/, fault: { kind: 'reset', when: 'midBody' } });
		sandbox.fault({ path: /\/file$/, fault: { kind: 'truncatedBody' } });
		const result = await run({});
		expect(result.error).toBeUndefined();
		expect(fileRequests(sandbox)).toHaveLength(3);
		expect(json(result)).toEqual(await expectedRows());
	});

	test('are none when the service has no data', async () => {
		const body =
			'<R><ResponseStatus><ErrorCode>19067</ErrorCode><Description>No data</Description></ResponseStatus></R>';
		sandbox.fault({ path: /\/file$/, fault: { kind: 'status', status: 400, body } });
		const result = await run({});
		expect(result.error).toBeUndefined();
		expect(result.items).toEqual([]);
	});

	test('leave the pending report when the time is up and the user wants it', async () => {
		sandbox.fault({
			path: /billingreports\/[^/]+$/,
			times: 99,
			fault: { kind: 'jobStatus', reportStatus: 'PROCESSING' },
		});
		const result = await run({ options: { timeout: 0.02, onTimeout: 'outputPending' } });
		expect(result.items).toHaveLength(1);
		expect(json(result)[0]).toMatchObject({ status: 'pending', service: 'Bandwidth' });
	});
});

describe('a limit', () => {
	test('ends the reading, and the connection is closed with most of the file unsent', async () => {
		const result = await runLarge({ returnAll: false, limit: 50 });
		expect(result.error).toBeUndefined();
		expect(result.items).toHaveLength(50);
		const [request] = fileRequests(large);
		await waitUntil('the connection is over', () => request?.isOver === true);
		expect(request?.aborted).toBe(true);
		expect(request?.bytesSent).toBeLessThan(1_500_000);
	});

	test('says that there may be more', async () => {
		const { run: whole } = await run({ returnAll: false, limit: 5 });
		expect(whole.data.resultData.runData.Reports?.[0]?.hints?.[0]?.message).toContain(
			"Reading stopped after 5 rows, as 'Limit' says",
		);
	});

	test('counts over all files, and more than there is does no harm', async () => {
		expect((await run({ returnAll: false, limit: 10 })).items).toHaveLength(10);
		expect((await run({ returnAll: false, limit: 1_000 })).items).toHaveLength(20);
	});
});

test('many rows are all there, each once', async () => {
	const result = await runLarge({ options: { columns: 'BdrID' } });
	expect(result.items).toHaveLength(LARGE_ROWS);
	const ids = new Set(result.items.map(({ json: row }) => row.BdrID));
	expect(ids.size).toBeGreaterThan(LARGE_ROWS - 100);
});

test('a stop ends the reading at once', async () => {
	const running = engine.begin(bandwidthRun(large, { ...CREATE_AND_DOWNLOAD, ...ROWS }));
	const file = () => fileRequests(large).at(-1);
	await waitUntil('the file is on its way', () => (file()?.bytesSent ?? 0) > 0);
	const stoppedAt = Date.now();
	running.stop();
	await running.result.catch(() => undefined);
	expect(Date.now() - stoppedAt).toBeLessThan(1_000);
	await waitUntil('the connection is over', () => file()?.isOver === true);
	expect(file()?.aborted).toBe(true);
	expect(file()?.bytesSent).toBeLessThan(1_500_000);
});

describe('what cannot work is told', () => {
	test.each([
		[
			'an output that is not known',
			{ output: 'sheet' },
			"'Output' has a value that is not known: sheet",
		],
		[
			'a limit of nothing',
			{ returnAll: false, limit: 0 },
			"'Limit' must be a whole number of at least 1",
		],
		[
			'a long delimiter',
			{ options: { delimiter: '||' } },
			"'Delimiter' must be a single character",
		],
		[
			'columns without names',
			{ options: { columns: '={{ [1] }}' } },
			"'Columns' must be names of columns",
		],
	])('%s, before any request', async (_, change, message) => {
		const { error } = await run(change);
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toHaveLength(0);
	});

	test('a column that the report does not have, with its ID and the columns that it has', async () => {
		const { error } = await run({ options: { columns: 'Amount,Price' } });
		expect(error?.message).toBe("The report has no column 'Price'");
		expect(error?.description).toContain('The report has: AccountNumber,');
		expect(error?.description).toContain(lastReportId());
	});

	test('an invoice, which is a PDF in an archive', async () => {
		const { error } = await run({ reportType: 'INVOICE' });
		expect(error?.message).toBe('The report is a PDF, which cannot be put out as rows');
		expect(error?.description).toContain('Extract From File');
		expect(error?.description).toContain(lastReportId());
	});

	test('a workbook, before it is made or fetched', async () => {
		const create = evoVoiceRun(sandbox, {
			...ROWS,
			operation: 'createAndDownload',
			reportType: 'billing',
			accountId: byId('acc-1'),
			dateRange: 'lastMonth',
		});
		const { error } = await engine.execute(create);
		expect(error?.message).toBe(
			'Such a report is a document, not a table, and cannot be put out as rows',
		);
		expect(error?.description).toContain('Extract From File');
		expect(sandbox.requests).toHaveLength(0);
	});

	test('an archive that is damaged, once, without fetching it again and again', async () => {
		const end = `PK\x05\x06${'\0'.repeat(18)}`;
		const body = `PK\x03\x04\x14\0\0\0\x08\0 this is no archive, only its beginning and its end${end}`;
		sandbox.fault({ path: /\/file$/, times: 9, fault: { kind: 'status', status: 200, body } });
		const { error } = await run({});
		expect(error?.message).toBe('The archive is damaged');
		expect(fileRequests(sandbox)).toHaveLength(1);
	});

	test('for one item, and the rows of the others are put out', async () => {
		const result = await run(
			{ reportType: '={{ $json.type }}' },
			{ items: [{ type: 'INVOICE' }, { type: 'BDR' }], onError: 'continueRegularOutput' },
		);
		expect(result.items).toHaveLength(21);
		expect(json(result)[0]?.error).toBe('The report is a PDF, which cannot be put out as rows');
		expect(result.items[20]?.pairedItem).toEqual({ item: 1 });
	});
});

describe('the other services', () => {
	test('Webex puts out the rows of its CSV', async () => {
		const result = await engine.execute(
			webexRun(sandbox, {
				...ROWS,
				operation: 'createAndDownload',
				billingPeriod: '2026-10',
				period: 'custom',
				options: { includeSourceFile: true },
			}),
		);
		expect(result.error).toBeUndefined();
		expect(result.items).toHaveLength(20);
		expect(json(result)[0]?.sourceFile).toMatch(/\.csv$/);
	});

	test('RingCX puts out its calls without the apostrophe before `uii` and the blanks after `call_state`', async () => {
		const result = await engine.execute(ringCxRun(sandbox, { ...PRINTED, ...ROWS }));
		expect(result.error).toBeUndefined();
		expect(result.items).toHaveLength(20);
		expect(json(result)[0]).toMatchObject({
			uii: '202004250912250132110000003150',
			call_state: 'COMPLETE',
			ani: '2312866364',
			attempt_1_disp: 'ANSWER(5)',
		});
	});

	test.each(['PIPE', 'TAB'])('RingCX may separate by %s: it is found out', async (delimiter) => {
		const result = await engine.execute(ringCxRun(sandbox, { ...PRINTED, ...ROWS, delimiter }));
		expect(json(result)[0]).toMatchObject({ uii: '202004250912250132110000003150' });
	});

	test('RingCX answers one kind of report with JSON, whose objects are rows', async () => {
		const result = await engine.execute(
			ringCxRun(sandbox, {
				...ROWS,
				reportType: 'globalCallType',
				accountId: PRINTED.accountId,
				dateRange: 'custom',
				startTimestamp: '2026-10-01T00:00:00',
				endTimestamp: '2026-10-02T00:00:00',
			}),
		);
		expect(result.error).toBeUndefined();
		expect(result.items).toHaveLength(20);
		expect(json(result)[0]).toEqual({
			ani: expect.stringMatching(/^\d{10}$/),
			callType: expect.any(String),
			duration: expect.stringMatching(/^\d+$/),
		});
	});
});
