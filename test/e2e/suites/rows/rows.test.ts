/** The rows of reports as items, in a real n8n, for each service and each way in which files are packed. */
import { parse } from 'csv-parse/sync';
import { gzipSync } from 'node:zlib';
import { readZip } from '../../../support/zip';
import { byId, REPORT } from '../../support/reportBench';
import { RowsBench } from '../../support/rowsBench';
import { waitFor } from '../../support/wait';

const ROWS = 20;
/** Three files in an archive. */
const ROWS_PER_FILE = 8;

let bench: RowsBench;

beforeAll(async () => {
	bench = await RowsBench.open({ rows: ROWS, rowsPerEntry: ROWS_PER_FILE });
});

afterAll(() => bench?.close());
beforeEach(() => bench.sandbox.reset());

const read = (table: Buffer | string) =>
	parse<Record<string, string>>(table, { columns: true, bom: true, trim: false });

/** Bandwidth's report that was fetched last: its files, read by somebody else. */
async function filesOfLastReport() {
	const reportId = bench.fileRequests.at(-1)?.path.split('/').at(-2) ?? '';
	const archive = (await bench.sandbox.expectedFile(reportId)) ?? Buffer.alloc(0);
	return readZip(archive).map(({ name, content }) => ({ name, rows: read(content) }));
}

describe('each service', () => {
	test('Bandwidth: all files of the archive, every value a text', async () => {
		const execution = await bench.run('bandwidth');
		expect(execution.error).toBeUndefined();
		const files = await filesOfLastReport();
		expect(files).toHaveLength(3);
		expect(execution.json(REPORT)).toEqual(files.flatMap(({ rows }) => rows));
		const values = execution.json(REPORT).flatMap((row) => Object.values(row));
		expect(values.every((value) => typeof value === 'string')).toBe(true);
		expect(values.some((value) => /^\d+(\.\d+)?$/.test(String(value)))).toBe(true);
	});

	test('Bandwidth: an account report, plain', async () => {
		const execution = await bench.run('bandwidthAccount');
		expect(execution.error).toBeUndefined();
		expect(execution.json(REPORT)).toHaveLength(ROWS);
	});

	test('Webex: the CSV behind the signed link', async () => {
		const execution = await bench.run('webex');
		expect(execution.error).toBeUndefined();
		const download = bench.sandbox.requests.find(({ origin }) => origin === 'storage');
		expect(download?.bytesSent).toBeGreaterThan(0);
		expect(download?.headers.authorization).toBeUndefined();
		expect(execution.json(REPORT)).toHaveLength(ROWS);
	});

	test('RingCX: its calls, without the apostrophe before `uii` and the blanks after `call_state`', async () => {
		const execution = await bench.run('ringCx');
		expect(execution.error).toBeUndefined();
		const asked = bench.sandbox.requests.find(({ path }) => path.endsWith('/reportsStreaming'));
		const sent = read((await bench.sandbox.ringCx.expectedReport(asked?.body ?? '')) ?? '');
		expect(sent.some(({ uii }) => uii?.startsWith("'"))).toBe(true);
		expect(sent.some(({ call_state: state }) => state?.endsWith(' '))).toBe(true);
		expect(execution.json(REPORT)).toEqual(
			sent.map((call) => ({
				...call,
				uii: call.uii?.replace("'", ''),
				call_state: call.call_state?.trim(),
			})),
		);
	});

	test.each(['PIPE', 'TAB'])('RingCX: separated by %s', async (delimiter) => {
		const execution = await bench.run('ringCx', { delimiter });
		expect(execution.json(REPORT)).toHaveLength(ROWS);
		expect(Object.keys(execution.json(REPORT)[0] ?? {})).toContain('uii');
	});
});

describe('however the file is packed', () => {
	const TABLE = 'number;note\r\n00123;"two\r\nlines; and ""quotes"""\r\n456;\r\n';
	const EXPECTED = [
		{ number: '00123', note: 'two\r\nlines; and "quotes"' },
		{ number: '456', note: '' },
	];

	test.each([
		['plain', Buffer.from(TABLE)],
		['plain, with a byte order mark', Buffer.from(`\uFEFF${TABLE}`)],
		['plain, in UTF-16', Buffer.from(`\uFEFF${TABLE}`, 'utf16le')],
		['gzip', gzipSync(TABLE)],
	])('%s', async (_, body) => {
		bench.sandbox.fault({ path: /\/file$/, fault: { kind: 'status', status: 200, body } });
		const execution = await bench.run('bandwidth');
		expect(execution.error).toBeUndefined();
		expect(execution.json(REPORT)).toEqual(EXPECTED);
	});
});

