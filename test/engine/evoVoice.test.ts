import { type ICredentialDataDecryptedObject } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox';
import { byId } from './support/byId';
import { Engine, type NodeRun } from './support/engine';
import { evoVoiceRun } from './support/evoVoice';

let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
	sandbox = await startSandbox({ jobMs: 300, rows: 20 });
	engine = await Engine.start();
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const run = async (parameters: NodeRun['parameters'], more: Partial<NodeRun> = {}) =>
	await engine.execute(evoVoiceRun(sandbox, parameters, more));

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const ACCOUNT = byId('acct-001');
const JUNE = {
	reportType: 'billing',
	accountId: ACCOUNT,
	dateRange: 'custom',
	startDate: '2026-06-01T00:00:00',
	endDate: '2026-06-30T00:00:00',
	simplify: true,
};
const CREATE_AND_DOWNLOAD = {
	operation: 'createAndDownload',
	...JUNE,
	binaryPropertyName: 'data',
	options: {},
};
const sent = (method: string, path: RegExp) =>
	sandbox.requests.filter((request) => request.method === method && path.test(request.path));
const lists = () => sent('GET', /\/reports$/);

/** A report that is ready. */
async function madeReport(more: NodeRun['parameters'] = {}): Promise<string> {
	const { items } = await run({ operation: 'create', ...JUNE, ...more });
	await new Promise((resolve) => setTimeout(resolve, 350));
	return String(items[0]?.json.reportId);
}

describe('Create and Download', () => {
	test('puts out the report and the very bytes of its workbook', async () => {
		const { items, error } = await run(CREATE_AND_DOWNLOAD);
		expect(error).toBeUndefined();
		const { reportId, ...rest } = items[0]?.json ?? {};
		expect(rest).toEqual({
			service: 'Evo Voice',
			reportType: 'billing',
			accountId: 'acct-001',
			name: 'billing 2026-06-01 - 2026-06-30',
			status: 'completed',
			serviceStatus: 'Completed',
			startDate: '2026-06-01',
			endDate: '2026-06-30',
			createdAt: expect.any(String),
			fileName: `${String(reportId)}.xlsx`,
		});
		expect(items[0]?.binary?.data).toMatchObject({
			mimeType: XLSX,
			fileExtension: 'xlsx',
			fileName: `${String(reportId)}.xlsx`,
		});
		const expected = await sandbox.expectedFile(String(reportId));
		expect((await engine.bytes(items[0]?.binary?.data)).equals(expected ?? Buffer.alloc(0))).toBe(
			true,
		);
	});

	test('keeps the right type when the label is wrong', async () => {
		sandbox.fault({ path: /xlsx$/, fault: { kind: 'contentType', value: 'text/csv' } });
		const { items } = await run(CREATE_AND_DOWNLOAD);
		expect(items[0]?.binary?.data?.mimeType).toBe(XLSX);
	});

	test('over many items of two accounts asks one list for each account', async () => {
		const items = Array.from({ length: 10 }, (_, i) => ({ account: `acct-00${(i % 2) + 1}` }));
		const result = await run(
			{ ...CREATE_AND_DOWNLOAD, accountId: '={{ $json.account }}' },
			{ items },
		);
		expect(result.error).toBeUndefined();
		expect(result.items.map(({ json }) => json.accountId)).toEqual(
			items.map(({ account }) => account),
		);
		expect(lists().length).toBeLessThanOrEqual(8);
		expect(new Set(lists().map(({ query }) => query))).toEqual(
			new Set(['accountId=acct-001', 'accountId=acct-002']),
		);
		expect(sandbox.maxInFlight()).toBeLessThanOrEqual(8);
	});

	test('tells why a report could not be made', async () => {
		sandbox.fault({ method: 'POST', fault: { kind: 'jobFails', description: 'No calls' } });
		const { error } = await run(CREATE_AND_DOWNLOAD);
		expect(error?.message).toBe('Evo Voice could not make the report');
		expect(error?.description).toMatch(/It says: No calls.*The ID of the report is \w+/);
	});

	test('waits for a report that is not listed yet', async () => {
		const nothing = { kind: 'status', status: 200, body: '{"reports":[]}' } as const;
		sandbox.fault({ method: 'GET', path: /\/reports$/, times: 2, fault: nothing });
		const { error, items } = await run(CREATE_AND_DOWNLOAD);
		expect(error).toBeUndefined();
		expect(items[0]?.json.status).toBe('completed');
	});

	test('never takes a status that it does not know for success', async () => {
		const paused = { kind: 'jobStatus', reportStatus: 'Paused' } as const;
		sandbox.fault({ method: 'GET', path: /\/reports$/, times: 99, fault: paused });
		const { items } = await run({
			...CREATE_AND_DOWNLOAD,
			options: { timeout: 0.02, onTimeout: 'outputPending' },
		});
		expect(items[0]?.json).toMatchObject({ status: 'pending', serviceStatus: 'Paused' });
		expect(items[0]?.binary).toBeUndefined();
	});

	test('does not take a login page for the workbook', async () => {
		sandbox.fault({ path: /xlsx$/, times: 9, fault: { kind: 'loginPage' } });
		const { error } = await run(CREATE_AND_DOWNLOAD);
		expect(error?.message).toBe('The service sent a web page instead of the report');
	});

	test('creates once, also when the answer to the create was lost', async () => {
		sandbox.fault({ method: 'POST', fault: { kind: 'reset', when: 'afterHeaders' } });
		expect((await run(CREATE_AND_DOWNLOAD)).error?.message).toMatch(/closed the connection|broke/);
		expect(sent('POST', /reports/)).toHaveLength(1);
	});
});

