import { type INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox';
import { byId } from './support/byId';
import { Engine, type NodeRun } from './support/engine';
import { PRINTED } from '../support/ringCx';
import { ringCxRun } from './support/ringCx';

let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
	sandbox = await startSandbox({ rows: 20 });
	engine = await Engine.start();
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const run = async (parameters: INodeParameters, more: Partial<NodeRun> = {}) =>
	await engine.execute(ringCxRun(sandbox, parameters, more));

const runs = () => sandbox.requests.filter(({ path }) => path.endsWith('/reportsStreaming'));
const sentBody = (index = 0) =>
	JSON.parse(runs()[index]?.body ?? '{}') as { reportCriteria: Record<string, unknown> };

describe('Create and Download', () => {
	test('asks for the report and puts out the very bytes of its file', async () => {
		const { items, error } = await run(PRINTED);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(items[0]?.json).toEqual({
			service: 'RingCX',
			reportType: 'callDetail',
			reportId: expect.stringMatching(/^callDetail-13670001-/),
			accountId: '13670001',
			status: 'completed',
			startDate: '2020-04-19 12:00:00',
			endDate: '2020-05-19 23:59:59',
			fileName: 'ringcx-call-detail-2020-04-19-12-00-00-2020-05-19.csv',
		});
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
		expect(runs()).toHaveLength(1);
		const sent = await sandbox.ringCx.expectedReport(runs()[0]?.body ?? '');
		expect((await engine.bytes(items[0]?.binary?.data)).equals(sent ?? Buffer.alloc(0))).toBe(true);
		expect(items[0]?.binary?.data).toMatchObject({
			mimeType: 'text/csv',
			fileName: 'ringcx-call-detail-2020-04-19-12-00-00-2020-05-19.csv',
		});
	});

	test('asks for nothing else when all is chosen', async () => {
		await run(PRINTED);
		expect(sandbox.requests).toHaveLength(1);
	});

	test('looks up what is left open: every group, null too, and every profile', async () => {
		const { error } = await run({ ...PRINTED, cloudProfileGroupIds: [], cloudProfileIds: [] });
		expect(error).toBeUndefined();
		expect(sentBody().reportCriteria).toMatchObject({
			cloudProfileGroupIds: [111, null],
			cloudProfileIds: expect.arrayContaining([1111, 2222, 3333, 4444]),
			cloudDestinationGroupIds: [],
		});
	});

	test('looks it up once for all items', async () => {
		const open = { ...PRINTED, cloudProfileGroupIds: [], cloudProfileIds: [] };
		const { items } = await run(open, { items: [{}, {}, {}, {}] });
		expect(items).toHaveLength(4);
		expect(runs()).toHaveLength(4);
		expect(sandbox.requests.filter(({ method }) => method === 'GET')).toHaveLength(3);
	});

	test('looks it up in the other way when the undocumented one is not there', async () => {
		sandbox.fault({ path: /inputControls/, times: 9, fault: { kind: 'status', status: 404 } });
		await run({ ...PRINTED, groupBy: 'DESTINATION' });
		expect(sentBody().reportCriteria).toMatchObject({
			groupBy: 'DESTINATION',
			cloudDestinationGroupIds: [211, null],
			cloudDestinationIds: [4546, 4467],
			cloudProfileIds: [],
		});
	});

	test('takes IDs by hand beside those that are chosen, and then looks nothing up', async () => {
		await run({
			...PRINTED,
			cloudProfileGroupIds: [111],
			cloudProfileIds: [],
			manualIds: { cloudProfileGroupIds: 'null', cloudProfileIds: '1111, 99' },
		});
		expect(sandbox.requests).toHaveLength(1);
		expect(sentBody().reportCriteria).toMatchObject({
			cloudProfileGroupIds: [111, null],
			cloudProfileIds: [1111, 99],
		});
	});

	test('takes IDs from expressions, with the null of the API', async () => {
		await run(
			{
				...PRINTED,
				cloudProfileGroupIds: '={{ $json.groups }}',
				cloudProfileIds: '={{ $json.ids }}',
			},
			{ items: [{ groups: [111, null], ids: '1111,2222' }] },
		);
		expect(sentBody().reportCriteria).toMatchObject({
			cloudProfileGroupIds: [111, null],
			cloudProfileIds: [1111, 2222],
		});
	});

	test('covers the chosen account when no others are', async () => {
		await run({ ...PRINTED, accountIds: [] });
		expect(sentBody().reportCriteria.accountIds).toEqual(['13670001']);
	});

	test("takes the workflow's time zone when there is no other, and presets are whole days in it", async () => {
		const { items } = await run(
			{ ...PRINTED, dateRange: 'yesterday', timezoneName: '' },
			{ timezone: 'Pacific/Kiritimati' },
		);
		const { timezoneName, startTimestamp, endTimestamp } = sentBody().reportCriteria;
		expect(timezoneName).toBe('Pacific/Kiritimati');
		const day = new Intl.DateTimeFormat('sv', { timeZone: 'Pacific/Kiritimati' }).format(
			Date.now() - 86_400_000,
		);
		expect([startTimestamp, endTimestamp]).toEqual([`${day} 00:00:00`, `${day} 23:59:59`]);
		expect(items[0]?.json.fileName).toBe(`ringcx-call-detail-${day}-${day}.csv`);
	});

	test('turns times with a zone into those of the report', async () => {
		await run({ ...PRINTED, startTimestamp: '2020-04-19T12:00:00Z' });
		expect(sentBody().reportCriteria.startTimestamp).toBe('2020-04-19 05:00:00');
	});

	test.each<[string, INodeParameters, string, string]>([
		['agentSession', { filters: { agentIds: '7' } }, 'text/csv', 'agent-session'],
		['inboundAgentSegmentMetadata', { filters: { gateIds: '7' } }, 'text/csv', 'inbound-agent'],
		[
			'outboundAgentSegmentMetadata',
			{ filters: { campaignIds: '7' } },
			'text/csv',
			'outbound-agent',
		],
		['dialerResultDownload', {}, 'text/csv', 'dialer-result-download'],
		['globalCallType', {}, 'application/json', 'global-call-type'],
		['globalCallTypeExcel', {}, 'application/json', 'global-call-type-excel'],
	])('makes the report %s', async (reportType, more, mimeType, name) => {
		const { items, error } = await run({ ...PRINTED, reportType, ...more });
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ reportType, status: 'completed' });
		expect(items[0]?.binary?.data?.mimeType).toBe(mimeType);
		expect(items[0]?.binary?.data?.fileName).toMatch(`ringcx-${name}`);
	});

	test('sends the filters as whole numbers, and all call types unless some are left out', async () => {
		await run({
			...PRINTED,
			reportType: 'inboundAgentSegmentMetadata',
			filters: { gateIds: '1, 2' },
		});
		expect(sentBody(0).reportCriteria).toMatchObject({ gateIds: [1, 2], gateGroupIds: [] });
		await run({ ...PRINTED, reportType: 'globalCallType' });
		expect(sentBody(1).reportCriteria).toMatchObject({ containGates: true, containAgents: true });
		await run({ ...PRINTED, reportType: 'globalCallType', callTypes: ['containGates'] });
		expect(sentBody(2).reportCriteria).toMatchObject({ containGates: true, containAgents: false });
	});

	test('fetches a file again that broke off, since running a report changes nothing', async () => {
		sandbox.fault({ path: /Streaming$/, fault: { kind: 'reset', when: 'midBody' } });
		sandbox.fault({ path: /Streaming$/, fault: { kind: 'status', status: 503 } });
		const { items, error } = await run(PRINTED);
		expect(error).toBeUndefined();
		expect(runs()).toHaveLength(3);
		const sent = await sandbox.ringCx.expectedReport(runs()[0]?.body ?? '');
		expect((await engine.bytes(items[0]?.binary?.data)).equals(sent ?? Buffer.alloc(0))).toBe(true);
	});

	test('gives up, once, when the file does not begin in time', async () => {
		sandbox.fault({
			path: /Streaming$/,
			times: 9,
			fault: { kind: 'stall', when: 'beforeHeaders' },
		});
		const { error } = await run({ ...PRINTED, options: { timeout: 0.01 } });
		expect(error?.message).toMatch(/did not begin its answer in time/);
		expect(error?.description).toContain("'Timeout'");
		expect(runs()).toHaveLength(1);
	});

	test('waits for a file that takes its time', async () => {
		sandbox.fault({ path: /Streaming$/, fault: { kind: 'slow', ms: 1_500 } });
		expect((await run({ ...PRINTED, options: { timeout: 1 } })).items).toHaveLength(1);
	});

	test('puts a file with only a header out as it is', async () => {
		const { items, error } = await run({ ...PRINTED, cloudProfileIds: [5] });
		expect(error).toBeUndefined();
		const lines = (await engine.bytes(items[0]?.binary?.data)).toString().trim().split(/\r?\n/);
		expect(lines).toEqual([expect.stringMatching(/^cloud_profile_id,profile_name,uii,/)]);
	});

	test('takes a login page for no report', async () => {
		sandbox.fault({ path: /Streaming$/, fault: { kind: 'loginPage' } });
		const { error } = await run(PRINTED);
		expect(error?.message).toBe('The service sent a web page instead of the report');
	});
});

