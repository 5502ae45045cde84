import { DateTime } from 'luxon';
import { startSandbox, type Sandbox } from '../sandbox';
import { byId } from './support/byId';
import { Engine, type NodeRun } from './support/engine';
import { webexRun, webexTokens } from './support/webex';

let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
	sandbox = await startSandbox({ jobMs: 300, rows: 20 });
	engine = await Engine.start();
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const run = async (parameters: NodeRun['parameters'], more: Partial<NodeRun> = {}) =>
	await engine.execute(webexRun(sandbox, parameters, more));

const OCTOBER = { dateRange: 'custom', billingPeriod: '2026-10', simplify: true };
const CREATE_AND_DOWNLOAD = {
	operation: 'createAndDownload',
	...OCTOBER,
	binaryPropertyName: 'data',
	options: {},
};
const sent = (method: string, path: RegExp) =>
	sandbox.requests.filter((request) => request.method === method && path.test(request.path));

/** A report that is ready. */
async function madeReport(billingPeriod = '2026-10'): Promise<string> {
	const { items } = await run({ operation: 'create', ...OCTOBER, billingPeriod });
	await new Promise((resolve) => setTimeout(resolve, 350));
	return String(items[0]?.json.reportId);
}

describe('Create and Download', () => {
	test('puts out the report and the very bytes of its file', async () => {
		const { items, error } = await run(CREATE_AND_DOWNLOAD);
		expect(error).toBeUndefined();
		const [item] = items;
		expect(item?.json).toEqual({
			service: 'Webex BroadWorks',
			reportType: 'billing',
			reportId: expect.stringMatching(/^Y2lzY29zcGFyazov/),
			status: 'completed',
			serviceStatus: 'COMPLETED',
			startDate: '2026-10-01',
			endDate: '2026-10-31',
			createdAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.*Z$/),
			fileName: 'webex-broadworks-billing-2026-10-01-2026-10-31.csv',
		});
		expect(item?.binary?.data).toMatchObject({
			mimeType: 'text/csv',
			fileName: 'webex-broadworks-billing-2026-10-01-2026-10-31.csv',
		});
		const expected = await sandbox.expectedFile(String(item?.json.reportId));
		expect((await engine.bytes(item?.binary?.data)).equals(expected ?? Buffer.alloc(0))).toBe(true);
	});

	test('sends the token to Webex only, never along with the signed link', async () => {
		await run(CREATE_AND_DOWNLOAD);
		const files = sandbox.requests.filter(({ origin }) => origin === 'storage');
		expect(files).toHaveLength(1);
		expect(files[0]?.headers).not.toHaveProperty('authorization');
		expect(sandbox.requests[0]?.headers.authorization).toMatch(/^Bearer /);
	});

	test('asks for a fresh link, once, when the link is refused', async () => {
		sandbox.fault({ origin: 'storage', fault: { kind: 'expiredLink' } });
		const { error, items } = await run(CREATE_AND_DOWNLOAD);
		expect(error).toBeUndefined();
		expect(items[0]?.binary?.data?.mimeType).toBe('text/csv');
		expect(sandbox.requests.filter(({ origin }) => origin === 'storage')).toHaveLength(2);
		sandbox.reset();
		sandbox.fault({ origin: 'storage', times: 99, fault: { kind: 'expiredLink' } });
		const second = await run(CREATE_AND_DOWNLOAD);
		expect(second.error?.message).toBe('The download link of the report was refused');
		expect(second.error?.description).toContain('The ID of the report is');
		expect(sandbox.requests.filter(({ origin }) => origin === 'storage')).toHaveLength(2);
	});

	test('over many items waits with one list for all', async () => {
		const items = Array.from({ length: 12 }, (_, i) => ({
			month: `2025-${String(i + 1).padStart(2, '0')}`,
		}));
		const result = await run(
			{ ...CREATE_AND_DOWNLOAD, billingPeriod: '={{ $json.month }}' },
			{ items },
		);
		expect(result.error).toBeUndefined();
		expect(result.items.map(({ json }) => String(json.startDate).slice(0, 7))).toEqual(
			items.map(({ month }) => month),
		);
		expect(sent('POST', /reports$/)).toHaveLength(12);
		expect(sent('GET', /reports\/[^/]+$/)).toHaveLength(12); // the links
		expect(sent('GET', /reports$/).length).toBeLessThan(6);
		expect(sandbox.maxInFlight()).toBeLessThanOrEqual(8);
	});

	test('tells why a report could not be made', async () => {
		sandbox.fault({ method: 'POST', fault: { kind: 'jobFails' } });
		const { error } = await run(CREATE_AND_DOWNLOAD);
		expect(error?.message).toBe('Webex BroadWorks could not make the report');
		expect(error?.description).toMatch(
			/It says: Billing Report not found\. \(code 2024\).*The ID of the report is Y2lz/,
		);
	});

	test.each([201, 202])('takes %d for an accepted report', async (status) => {
		sandbox.fault({ method: 'POST', fault: { kind: 'replaceStatus', status } });
		expect((await run(CREATE_AND_DOWNLOAD)).error).toBeUndefined();
	});

	test('waits as Retry-After says, for 429 and 423, and creates once', async () => {
		sandbox.fault({ method: 'POST', fault: { kind: 'rateLimited', resetInMs: 1_000 } });
		sandbox.fault({
			method: 'GET',
			fault: { kind: 'status', status: 423, headers: { 'Retry-After': '1' } },
		});
		const startMs = Date.now();
		expect((await run(CREATE_AND_DOWNLOAD)).error).toBeUndefined();
		expect(Date.now() - startMs).toBeGreaterThanOrEqual(2_000);
		expect(sent('POST', /reports$/).map(({ status }) => status)).toEqual([429, 200]);
	});
});

