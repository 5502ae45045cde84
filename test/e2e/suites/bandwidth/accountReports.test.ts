/** Account reports and report types in a real workflow: lists, the form of parameters, every operation. */
import type { INodeParameters, ResourceMapperFields } from 'n8n-workflow';
import { BANDWIDTH_NODE, storeCredential } from '../../support/bandwidth';
import { BandwidthBench, ofReport } from '../../support/bandwidthBench';
import type { StoredCredential } from '../../support/n8nTypes';
import { REPORT } from '../../support/reportBench';

const TYPE = 'accountReport';

let bench: BandwidthBench;
let stranger: StoredCredential;

beforeAll(async () => {
	bench = await BandwidthBench.open();
	stranger = await storeCredential(bench.client, bench.sandbox, 'bandwidthOAuth2Api', 'stranger');
});

afterAll(() => bench?.close());

const ofType = (value: string): INodeParameters => ({
	reportDefinitionId: { __rl: true, mode: 'id', value },
});

/** What the editor asks n8n for a field of the node. */
const field = (
	methodName: string,
	name: string,
	parameters: INodeParameters,
	login = bench.oAuth2,
) => ({
	nodeType: BANDWIDTH_NODE,
	methodName,
	path: `parameters.${name}`,
	currentNodeParameters: { authentication: 'oAuth2', resource: TYPE, ...parameters },
	credentials: { bandwidthOAuth2Api: { id: login.id, name: login.name } },
});

const form = (type: string, login?: StoredCredential): Promise<ResourceMapperFields> =>
	bench.client.resourceMapperFields(
		field('getReportParameters', 'parameters', ofType(type), login),
	);

/** Parameters as the editor stores them when a user has filled in the form of a report type. */
async function filled(type: string, values: INodeParameters): Promise<INodeParameters> {
	const { fields } = await form(type);
	const parameters = {
		mappingMode: 'defineBelow',
		value: values,
		matchingColumns: [],
		schema: fields,
	};
	return { ...ofType(type), parameters } as unknown as INodeParameters;
}

const run = (operation: string, parameters: INodeParameters, resource = TYPE) =>
	bench.run(operation, { resource, ...parameters });

async function inventory(): Promise<INodeParameters> {
	return await filled('4', { Account: bench.sandbox.bandwidth.accountId });
}

async function createReport(): Promise<string> {
	const execution = await run('create', await inventory());
	return execution.text(REPORT, 'reportId');
}

describe('the fields', () => {
	test('the report type is chosen from what the account has', async () => {
		const asked = field('searchReportDefinitions', 'reportDefinitionId', {});
		const { results } = await bench.client.resourceLocatorResults(asked);
		expect(results).toHaveLength(18);
		expect(results).toContainEqual(
			expect.objectContaining({ name: 'Port-in Orders', value: '14' }),
		);
		const found = await bench.client.resourceLocatorResults(asked, { filter: 'port-in' });
		expect(found.results.map(({ value }) => value)).toEqual(['14']);
	});

	test('or, with a login that is refused, from what is known to everybody', async () => {
		const asked = field('searchReportDefinitions', 'reportDefinitionId', {}, stranger);
		const { results } = await bench.client.resourceLocatorResults(asked);
		expect(results).toHaveLength(20);
	});

	test("the form of parameters is the report type's own", async () => {
		const { fields } = await form('14');
		expect(fields.map(({ id, type, required }) => [id, type, required])).toEqual([
			['Account', 'string', true],
			['Start Date', 'dateTime', true],
			['End Date', 'dateTime', true],
			['Order Status', 'options', false],
			['Include Details', 'boolean', false],
		]);
		expect(fields[0]?.defaultValue).toBe(bench.sandbox.bandwidth.accountId);
		expect(fields[3]?.options).toContainEqual({ name: 'Partially complete', value: 'PARTIAL' });
	});

	test('no form with a login that is refused', async () => {
		await expect(form('14', stranger)).rejects.toThrow();
	});

	test('an existing report is chosen from those of its type', async () => {
		const reportId = await createReport();
		const asked = (type: string, login?: StoredCredential) =>
			bench.client.resourceLocatorResults(
				field('searchAccountReports', 'reportId', ofType(type), login),
			);
		expect((await asked('4')).results.map(({ value }) => value)).toContain(reportId);
		expect((await asked('8')).results).toEqual([]);
		await expect(asked('4', stranger)).rejects.toThrow();
	});
});

