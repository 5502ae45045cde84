import { type IDataObject, type INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox';
import { waitUntil } from '../support/waitUntil';
import { bandwidthRun } from './support/bandwidth';
import { byId } from './support/byId';
import { Engine, type NodeRun } from './support/engine';

let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
	sandbox = await startSandbox({ jobMs: 300, rows: 20 });
	engine = await Engine.start();
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const node = (parameters: INodeParameters, more: Partial<NodeRun> = {}) =>
	bandwidthRun(sandbox, { resource: 'accountReport', simplify: true, ...parameters }, more);
const run = async (parameters: INodeParameters, more: Partial<NodeRun> = {}) =>
	await engine.execute(node(parameters, more));

const ofType = (value: string): INodeParameters => ({ reportDefinitionId: byId(value) });

/** The form as the editor stores it: the fields that the node itself gives, and the user's values. */
async function form(type: string, values: IDataObject, mappingMode = 'defineBelow') {
	const { fields } = await engine.mapperFields(node(ofType(type)), 'getReportParameters');
	sandbox.requests.length = 0;
	return {
		...ofType(type),
		parameters: { mappingMode, value: values, matchingColumns: [], schema: fields },
	} as unknown as INodeParameters;
}

const INVENTORY: INodeParameters = {
	...ofType('4'),
	outputFormat: 'csv',
	additionalParameters: { parameter: [{ name: 'Account', value: '9900012' }] },
	binaryPropertyName: 'data',
	options: {},
};

const sentBodies = () =>
	sandbox.requests.filter(({ method }) => method === 'POST').map(({ body }) => body);
const sentParameters = () =>
	[...(sentBodies()[0] ?? '').matchAll(/<Name>(.*?)<\/Name>((?:<Value>.*?<\/Value>)+)/g)].map(
		([, name, values]) => [
			name,
			...[...(values ?? '').matchAll(/<Value>(.*?)<\/Value>/g)].map(([, value]) => value),
		],
	);
const paths = (method = 'GET') =>
	sandbox.requests
		.filter((request) => request.method === method)
		.map(({ path }) => path.replace(/.*\/accounts\/9900012/, ''));

async function madeReport(more: INodeParameters = {}): Promise<string> {
	const { items, error } = await run({ operation: 'create', ...INVENTORY, ...more });
	expect(error).toBeUndefined();
	await new Promise((resolve) => setTimeout(resolve, 350));
	sandbox.requests.length = 0;
	return String(items[0]?.json.reportId);
}

describe('Create and Download', () => {
	test('puts out the report, named by its type and its ID, and the very bytes of its file', async () => {
		const { items, error } = await run({ operation: 'createAndDownload', ...INVENTORY });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual([
			{
				service: 'Bandwidth',
				reportType: 'Phone Number Inventory',
				reportDefinitionId: '4',
				reportId: '789',
				status: 'completed',
				serviceStatus: 'Ready',
				outputFormat: 'csv',
				requestedBy: 'api-user',
				createdAt: expect.any(String),
				expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
				fileName: 'output.csv',
			},
		]);
		const sent = await sandbox.expectedFile('789');
		expect((await engine.bytes(items[0]?.binary?.data)).equals(sent ?? Buffer.alloc(0))).toBe(true);
	});

	test.each([
		['csv', 'text/csv'],
		['html', 'text/html'],
		['pdf', 'application/pdf'],
		['xls', 'application/vnd.ms-excel'],
		['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
		['xml', 'application/xml'],
	])('gets a file of format %s', async (outputFormat, mimeType) => {
		const { items, error } = await run({
			operation: 'createAndDownload',
			...INVENTORY,
			outputFormat,
		});
		expect(error).toBeUndefined();
		expect(items[0]?.binary?.data).toMatchObject({ mimeType, fileName: `output.${outputFormat}` });
	});

	test('follows the redirect to the file without the login', async () => {
		const values = { Account: '9900012', 'Start Date': '2026-10-01', 'End Date': '2026-10-31' };
		const { items, error } = await run({
			operation: 'createAndDownload',
			...INVENTORY,
			...(await form('8', values)),
			additionalParameters: {},
		});
		expect(error).toBeUndefined();
		expect(items[0]?.binary?.data?.fileName).toBe('output.csv');
		const [stored] = sandbox.requests.filter(({ origin }) => origin === 'storage');
		expect(stored?.status).toBe(200);
		expect(stored?.headers.authorization).toBeUndefined();
	});

	test('waits on when the file is not there although the report is called ready', async () => {
		sandbox.fault({ path: /instances\/789$/, fault: { kind: 'jobStatus', reportStatus: 'Ready' } });
		const answers = () =>
			sandbox.requests.filter(({ path }) => path.endsWith('/file')).map(({ status }) => status);
		const { result } = await sandbox.standStillDuring(async () => {
			const begun = engine.begin(node({ operation: 'createAndDownload', ...INVENTORY }));
			await waitUntil('there is no file yet', () => answers().includes(202));
			return begun;
		});
		const { items, error } = await result;
		expect(error).toBeUndefined();
		expect(items[0]?.binary?.data).toBeDefined();
		expect(answers()).toEqual([202, 200]);
	});

	test('over many items looks at all with one request a round and keeps their order', async () => {
		const formats = ['csv', 'pdf', 'xlsx', 'html', 'csv', 'xml'];
		const { items, error } = await run(
			{ operation: 'createAndDownload', ...INVENTORY, outputFormat: '={{ $json.format }}' },
			{ items: formats.map((format) => ({ format })) },
		);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.outputFormat)).toEqual(formats);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(formats.map((_, item) => ({ item })));
		const looks = paths().filter((path) => !path.endsWith('/file'));
		expect(looks.filter((path) => path === '/reports/4/instances').length).toBeGreaterThan(0);
		expect(looks.length).toBeLessThan(formats.length);
	});

	test('a report without data ends as completed, without a file', async () => {
		sandbox.fault({
			method: 'POST',
			fault: { kind: 'jobFails', code: '19067', description: 'Report contains no data' },
		});
		const { items, error } = await run({ operation: 'createAndDownload', ...INVENTORY });
		expect(error).toBeUndefined();
		expect(items[0]?.binary).toBeUndefined();
		expect(items[0]?.json).toMatchObject({
			status: 'completed',
			hasFile: false,
			message: expect.stringContaining('Report contains no data'),
		});
	});

	test.each(['19051', '19068', '19069'])(
		'code %s on the file ends it, with its ID',
		async (code) => {
			sandbox.fault({ method: 'POST', fault: { kind: 'jobFails', code } });
			const { error } = await run({ operation: 'createAndDownload', ...INVENTORY });
			expect(error?.message).toContain(code);
			expect(error?.description).toContain('The ID of the report is 789.');
		},
	);

	test('a message in XML is no report in XML', async () => {
		sandbox.fault({ path: /file$/, fault: { kind: 'replaceStatus', status: 200 } });
		sandbox.fault({ method: 'POST', fault: { kind: 'jobFails', code: '19051' } });
		const { error, items } = await run({
			operation: 'createAndDownload',
			...INVENTORY,
			outputFormat: 'xml',
		});
		expect(items).toEqual([]);
		expect(error?.message).toContain('19051');
	});
});