describe('the month', () => {
	test.each(['2026-13', '202610', 'October'])('%s is refused before any request', async (month) => {
		const { error } = await run(
			{ ...CREATE_AND_DOWNLOAD, billingPeriod: '={{ $json.month }}' },
			{ items: [{ month: '2026-09' }, { month }] },
		);
		expect(error?.message).toBe(`'Billing Period' is not a month: ${month}`);
		expect(error?.description).toContain('YYYY-MM');
		expect(sandbox.requests).toHaveLength(0);
	});

	test.each(['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'])(
		'may be a preset, reckoned in the time zone of the workflow (%s)',
		async (timezone) => {
			for (const [dateRange, ago] of [
				['lastMonth', 1],
				['monthToDate', 0],
			] as const) {
				await run({ operation: 'create', dateRange, simplify: true }, { timezone });
				const month = DateTime.now().setZone(timezone).minus({ months: ago }).toFormat('yyyy-MM');
				expect(sandbox.requests.at(-1)?.body).toBe(JSON.stringify({ billingPeriod: month }));
			}
		},
	);

	test('works by the fixed name alone', async () => {
		const { items } = await run({ operation: 'create', billingPeriod: '2026-10' });
		expect(items[0]?.json).toMatchObject({ startDate: '2026-10-01', status: 'pending' });
	});
});