describe('what the user chooses', () => {
	test('Columns are those that are put out, with the file that each row comes from', async () => {
		const options = { columns: 'BdrID, Amount', includeSourceFile: true };
		const execution = await bench.run('bandwidth', { options });
		const files = await filesOfLastReport();
		expect(execution.json(REPORT)).toEqual(
			files.flatMap(({ name, rows }) =>
				rows.map(({ BdrID, Amount }) => ({ BdrID, Amount, sourceFile: name })),
			),
		);
	});

	test('Limit counts over all files, and a hint says that there may be more', async () => {
		const execution = await bench.run('bandwidth', { returnAll: false, limit: 10 });
		const rows = (await filesOfLastReport()).flatMap((file) => file.rows);
		expect(execution.json(REPORT)).toEqual(rows.slice(0, 10));
		const hints = execution.data?.resultData.runData[REPORT]?.[0]?.hints ?? [];
		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringContaining('Reading stopped after 10 rows'),
		]);
	});

	test('Download puts out rows as well', async () => {
		const whole = await bench.run('bandwidth');
		const reportId = bench.fileRequests.at(-1)?.path.split('/').at(-2) ?? '';
		const execution = await bench.run('bandwidth', {
			operation: 'download',
			reportId: byId(reportId),
		});
		expect(execution.json(REPORT)).toEqual(whole.json(REPORT));
	});
});

describe('what has no rows is told, with what to do', () => {
	test.each([
		['an invoice, which is a PDF', 'bandwidth', { reportType: 'INVOICE' }, 'The report is a PDF'],
		['an account report as PDF', 'bandwidthAccount', { outputFormat: 'pdf' }, 'a document'],
		['a workbook', 'evoVoice', {}, 'a document'],
		[
			'a workbook by its ID',
			'evoVoice',
			{ operation: 'download', reportId: byId('7') },
			'a document',
		],
	] as const)('%s', async (_, service, parameters, message) => {
		const execution = await bench.run(service, parameters);
		expect(execution.status).toBe('error');
		expect(execution.error?.message).toContain(message);
		expect(execution.error?.message).toContain('cannot be put out as rows');
		expect(execution.error?.description).toContain('Extract From File');
	});

	test('an archive that is damaged', async () => {
		const end = `PK\x05\x06${'\0'.repeat(18)}`;
		const body = Buffer.from(
			`PK\x03\x04\x14\0\0\0\x08\0 only its beginning and its end${end}`,
			'latin1',
		);
		bench.sandbox.fault({ path: /\/file$/, fault: { kind: 'status', status: 200, body } });
		const execution = await bench.run('bandwidth');
		expect(execution.error?.message).toBe('The archive is damaged');
		expect(bench.fileRequests).toHaveLength(1);
	});

	test('several gzip files in one', async () => {
		const body = Buffer.concat([gzipSync('a,b\n1,2\n'), gzipSync('3,4\n')]);
		bench.sandbox.fault({ path: /\/file$/, fault: { kind: 'status', status: 200, body } });
		const execution = await bench.run('bandwidth');
		expect(execution.error?.message).toBe('The gzip file goes on after its end');
		expect(execution.error?.description).toContain("Set 'Output' to File");
	});
});

test('the limit closes the connection, with most of the file unsent', async () => {
	const large = await RowsBench.open({ rows: 200_000 });
	try {
		const execution = await large.run('bandwidth', { returnAll: false, limit: 50 });
		expect(execution.json(REPORT)).toHaveLength(50);
		const [request] = large.fileRequests;
		await waitFor('the end of the connection', () => request?.isOver || undefined);
		expect(request?.aborted).toBe(true);
		// Of some 11 MB; what the system keeps between two processes counts as sent.
		expect(request?.bytesSent).toBeLessThan(4_000_000);
	} finally {
		await large.close();
	}
});