describe('requests for a report', () => {
	const bodyOf = async (parameters: NodeRun['parameters']) => {
		const { error } = await run({ operation: 'create', ...JUNE, ...parameters });
		expect(error).toBeUndefined();
		const { path, body, headers } = sandbox.requests.at(-1) ?? {};
		expect(headers).toMatchObject({ accept: 'application/json' });
		return { path, body: JSON.parse(body ?? '') as object };
	};

	test('hold dates, account and e-mail address', async () => {
		expect(await bodyOf({ emailAddressToNotify: 'me@example.com' })).toEqual({
			path: '/evo-voice/reports/billing',
			body: {
				startDate: '2026-06-01',
				endDate: '2026-06-30',
				accountId: 'acct-001',
				emailAddressToNotify: 'me@example.com',
			},
		});
	});

	test.each([
		['agent-state', '/reports/agent-state', { timeZoneId: 'Central Standard Time' }],
		['billing', '/reports/billing', { includeCustomerIds: true }],
		['call-center', '/reports/call-center', { flowId: 'f-1' }],
		['call-center-abandon', '/reports/call-center-abandon', { customerId: 'c-1' }],
		['call-center-detail', '/reports/call-center-detail', { endpointId: 'e-1' }],
		['call-history', '/reports/call-history', { includeArchivedSessions: true }],
		['call-outcome', '/reports/call-outcome', { specificState: 'Answered' }],
		['cdr', '/reports/cdr', { includeArchivedSessions: true }],
		['endpoints', '/json/reply/EndpointsReport', { types: ['User', 'SipTrunk'] }],
		['metric', '/reports/metric', { metricName: 'handled' }],
		['sync-phone-numbers', '/reports/sync-phone-numbers', { syncDocumoNumbers: true }],
	])('of type %s go to %s with %j', async (reportType, path, additionalFields) => {
		const request = await bodyOf({ reportType, additionalFields });
		expect(request.path).toBe(`/evo-voice${path}`);
		expect(request.body).toMatchObject(additionalFields);
	});

	test('leave out additional fields that are left over from another type', async () => {
		const { body } = await bodyOf({
			reportType: '={{ "billing" }}',
			additionalFields: { metricName: 'handled', includeCustomerIds: true },
		});
		expect(body).toMatchObject({ includeCustomerIds: true });
		expect(body).not.toHaveProperty('metricName');
	});

	test.each([
		['no account', { accountId: byId('={{ "" }}') }, "'Account' is empty"],
		['a wrong order of dates', { endDate: '2026-05-01' }, "'End Date' (2026-05-01) lies before"],
		['no address', { emailAddressToNotify: 'me' }, "'Email Address to Notify' is not an e-mail"],
		['an impossible type', { reportType: '../x' }, "'Report Type' is not one"],
	])('with %s are refused before any request', async (_, parameters, words) => {
		const { error } = await run({ ...CREATE_AND_DOWNLOAD, ...parameters }, { items: [{}, {}] });
		expect(error?.message).toContain(words);
		expect(sandbox.requests).toHaveLength(0);
	});

	test('for an account that is not of the login are told in words', async () => {
		const { error } = await run({ operation: 'create', ...JUNE, accountId: byId('acct-9') });
		expect(error).toMatchObject({
			message: 'Evo Voice says: The account is none of this user (code InvalidAccount)',
			httpCode: '403',
		});
		expect(error?.description).toContain("access to the account in 'Account'");
	});
});