describe('what is sent', () => {
	test('the parameters of the form by their internal names, and those beside it', async () => {
		const { error } = await run({
			operation: 'create',
			outputFormat: 'PDF',
			...(await form('14', {
				Account: '9900012',
				'Start Date': '2026-10-01T00:00:00',
				'End Date': '2026-10-31T00:00:00',
				'Order Status': 'FAILED',
				'Include Details': true,
			})),
			expiresAt: '',
		});
		expect(error).toBeUndefined();
		expect(sentParameters()).toEqual([
			['Account', '9900012'],
			['Start Date', '2026-10-01'],
			['End Date', '2026-10-31'],
			['Order Status', 'FAILED'],
			['Include Details', 'true'],
		]);
		expect(sentBodies()[0]).toContain('<OutputFormat>pdf</OutputFormat>');
		expect(sentBodies()[0]).not.toContain('ExpiresAt');
	});

	test.each([
		['a list', "={{ ['PARTIAL', 'FAILED'] }}"],
		['text with commas', '=PARTIAL, FAILED'],
		['names as the user sees them', "={{ ['Partially complete', 'Failed'] }}"],
	])('several values, from an expression that gives %s', async (_, expression) => {
		const dates = { 'Start Date': '2026-10-01', 'End Date': '2026-10-31' };
		const { error } = await run({
			operation: 'create',
			outputFormat: 'csv',
			...(await form('59', { Account: '9900012', ...dates, 'Order Status': expression })),
		});
		expect(error).toBeUndefined();
		expect(sentParameters().at(-1)).toEqual(['Order Status', 'PARTIAL', 'FAILED']);
	});

	test('a date in the time zone of the workflow', async () => {
		await run(
			{
				operation: 'create',
				outputFormat: 'csv',
				...(await form('4', { Account: '9900012', 'Snapshot Date': '={{ $json.at }}' })),
			},
			{ timezone: 'America/New_York', items: [{ at: '2026-10-01T03:00:00Z' }] },
		);
		expect(sentParameters()).toEqual([
			['Account', '9900012'],
			['Snapshot Date', '2026-09-30'],
		]);
	});

	test('values of one name are put together, also from the form and beside it', async () => {
		const { error } = await run({
			operation: 'create',
			outputFormat: 'csv',
			...(await form('4', { Account: '9900012', 'Sub-account': '12' })),
			additionalParameters: {
				parameter: [
					{ name: 'Sub-account', value: '={{ 34 }}' },
					{ name: 'Snapshot Date', value: '2026-10-01' },
					{ name: 'Sub-account', value: '={{ [56, 12] }}' },
				],
			},
		});
		expect(error).toBeUndefined();
		expect(sentParameters()).toEqual([
			['Account', '9900012'],
			['Sub-account', '12', '34', '56'],
			['Snapshot Date', '2026-10-01'],
		]);
	});

	test('Map Automatically takes the fields of the item that are parameters, and no others', async () => {
		const { error } = await run(
			{ operation: 'create', outputFormat: 'csv', ...(await form('4', {}, 'autoMapInputData')) },
			{ items: [{ Account: 9900012, 'Sub-account': ['2', '1'], other: 'x' }] },
		);
		expect(error).toBeUndefined();
		expect(sentParameters()).toEqual([
			['Account', '9900012'],
			['Sub-account', '2', '1'],
		]);
	});

	test('the last day of the file', async () => {
		const { items } = await run({
			operation: 'create',
			...INVENTORY,
			expiresAt: '={{ $now.plus({ days: 30 }) }}',
		});
		const day = items[0]?.json.expiresAt;
		expect(sentBodies()[0]).toContain(`<ExpiresAt>${String(day)}</ExpiresAt>`);
	});
});