describe('what RingCX refuses', () => {
	test('is told with its code and what to do', async () => {
		const { error } = await run({
			...PRINTED,
			accountId: byId('99990001'),
		});
		expect(error).toMatchObject({
			message: expect.stringContaining('(code access.denied.exception)'),
			httpCode: '403',
			description: expect.stringContaining("'Account'"),
		});
	});

	test('names the field that it did not like', async () => {
		const { error } = await run({ ...PRINTED, accountIds: ['5'] });
		expect(error?.message).toContain('accountIds: There are unknown accounts');
	});

	test('does not lose the other items', async () => {
		const { items } = await run(
			{ ...PRINTED, accountIds: '={{ $json.account }}' },
			{
				items: [{ account: '13670001' }, { account: '5' }, { account: '15300001' }],
				onError: 'continueRegularOutput',
			},
		);
		expect(items.map(({ json }) => json.status ?? 'refused')).toEqual([
			'completed',
			'refused',
			'completed',
		]);
	});
});

describe('bad input is refused before any request', () => {
	test.each<[string, INodeParameters, string]>([
		['no account', { accountId: byId('={{ "" }}') }, "'Account' is empty"],
		['an end before the start', { endTimestamp: '2020-01-01T00:00:00' }, "'End Time' (2020-01-01"],
		['no time at all', { endTimestamp: PRINTED.startTimestamp }, "'End Time' (2020-04-19"],
		['a missing time', { startTimestamp: '={{ "" }}' }, "'Start Time' is empty"],
		['no time', { startTimestamp: 'soon' }, "'Start Time' is not a time"],
		['an unknown zone', { timezoneName: 'Mars/Olympus' }, "'Time Zone' has a name"],
		['an unknown type', { reportType: '={{ "ALL" }}' }, "'Report Type' has a value"],
		['no ID', { cloudProfileIds: ['abc'] }, "'Profile Names or IDs' has something"],
		['no group', { manualIds: { cloudProfileGroupIds: 'x' } }, "'Profile Group Names or IDs'"],
		['no profile', { cloudProfileIds: [null] as never }, "'Profile Names or IDs'"],
		[
			'an impossible account',
			{ accountIds: ['a/b'] },
			"'Covered Account Names or IDs' has something",
		],
		['no time limit', { options: { timeout: 0 } }, "'Timeout' must be a number"],
	])('%s', async (_, change, message) => {
		const { error } = await run({ ...PRINTED, ...change });
		expect(error?.message).toContain(message);
		expect(error?.context).toMatchObject({ itemIndex: 0 });
		expect(sandbox.requests).toEqual([]);
	});
});

