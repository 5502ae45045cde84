import { type INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox';
import { bandwidthRun } from './support/bandwidth';
import { byId } from './support/byId';
import { Engine, type NodeRun } from './support/engine';

let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
	sandbox = await startSandbox({ jobMs: 100, rows: 5 });
	engine = await Engine.start();
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const ofType = (value: string) => ({ reportDefinitionId: byId(value) });
const node = (parameters: INodeParameters = {}) =>
	bandwidthRun(sandbox, { resource: 'accountReport', ...parameters });

/** The same node with a login that is refused, or without the right to read reports. */
function badLogin(parameters: INodeParameters, login: object): NodeRun {
	const good = node(parameters);
	const bandwidthApi = { ...good.credentials.bandwidthApi, ...login };
	return { ...good, credentials: { bandwidthApi } };
}

const answering = (path: RegExp, body: string) =>
	sandbox.fault({ path, fault: { kind: 'status', status: 200, body } });

describe('the form of the parameters', () => {
	const formOf = async (parameters: INodeParameters) =>
		await engine.mapperFields(node(parameters), 'getReportParameters');

	test("is the report's own: names, types, needs, allowed values and the account as default", async () => {
		expect((await formOf(ofType('14'))).fields).toEqual([
			expect.objectContaining({
				id: 'Account',
				displayName: 'Account',
				type: 'string',
				required: true,
				defaultValue: '9900012',
				display: true,
			}),
			expect.objectContaining({ id: 'Start Date', type: 'dateTime', required: true }),
			expect.objectContaining({ id: 'End Date', type: 'dateTime', required: true }),
			expect.objectContaining({
				id: 'Order Status',
				displayName: 'Order Status (One or More)',
				type: 'options',
				required: false,
				multiple: true,
				options: [
					{ name: 'Complete', value: 'COMPLETE' },
					{ name: 'Failed', value: 'FAILED' },
					{ name: 'Partially complete', value: 'PARTIAL' },
					{ name: 'In progress', value: 'PROCESSING' },
				],
			}),
			expect.objectContaining({ id: 'Include Details', type: 'boolean', removed: true }),
		]);
		expect((await formOf(ofType('47'))).fields[1]).toMatchObject({ type: 'number' });
	});

	test('is empty, with a word why, before a report type is chosen', async () => {
		for (const value of ['', '={{ $json.type }}']) {
			expect(await formOf(ofType(value))).toEqual({
				fields: [],
				emptyFieldsNotice: expect.stringContaining("Choose a 'Report Type'"),
			});
		}
		expect(sandbox.requests).toEqual([]);
	});

	test('says when the report has no parameters', async () => {
		answering(/reports\/4$/, '<R><Report><Id>4</Id><Name>N</Name></Report></R>');
		expect(await formOf(ofType('4'))).toEqual({
			fields: [],
			emptyFieldsNotice: 'This report has no parameters',
		});
	});

	test('holds nothing that n8n would run as an expression', async () => {
		const parameter = (name: string, values: string) =>
			`<Parameter><Name>${name}</Name><Type>Enum</Type><Values>${values}</Values></Parameter>`;
		const value = (name: string, shown: string) =>
			`<Value><InternalName>${name}</InternalName><DisplayName>${shown}</DisplayName></Value>`;
		const parameters =
			parameter('={{ 1 }}', value('A', 'a')) +
			parameter('P', value('={{ 2 }}', 'b') + value('C', '= ={{ 3 }}'));
		const report = `<Report><Id>4</Id><Parameters>${parameters}</Parameters></Report>`;
		answering(/reports\/4$/, `<R>${report}</R>`);
		const { fields } = await formOf(ofType('4'));
		expect(fields.map(({ id }) => id)).toEqual(['P']);
		expect(fields[0]?.options).toEqual([{ name: '{{ 3 }}', value: 'C' }]);
	});

	test.each([
		['a refused login', { password: 'not-the-password' }, 'did not accept the login'],
		['a login without the right', { username: 'plain-user' }, 'does not let this login read'],
	])('%s is told', async (_, login, words) => {
		const asked = engine.mapperFields(badLogin(ofType('4'), login), 'getReportParameters');
		await expect(asked).rejects.toThrow(words);
	});
});

describe('the Report Type dropdown', () => {
	const names = async (nodeRun: NodeRun, filter?: string) =>
		(await engine.search(nodeRun, 'searchReportDefinitions', filter)).results.map(
			({ name, value }) => `${String(value)} ${name}`,
		);

	test('offers what the account has, in its order, and can be searched', async () => {
		const all = await names(node());
		expect(all).toHaveLength(18);
		expect(all.slice(0, 2)).toEqual(['2 Full Phone Number Details', '4 Phone Number Inventory']);
		expect(await names(node(), 'PORT-')).toEqual(['8 Port-out Orders', '14 Port-in Orders']);
	});

	test.each([
		['a refused login', { password: 'not-the-password' }],
		['a login without the right', { username: 'plain-user' }],
		['an address where nothing answers', { baseUrl: 'http://127.0.0.1:1' }],
	])('offers what is known to everybody to %s', async (_, login) => {
		const all = await names(badLogin({}, login));
		expect(all).toHaveLength(20);
		expect(all).toContain('4 Phone Number Inventory');
		expect(await names(badLogin({}, login), 'port-in')).toEqual(['14 Port-in Orders']);
	});

	test('and without any login', async () => {
		expect(await names({ ...node(), credentials: {} })).toHaveLength(20);
	});
});

describe('the Report dropdown', () => {
	const search = async (nodeRun: NodeRun) =>
		(await engine.search(nodeRun, 'searchAccountReports')).results;

	test('offers the reports of the chosen type', async () => {
		const create = (type: string) =>
			engine.execute(
				node({
					operation: 'create',
					...ofType(type),
					outputFormat: 'pdf',
					additionalParameters: { parameter: [{ name: 'Account', value: '9900012' }] },
				}),
			);
		const offered = await sandbox.standStillDuring(async () => {
			await create('4');
			await create('50');
			return await search(node(ofType('50')));
		});
		expect(offered).toEqual([
			{ name: expect.stringMatching(/^\d{4}-\d+-\d+ [\d:]+, pdf \(pending\)$/), value: '790' },
		]);
	});

	test('asks for the report type first', async () => {
		await expect(search(node(ofType('')))).rejects.toThrow("Choose a 'Report Type' first");
		expect(sandbox.requests).toEqual([]);
	});

	test('tells a refused login', async () => {
		await expect(search(badLogin(ofType('4'), { password: 'not-the-password' }))).rejects.toThrow(
			'did not accept the login',
		);
	});

	test('holds nothing that n8n would run as an expression', async () => {
		const row = (id: string, at: string) =>
			`<Instance><Id>${id}</Id><ReportId>4</ReportId><RequestedAt>${at}</RequestedAt></Instance>`;
		answering(
			/instances$/,
			`<R><Instances>${row('={{ 1 }}', 'x')}${row('2', '={{ 2 }}')}</Instances></R>`,
		);
		expect(await search(node(ofType('4')))).toEqual([{ name: '{{ 2 }} (pending)', value: '2' }]);
	});
});