describe('what is refused before any request', () => {
	const dates = { 'Start Date': '2026-10-01', 'End Date': '2026-10-31' };
	const GIVEN = '={{ $json.given }}';
	/** A value that each type takes where the tests give bad ones. */
	const GOOD: Record<string, unknown> = { 8: '2026-10-31', 14: true, 47: 10, 2: 'AGING' };

	// n8n itself refuses what the user typed; what an expression gives is only known here.
	test.each<[string, string, IDataObject, unknown, string]>([
		['nothing for a parameter', '8', { ...dates, 'End Date': GIVEN }, null, "'End Date' is empty"],
		['a word for a date', '8', { ...dates, 'End Date': GIVEN }, 'soon', 'is not a date'],
		['a word for a switch', '14', { ...dates, 'Include Details': GIVEN }, 'on', 'true or false'],
		['a word for a number', '47', { 'Minimum Days': GIVEN }, 'ten', 'must be a whole number'],
		['a name that is not listed', '2', { 'Number State': GIVEN }, 'x', 'does not take'],
		['two values where one is taken', '2', { 'Number State': GIVEN }, ['AGING'].concat('x'), 'one'],
	])('%s, also when only the second item gives it', async (_, type, values, given, words) => {
		const { error } = await run(
			{
				operation: 'create',
				outputFormat: 'csv',
				...(await form(type, { Account: '9900012', ...values })),
			},
			{ items: [{ given: GOOD[type] }, { given }] as IDataObject[] },
		);
		expect(error?.message).toContain(words);
		expect(sandbox.requests).toEqual([]);
	});

	test('what the user typed is refused by n8n, before it starts', async () => {
		const parameters = await form('8', { Account: '9900012', 'End Date': 'soon' });
		await expect(run({ operation: 'create', outputFormat: 'csv', ...parameters })).rejects.toThrow(
			/Parameter "Start Date" is required[\s\S]*'End Date' expects a dateTime/,
		);
	});

	test.each([
		['today', '={{ $now }}'],
		['31 days ahead', '={{ $now.plus({ days: 31 }) }}'],
	])('an expiry %s', async (_, expiresAt) => {
		const { error } = await run({ operation: 'create', ...INVENTORY, expiresAt });
		expect(error?.message).toContain('must be within the next 30 days');
		expect(sandbox.requests).toEqual([]);
	});

	test.each<[string, INodeParameters, string]>([
		['no report type', ofType('={{ $json.none }}'), "'Report Type' is empty"],
		['a report type that is none', ofType("={{ '../x' }}"), 'is not the ID of a report type'],
		['an output format that is none', { outputFormat: '<x>' }, "'Output Format'"],
		[
			'a nameless parameter',
			{ additionalParameters: { parameter: [{ name: '', value: '1' }] } },
			"'Name' under Additional Parameters is empty",
		],
	])('%s', async (_, parameters, words) => {
		const { error } = await run({ operation: 'create', ...INVENTORY, ...parameters });
		expect(error?.message).toContain(words);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('the other operations', () => {
	test('Create does not wait', async () => {
		const { items } = await run({ operation: 'create', ...INVENTORY });
		expect(items[0]?.json).toEqual({
			service: 'Bandwidth',
			reportDefinitionId: '4',
			reportId: '789',
			status: 'pending',
			outputFormat: 'csv',
		});
		expect(sandbox.requests).toHaveLength(1);
	});

	test('Get Status looks once, and shows all that Bandwidth said when Simplify is off', async () => {
		const reportId = byId(await madeReport());
		const { items } = await run({
			operation: 'getStatus',
			...ofType('4'),
			reportId,
			simplify: false,
		});
		expect(items[0]?.json).toMatchObject({
			reportDefinitionId: '4',
			status: 'completed',
			raw: { Status: 'Ready', Parameters: { Parameter: { Name: 'Account', Value: '9900012' } } },
		});
		expect(paths()).toEqual(['/reports/4/instances/789']);
	});

	test('Download gets the file by the IDs alone', async () => {
		const reportId = await madeReport({ outputFormat: 'html' });
		const { items, error } = await run({
			operation: 'download',
			...ofType('4'),
			reportId: byId(reportId),
			binaryPropertyName: 'data',
			options: {},
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ reportType: 'Phone Number Inventory', reportId });
		expect(items[0]?.binary?.data?.mimeType).toBe('text/html');
	});

	test('Download of an expired report says so', async () => {
		const reportId = await madeReport();
		sandbox.bandwidth.expireReport(reportId);
		const { error } = await run({
			operation: 'download',
			...ofType('4'),
			reportId: byId(reportId),
			binaryPropertyName: 'data',
			options: {},
		});
		expect(error?.message).toContain('19049');
		expect(error?.description).toContain('Create the report again');
	});

	test('a report is not found under another type', async () => {
		const reportId = byId(await madeReport());
		const { error } = await run({ operation: 'getStatus', ...ofType('8'), reportId });
		expect(error).toMatchObject({ httpCode: '404', message: expect.stringContaining('19019') });
	});

	test('Get Many lists the reports of all types, of one, and up to a limit', async () => {
		await madeReport();
		await madeReport(await form('50', { Account: '9900012' }));
		const list = async (parameters: INodeParameters) =>
			(await run({ operation: 'getAll', returnAll: true, ...parameters })).items.map(
				({ json }) => `${String(json.reportDefinitionId)}/${String(json.reportId)}`,
			);
		expect(await list({})).toEqual(['4/789', '50/790']);
		expect(
			await list({ reportDefinitionId: { __rl: true, mode: 'list', value: '' } }),
		).toHaveLength(2);
		expect(await list(ofType('50'))).toEqual(['50/790']);
		expect(await list({ returnAll: false, limit: 1 })).toEqual(['4/789']);
	});
});

describe('report types', () => {
	const types = async (parameters: INodeParameters) =>
		await run({ resource: 'reportDefinition', ...parameters });

	test('Get Many lists them without their parameters', async () => {
		const { items } = await types({ operation: 'getAll', returnAll: true });
		expect(items).toHaveLength(18);
		expect(items[1]?.json).toEqual({
			id: '4',
			name: 'Phone Number Inventory',
			description: 'All numbers of the account',
		});
		expect((await types({ operation: 'getAll', returnAll: false, limit: 2 })).items).toHaveLength(
			2,
		);
	});

	test('Get tells the parameters', async () => {
		const { items } = await types({ operation: 'get', ...ofType('14'), simplify: false });
		expect(items[0]?.json).toMatchObject({
			id: '14',
			parameters: expect.arrayContaining([
				{ name: 'Start Date', type: 'Date', required: true, multiSelect: false },
				{
					name: 'Order Status',
					type: 'Enum',
					required: false,
					multiSelect: true,
					values: expect.arrayContaining([
						{ internalName: 'PARTIAL', displayName: 'Partially complete' },
					]),
					description: 'Orders in these states',
					helpInformation: 'Leave empty for all orders',
				},
			]),
			raw: { Id: '14' },
		});
	});

	test('an unknown one is told with advice', async () => {
		const { error } = await types({ operation: 'get', ...ofType('999') });
		expect(error).toMatchObject({ httpCode: '404', message: expect.stringContaining('19000') });
	});
});