describe('the dropdowns', () => {
	const node = (parameters: INodeParameters = {}) =>
		ringCxRun(sandbox, { ...PRINTED, accountIds: [], ...parameters });

	test('Account', async () => {
		expect((await engine.search(node(), 'searchAccounts')).results).toEqual([
			{ name: 'Sales (13670001)', value: '13670001' },
			{ name: 'IT, help desk (15300001)', value: '15300001' },
		]);
		expect((await engine.search(node(), 'searchAccounts', 'help')).results).toHaveLength(1);
	});

	test('Covered Account Names or IDs', async () => {
		expect((await engine.options(node(), 'getAccounts')).map(({ value }) => value)).toEqual([
			'13670001',
			'15300001',
		]);
	});

	test('no entry of a list can become an expression', async () => {
		const accounts = [
			{ accountId: '={{ 1 }}', accountName: 'Evaluated' },
			{ accountId: '13670001', accountName: '={{ 2 }}' },
		];
		sandbox.fault({
			path: /\/accounts$/,
			fault: { kind: 'status', status: 200, body: JSON.stringify(accounts) },
		});
		expect(await engine.options(node(), 'getAccounts')).toEqual([
			{ name: '{{ 2 }} (13670001)', value: '13670001' },
		]);
	});

	test('groups, of the accounts that are chosen', async () => {
		expect(await engine.options(node(), 'getProfileGroups')).toEqual([
			{ name: 'Main (111)', value: '111' },
			{ name: '(No Group)', value: 'null' },
		]);
		expect(await engine.options(node(), 'getDestinationGroups')).toEqual([
			{ name: 'Offices (211)', value: '211' },
		]);
		const other = node({ accountIds: ['15300001'] });
		expect(await engine.options(other, 'getDestinationGroups')).toEqual([
			{ name: '(No Group)', value: 'null' },
		]);
	});

	test('profiles and destinations, of the groups that are chosen', async () => {
		const names = async (parameters: INodeParameters, method: string) =>
			(await engine.options(node(parameters), method)).map(({ name }) => name);
		const all = { cloudProfileGroupIds: [], accountIds: ['13670001', '15300001'] };
		expect(await names(all, 'getProfiles')).toEqual([
			'DTE (1111)',
			'IT TFN (2222)',
			'DTE (3333)',
			'Events (4444)',
		]);
		expect(await names({ ...all, cloudProfileGroupIds: ['null'] }, 'getProfiles')).toEqual([
			'DTE (3333)',
			'Events (4444)',
		]);
		expect(await names({ cloudDestinationGroupIds: ['211'] }, 'getDestinations')).toEqual([
			'DTE (4546)',
		]);
	});

	test('say why they are empty', async () => {
		sandbox.ringCx.revokeTokens();
		await expect(engine.options(node(), 'getProfiles')).rejects.toMatchObject({
			message: 'RingCX did not accept the login',
		});
	});
});