describe('the other operations', () => {
	test('Create does not wait', async () => {
		const { items } = await run({ operation: 'create', ...OCTOBER });
		expect(items[0]?.json).toEqual({
			service: 'Webex BroadWorks',
			reportType: 'billing',
			reportId: expect.any(String),
			status: 'pending',
			startDate: '2026-10-01',
			endDate: '2026-10-31',
		});
		expect(sandbox.requests).toHaveLength(1);
	});

	test('Get Status looks once, and with Simplify off adds what Webex said', async () => {
		const reportId = await madeReport();
		const before = sandbox.requests.length;
		const { items } = await run({
			operation: 'getStatus',
			reportId: byId(reportId),
			simplify: false,
		});
		expect(items[0]?.json).toMatchObject({
			status: 'completed',
			raw: { billingPeriod: '2026-10', createdBy: expect.any(String) },
		});
		expect(sandbox.requests).toHaveLength(before + 1);
	});

	test('Download gets the file by the ID alone, and names it after its month', async () => {
		const reportId = await madeReport('2026-09');
		const { items } = await run({
			operation: 'download',
			reportId: byId(reportId),
			binaryPropertyName: 'csv',
			options: {},
		});
		expect(items[0]?.json).toMatchObject({
			status: 'completed',
			endDate: '2026-09-30',
			fileName: 'webex-broadworks-billing-2026-09-01-2026-09-30.csv',
		});
		const expected = await sandbox.expectedFile(reportId);
		expect((await engine.bytes(items[0]?.binary?.csv)).equals(expected ?? Buffer.alloc(0))).toBe(
			true,
		);
	});

	test('Download of a report that is being made says so', async () => {
		const { error } = await sandbox.standStillDuring(async () => {
			const { items } = await run({ operation: 'create', ...OCTOBER });
			return await run({
				operation: 'download',
				reportId: byId(items[0]?.json.reportId),
				binaryPropertyName: 'data',
				options: {},
			});
		});
		expect(error?.message).toBe('The report is still being made (IN_PROGRESS)');
		expect(error?.description).toContain('Create and Download');
	});

	test('Get Many lists all, up to the limit, and filtered', async () => {
		const ids = [await madeReport('2026-08'), await madeReport('2026-07')];
		const all = await run({ operation: 'getAll', returnAll: true, simplify: true });
		expect(all.items.map(({ json }) => json.reportId)).toEqual(ids.reverse());
		const one = await run({ operation: 'getAll', returnAll: false, limit: 1, simplify: true });
		expect(one.items).toHaveLength(1);
		const none = await run({
			operation: 'getAll',
			returnAll: true,
			filters: { before: '2020-01', after: '2019-01', sortBy: 'status' },
		});
		expect(none.items).toEqual([]);
		expect(sandbox.requests.at(-1)?.query).toBe('before=2020-01&after=2019-01&sortBy=status');
	});

	test('Delete removes a report; a second time there is none', async () => {
		const reportId = await madeReport();
		const remove = async () => await run({ operation: 'delete', reportId: byId(reportId) });
		expect((await remove()).items[0]?.json).toEqual({ deleted: true, reportId });
		const { error } = await remove();
		expect(error).toMatchObject({ httpCode: '404' });
		expect(error?.description).toMatch(
			/Check the 'Report' ID.*Tracking ID for Webex support: SAND/,
		);
	});

	test('the Report dropdown lists the latest month first and can be searched', async () => {
		const [older, newer] = [await madeReport('2026-08'), await madeReport('2026-09')];
		const node = webexRun(sandbox, { operation: 'getStatus' });
		expect((await engine.search(node, 'searchBillingReports')).results).toEqual([
			{ name: '2026-09 (completed)', value: newer },
			{ name: '2026-08 (completed)', value: older },
		]);
		expect((await engine.search(node, 'searchBillingReports', '2026-08')).results).toHaveLength(1);
	});

	test('a dropdown that cannot be filled says why', async () => {
		sandbox.fault({ times: 9, fault: { kind: 'status', status: 403 } });
		const node = webexRun(sandbox, { operation: 'getStatus' });
		await expect(engine.search(node, 'searchBillingReports')).rejects.toMatchObject({
			description: expect.stringContaining('partner administrators'),
		});
	});
});

describe('logins', () => {
	const withToken = (accessToken: string) => {
		const node = webexRun(sandbox, { operation: 'create', ...OCTOBER });
		return engine.execute({
			...node,
			credentials: {
				webexBroadworksApi: { ...node.credentials.webexBroadworksApi, accessToken },
			},
		});
	};

	test('a token that is no longer valid', async () => {
		const { error } = await withToken('token-of-yesterday');
		expect(error).toMatchObject({ httpCode: '401', failure: { cause: 'credential-invalid' } });
		expect(error?.description).toContain('12 hours');
		expect(JSON.stringify(error)).not.toContain('token-of-yesterday');
	});

	test('a token without the scope to write', async () => {
		const { error } = await withToken(sandbox.webex.readOnlyAccessToken);
		expect(error).toMatchObject({ httpCode: '403', failure: { cause: 'credential-invalid' } });
		expect(error?.description).toContain('spark-admin:broadworks_billing_reports_write');
	});

	test('OAuth2 renews a token that has died, with the client in the body, and goes on', async () => {
		const refresh = (await webexTokens(sandbox)).refresh_token;
		const node = webexRun(sandbox, { authentication: 'oAuth2', operation: 'create', ...OCTOBER });
		const { error, items, stored } = await engine.execute({
			...node,
			credentials: {
				webexBroadworksOAuth2Api: {
					...node.credentials.webexBroadworksOAuth2Api,
					oauthTokenData: {
						access_token: 'token-that-died',
						refresh_token: refresh,
						token_type: 'Bearer',
					},
				},
			},
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json.status).toBe('pending');
		expect(sent('POST', /reports$/).map(({ status }) => status)).toEqual([401, 200]);
		const renewal = sent('POST', /access_token$/).at(-1);
		expect(renewal?.body).toContain('client_secret=webex-client-secret');
		expect(renewal?.headers).not.toHaveProperty('authorization');
		expect(stored).toHaveLength(1);
	});
});