describe('each operation', () => {
	test('Create sends what the form holds', async () => {
		const before = bench.sandbox.requests.length;
		const execution = await run('create', {
			outputFormat: 'xlsx',
			...(await filled('14', {
				Account: bench.sandbox.bandwidth.accountId,
				'Start Date': '2026-11-01T00:00:00',
				'End Date': '2026-11-15T00:00:00',
				'Order Status': "={{ ['PARTIAL', 'FAILED'] }}",
				'Include Details': false,
			})),
			expiresAt: '={{ $now.plus({ days: 7 }) }}',
		});
		expect(execution.error).toBeUndefined();
		expect(execution.json(REPORT)).toEqual([
			{
				service: 'Bandwidth',
				reportDefinitionId: '14',
				reportId: expect.stringMatching(/^\d+$/) as string,
				status: 'pending',
				outputFormat: 'xlsx',
				expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
			},
		]);
		const [sent] = bench.sandbox.requests.slice(before).filter(({ body }) => body.startsWith('<'));
		expect(sent?.body).toContain('<Name>Start Date</Name><Value>2026-11-01</Value>');
		expect(sent?.body).toContain('<Value>PARTIAL</Value><Value>FAILED</Value>');
		expect(sent?.body).toContain('<Name>Include Details</Name><Value>false</Value>');
	});

	test('Create and Download waits for several reports together and keeps their order', async () => {
		const formats = ['csv', 'pdf', 'html', 'xml'];
		const execution = await bench.run(
			'createAndDownload',
			{ resource: TYPE, outputFormat: '={{ $json.format }}', ...(await inventory()) },
			{ items: formats.map((format) => ({ format })) },
		);
		expect(execution.error).toBeUndefined();
		expect(execution.json(REPORT).map(({ fileName }) => fileName)).toEqual(
			formats.map((format) => `output.${format}`),
		);
		for (const index of formats.keys()) {
			const stored = await bench.storedFile(execution, index);
			const reportId = execution.text(REPORT, 'reportId', index);
			expect(stored).toEqual(await bench.sandbox.expectedFile(reportId));
		}
	});

	test('Get Status and Download name the report by its type and its ID', async () => {
		const { named, reportId, early } = await bench.sandbox.standStillDuring(async () => {
			const reportId = await createReport();
			const named = { ...ofType('4'), ...ofReport(reportId) };
			return { reportId, named, early: await run('getStatus', named) };
		});
		expect(early.json(REPORT)).toEqual([expect.objectContaining({ reportId, status: 'pending' })]);
		await bench.untilReportsAreReady();
		const late = await run('getStatus', named);
		expect(late.json(REPORT)).toEqual([
			expect.objectContaining({ reportId, status: 'completed', serviceStatus: 'Ready' }),
		]);
		const download = await run('download', named);
		expect(download.error).toBeUndefined();
		expect(await bench.storedFile(download)).toEqual(await bench.sandbox.expectedFile(reportId));
	});

	test('Get Many lists the reports of all types or of one', async () => {
		const reportId = await createReport();
		const all = await run('getAll', { returnAll: true });
		expect(all.json(REPORT)).toContainEqual(
			expect.objectContaining({ reportId, reportDefinitionId: '4' }),
		);
		const others = await run('getAll', { returnAll: true, ...ofType('65') });
		expect(others.error).toBeUndefined();
		expect(others.json(REPORT)).toEqual([]);
	});

	test('Report Type: Get tells the parameters, Get Many lists the types', async () => {
		const one = await run('get', ofType('14'), 'reportDefinition');
		expect(one.json(REPORT)).toEqual([
			expect.objectContaining({
				id: '14',
				name: 'Port-in Orders',
				parameters: expect.arrayContaining([
					expect.objectContaining({ name: 'Start Date', required: true }),
				]) as unknown,
			}),
		]);
		const many = await run('getAll', { returnAll: false, limit: 3 }, 'reportDefinition');
		expect(many.json(REPORT)).toHaveLength(3);
	});
});

describe('what goes wrong', () => {
	test('a parameter that the report needs is missed before any request', async () => {
		const parameters = await filled('8', {
			Account: bench.sandbox.bandwidth.accountId,
			'Start Date': '2026-11-01',
			'End Date': '={{ $json.none }}',
		});
		const before = bench.sandbox.requests.length;
		const execution = await run('create', parameters);
		expect(execution.error?.message).toMatch(/'End Date' is empty/);
		expect(bench.sandbox.requests.slice(before)).toEqual([]);
	});

	test('a report that has expired says so', async () => {
		const reportId = await createReport();
		await bench.untilReportsAreReady();
		bench.sandbox.bandwidth.expireReport(reportId);
		const execution = await run('download', { ...ofType('4'), ...ofReport(reportId) });
		expect(execution.error?.message).toMatch(/19049/);
		expect(execution.error?.description).toMatch(/Create the report again/);
	});
});