describe('the other operations', () => {
	test('Create does not wait', async () => {
		const { items } = await run({ operation: 'create', ...JUNE });
		expect(items[0]?.json).toMatchObject({ status: 'pending', serviceStatus: 'Queued' });
		expect(sandbox.requests).toHaveLength(1);
	});

	test('Get Status finds a report in the list, with or without the account', async () => {
		const reportId = await madeReport();
		for (const accountId of [ACCOUNT, byId('')]) {
			const { items } = await run({
				operation: 'getStatus',
				reportId: byId(reportId),
				accountId,
				simplify: false,
			});
			expect(items[0]?.json).toMatchObject({
				reportId,
				status: 'completed',
				raw: { jobId: expect.any(String), server: 'sandbox' },
			});
		}
		expect(lists().map(({ query }) => query)).toEqual(['accountId=acct-001', '']);
	});

	test('Get Status of a report that is not in the list says what to check', async () => {
		const reportId = await madeReport();
		const { error } = await run({
			operation: 'getStatus',
			reportId: byId(reportId),
			accountId: byId('acct-002'),
		});
		expect(error?.message).toBe(`Evo Voice lists no report with the ID ${reportId}`);
		expect(error?.description).toContain("'Account'");
	});

	test('Download gets the workbook by the ID alone', async () => {
		const reportId = await madeReport();
		const { items } = await run({
			operation: 'download',
			reportId: byId(reportId),
			binaryPropertyName: 'book',
			options: { fileName: 'june.xlsx' },
		});
		expect(items[0]?.json).toMatchObject({
			name: 'billing 2026-06-01 - 2026-06-30',
			status: 'completed',
			fileName: 'june.xlsx',
		});
		const expected = await sandbox.expectedFile(reportId);
		expect((await engine.bytes(items[0]?.binary?.book)).equals(expected ?? Buffer.alloc(0))).toBe(
			true,
		);
	});

	test('Download of a report that is being made says so', async () => {
		const { error } = await sandbox.standStillDuring(async () => {
			const { items } = await run({ operation: 'create', ...JUNE });
			return await run({
				operation: 'download',
				reportId: byId(items[0]?.json.reportId),
				binaryPropertyName: 'data',
				options: {},
			});
		});
		expect(error?.message).toMatch(/^The report is still being made \((Queued|Running)\)$/);
	});

	test('Get Many lists reports of all accounts, of one, and up to the limit', async () => {
		const ids = [await madeReport(), await madeReport({ accountId: byId('acct-002') })];
		const list = async (more: NodeRun['parameters']) =>
			(await run({ operation: 'getAll', returnAll: true, simplify: true, ...more })).items.map(
				({ json }) => json.reportId,
			);
		expect(await list({})).toEqual(ids);
		expect(await list({ accountId: byId('acct-002') })).toEqual([ids[1]]);
		expect(await list({ returnAll: false, limit: 1 })).toEqual([ids[0]]);
	});

	test('Delete removes a report; a second time there is none', async () => {
		const reportId = await madeReport();
		const remove = async () => await run({ operation: 'delete', reportId: byId(reportId) });
		expect((await remove()).items[0]?.json).toEqual({ deleted: true, reportId });
		expect((await remove()).error).toMatchObject({ httpCode: '404' });
	});
});

describe('dropdowns', () => {
	const node = (parameters: NodeRun['parameters'] = {}) => evoVoiceRun(sandbox, parameters);

	test('accounts have names, and can be searched', async () => {
		expect((await engine.search(node(), 'searchAccounts')).results).toEqual([
			{ name: 'Acme Telephony', value: 'acct-001' },
			{ name: 'Acme, second site', value: 'acct-002' },
		]);
		expect((await engine.search(node(), 'searchAccounts', 'SECOND')).results).toHaveLength(1);
	});

	test('accounts of a wrong login are not an empty list', async () => {
		const wrong = {
			evoVoiceApi: { ...node().credentials.evoVoiceApi, password: 'not-the-password' },
		};
		await expect(
			engine.search({ ...node(), credentials: wrong }, 'searchAccounts'),
		).rejects.toThrow('Evo Voice did not accept the login');
	});

	test('reports are those of the chosen account', async () => {
		const reportId = await madeReport();
		await madeReport({ accountId: byId('acct-002') });
		const search = async (accountId: NodeRun['parameters'][string]) =>
			(await engine.search(node({ accountId }), 'searchReports')).results;
		expect(await search(byId(''))).toHaveLength(2);
		// An expression cannot be read before a run: it is no account that could be asked for.
		expect(await search(byId('={{ $json.account }}'))).toHaveLength(2);
		expect(await search('={{ $json.account }}')).toHaveLength(2);
		expect(await search(ACCOUNT)).toEqual([
			{
				name: expect.stringMatching(/^billing 2026-06-01 - 2026-06-30, .*\(completed\)$/),
				value: reportId,
			},
		]);
	});
});

describe('logins', () => {
	const withLogin = async (login: ICredentialDataDecryptedObject) => {
		const node = evoVoiceRun(sandbox, { operation: 'getAll', returnAll: true });
		const evoVoiceApi = { ...node.credentials.evoVoiceApi, ...login };
		return await engine.execute({ ...node, credentials: { evoVoiceApi } });
	};

	test('a wrong password', async () => {
		const { error } = await withLogin({ password: 'not-the-password' });
		expect(error).toMatchObject({
			message: 'Evo Voice did not accept the login',
			httpCode: '401',
			failure: { cause: 'credential-invalid' },
		});
		expect(JSON.stringify(error)).not.toContain('not-the-password');
	});

	test('a user without a role that may report', async () => {
		const { error } = await withLogin(sandbox.evoVoice.noReports);
		expect(error?.httpCode).toBe('403');
		expect(error?.description).toContain('SystemAdministrator, Manager or Customer');
	});

	test.each([
		['a redirect to the login page', { kind: 'redirect', to: '/login', status: 302 }],
		['a login page', { kind: 'loginPage' }],
	] as const)('%s', async (_, fault) => {
		sandbox.fault({ times: 9, fault });
		const { error } = await withLogin({});
		expect(error?.failure).toEqual({ cause: 'credential-invalid' });
		expect(error?.description).toContain('login page');
		expect(sandbox.requests).toHaveLength(1);
	});
});
