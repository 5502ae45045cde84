import { startSandbox, type Sandbox } from '../sandbox';
import { bandwidthRun, CREATE_AND_DOWNLOAD, OCTOBER } from './support/bandwidth';
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

const run = async (parameters: NodeRun['parameters'], more: Partial<NodeRun> = {}) =>
	await engine.execute(bandwidthRun(sandbox, parameters, more));

const sentCreates = () =>
	sandbox.requests.filter(({ method, path }) => method === 'POST' && /billingreports$/i.test(path));

/** A report that is ready. */
async function madeReport(reportType = 'BDR'): Promise<string> {
	const { items } = await run({ operation: 'create', ...OCTOBER, reportType });
	await new Promise((resolve) => setTimeout(resolve, 350));
	return String(items[0]?.json.reportId);
}

describe('Create and Download', () => {
	test('puts out the report and the very bytes of its file', async () => {
		const { items, error } = await run(CREATE_AND_DOWNLOAD);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		const [item] = items;
		expect(item?.json).toMatchObject({
			service: 'Bandwidth',
			reportType: 'BDR',
			status: 'completed',
			serviceStatus: 'COMPLETED',
			startDate: '2026-10-01',
			endDate: '2026-10-31',
			fileName: 'bdrs_2026-10-01_2026-10-31.zip',
		});
		expect(item?.json).not.toHaveProperty('error');
		expect(item?.json).not.toHaveProperty('raw');
		expect(item?.pairedItem).toEqual({ item: 0 });
		const sent = await sandbox.expectedFile(String(item?.json.reportId));
		expect((await engine.bytes(item?.binary?.data)).equals(sent ?? Buffer.alloc(0))).toBe(true);
		expect(item?.binary?.data).toMatchObject({
			mimeType: 'application/zip',
			fileName: 'bdrs_2026-10-01_2026-10-31.zip',
		});
	});

	test('takes the file name and the field that the user wants, and not a path in it', async () => {
		const { items } = await run({
			...CREATE_AND_DOWNLOAD,
			binaryPropertyName: 'calls',
			options: { fileName: '../../calls.zip' },
		});
		expect(items[0]?.binary?.calls?.fileName).toBe('calls.zip');
		expect(items[0]?.json.fileName).toBe('calls.zip');
	});

	test('over twenty items takes as long as one, keeps their order and at most eight requests in flight', async () => {
		const types = ['BDR', 'MDR', 'CNAMBDR', 'DIDSNAP'];
		const items = Array.from({ length: 20 }, (_, i) => ({ type: types[i % 4] ?? '' }));
		const startMs = Date.now();
		const result = await run(
			{ ...CREATE_AND_DOWNLOAD, reportType: '={{ $json.type }}' },
			{ items },
		);
		expect(result.error).toBeUndefined();
		expect(result.items.map(({ json }) => json.reportType)).toEqual(items.map(({ type }) => type));
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual(
			items.map((_, item) => ({ item })),
		);
		expect(new Set(result.items.map(({ json }) => json.reportId)).size).toBe(20);
		expect(sandbox.maxInFlight()).toBeLessThanOrEqual(8);
		// One after the other they take 40 s.
		expect(Date.now() - startMs).toBeLessThan(20_000);
	});

	test("uses the dates of the workflow's time zone", async () => {
		const { items } = await run(
			{ ...CREATE_AND_DOWNLOAD, startDate: '2026-10-01T03:00:00Z', endDate: '2026-10-31' },
			{ timezone: 'America/New_York' },
		);
		expect(items[0]?.json.startDate).toBe('2026-09-30');
	});

	test('fails with the ID of a report that is not ready in time', async () => {
		sandbox.fault({
			path: /billingreports\/[^/]+$/,
			times: 99,
			fault: { kind: 'jobStatus', reportStatus: 'PROCESSING' },
		});
		const { error, items } = await run({ ...CREATE_AND_DOWNLOAD, options: { timeout: 0.02 } });
		expect(items).toHaveLength(0);
		expect(error?.message).toBe('The report was not ready after 0.02 minutes');
		const reportId = sandbox.requests.at(-1)?.path.split('/').at(-1);
		expect(error?.description).toContain(`The ID of the report is ${reportId}`);
		expect(error?.description?.split(String(reportId))).toHaveLength(2);
		expect(error?.description).toContain('PROCESSING');
	});

	test('puts out the pending report instead, when the user wants that', async () => {
		sandbox.fault({
			path: /billingreports\/[^/]+$/,
			times: 99,
			fault: { kind: 'jobStatus', reportStatus: 'WHO_KNOWS' },
		});
		const { error, items } = await run({
			...CREATE_AND_DOWNLOAD,
			options: { timeout: 0.02, onTimeout: 'outputPending' },
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ status: 'pending', serviceStatus: 'WHO_KNOWS' });
		expect(items[0]?.binary).toBeUndefined();
	});

	test('waits on when the file is not there yet although the report is called complete', async () => {
		const body =
			'<BillingReportArchiveRetrievalResponse><ResponseStatus><ErrorCode>15602</ErrorCode><Description>still being constructed</Description></ResponseStatus></BillingReportArchiveRetrievalResponse>';
		sandbox.fault({ path: /\/file$/, fault: { kind: 'status', status: 400, body } });
		const { error, items } = await run(CREATE_AND_DOWNLOAD);
		expect(error).toBeUndefined();
		expect(items[0]?.binary?.data?.mimeType).toBe('application/zip');
	});

	test('puts out the pending report also when only the file was not there in time', async () => {
		const body =
			'<BillingReportArchiveRetrievalResponse><ResponseStatus><ErrorCode>15602</ErrorCode><Description>still being constructed</Description></ResponseStatus></BillingReportArchiveRetrievalResponse>';
		sandbox.fault({ path: /\/file$/, times: 99, fault: { kind: 'status', status: 400, body } });
		const { error, items } = await run({
			...CREATE_AND_DOWNLOAD,
			options: { timeout: 0.05, onTimeout: 'outputPending' },
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ status: 'pending', reportId: expect.any(String) });
	});

	test('tells a report that the service could not make, with its ID', async () => {
		sandbox.fault({
			method: 'POST',
			path: /billingreports$/,
			fault: { kind: 'jobFails', code: '15601' },
		});
		const { error } = await run(CREATE_AND_DOWNLOAD);
		expect(error?.message).toBe('Bandwidth could not make the report');
		expect(error?.description).toMatch(/^Bandwidth says: .*The ID of the report is/);
	});

	test('does not take XML in place of the file for the file', async () => {
		sandbox.fault({
			path: /\/file$/,
			times: 9,
			fault: {
				kind: 'status',
				status: 200,
				body: '<BillingReportArchiveRetrievalResponse><ResponseStatus>COMPLETED</ResponseStatus></BillingReportArchiveRetrievalResponse>',
			},
		});
		const { error } = await run(CREATE_AND_DOWNLOAD);
		expect(error?.message).toBe('Bandwidth calls the archive COMPLETED, but did not send it');
	});

	test('fetches a file again that broke off, and puts out the whole', async () => {
		sandbox.fault({ path: /\/file$/, fault: { kind: 'reset', when: 'midBody' } });
		sandbox.fault({ path: /\/file$/, fault: { kind: 'truncatedBody' } });
		const { items, error } = await run(CREATE_AND_DOWNLOAD);
		expect(error).toBeUndefined();
		const sent = await sandbox.expectedFile(String(items[0]?.json.reportId));
		expect((await engine.bytes(items[0]?.binary?.data)).equals(sent ?? Buffer.alloc(0))).toBe(true);
	});

	test('follows a redirect of the file without the login', async () => {
		sandbox.fault({ path: /\/file$/, fault: { kind: 'redirect' } });
		const { items, error } = await run(CREATE_AND_DOWNLOAD);
		expect(error).toBeUndefined();
		expect(items[0]?.binary?.data?.mimeType).toBe('application/zip');
		const elsewhere = sandbox.requests.filter(({ origin }) => origin === 'storage');
		expect(elsewhere).toHaveLength(1);
		expect(elsewhere[0]?.headers).not.toHaveProperty('authorization');
	});
});

describe('requests', () => {
	test('are sent again after passing trouble, but a report is never created twice', async () => {
		sandbox.fault({ method: 'GET', fault: { kind: 'status', status: 503 } });
		sandbox.fault({ method: 'GET', skip: 1, fault: { kind: 'reset', when: 'beforeHeaders' } });
		expect((await run(CREATE_AND_DOWNLOAD)).error).toBeUndefined();
		expect(sentCreates()).toHaveLength(1);
		sandbox.reset();
		sandbox.fault({ method: 'POST', fault: { kind: 'reset', when: 'beforeHeaders' } });
		const { error } = await run(CREATE_AND_DOWNLOAD);
		expect(error?.message).toContain('closed the connection');
		expect(error?.description).toContain('before you create it again');
		expect(sentCreates()).toHaveLength(1);
	});

	test('need of a create no more than the header that names the report', async () => {
		sandbox.fault({ method: 'POST', fault: { kind: 'reset', when: 'afterHeaders' } });
		expect((await run(CREATE_AND_DOWNLOAD)).error).toBeUndefined();
		expect(sentCreates()).toHaveLength(1);
	});

	test('wait as long as Bandwidth says', async () => {
		sandbox.fault({ method: 'POST', fault: { kind: 'rateLimited', resetInMs: 2_000 } });
		expect((await run({ operation: 'create', ...OCTOBER })).error).toBeUndefined();
		const [first, second] = sentCreates();
		// The header counts in whole seconds, so the pause may be up to one second shorter.
		expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_000);
	});

	test('that are refused for a wrong login say so', async () => {
		const wrong = bandwidthRun(sandbox, { operation: 'create', ...OCTOBER });
		const { error } = await engine.execute({
			...wrong,
			credentials: {
				bandwidthApi: { ...wrong.credentials.bandwidthApi, password: 'wrong-password' },
			},
		});
		expect(error).toMatchObject({
			message: 'Bandwidth did not accept the login',
			httpCode: '401',
			failure: { cause: 'credential-invalid' },
		});
	});

	test('go to nobody when the credential names plain http', async () => {
		const wrong = bandwidthRun(sandbox, { operation: 'create', ...OCTOBER });
		const { error } = await engine.execute({
			...wrong,
			credentials: {
				bandwidthApi: { ...wrong.credentials.bandwidthApi, baseUrl: 'http://api.example.com' },
			},
		});
		expect(error?.message).toBe("The credential's 'Base URL' must start with https://");
	});

	test('that cannot be made name the host and what to check', async () => {
		const wrong = bandwidthRun(sandbox, { operation: 'create', ...OCTOBER });
		const { error } = await engine.execute({
			...wrong,
			credentials: {
				bandwidthApi: { ...wrong.credentials.bandwidthApi, baseUrl: 'http://127.0.0.1:9/api' },
			},
		});
		expect(error?.message).toBe('127.0.0.1:9 could not be reached');
		expect(error?.description).toContain('refused the connection');
	});
});

describe('OAuth2', () => {
	const oauth = { ...OCTOBER, operation: 'create', authentication: 'oAuth2' };

	test('gets a token, signs with it and stores it', async () => {
		const { error, stored } = await run(oauth);
		expect(error).toBeUndefined();
		expect(stored).toHaveLength(1);
		expect(sentCreates()[0]?.headers.authorization).toMatch(/^Bearer /);
	});

	test('renews a token that has died in the middle of a run, and creates one report', async () => {
		const node = bandwidthRun(sandbox, oauth);
		await engine.execute(node);
		sandbox.bandwidth.revokeTokens();
		const before = sentCreates().length;
		const { error, items } = await engine.execute(node);
		expect(error).toBeUndefined();
		expect(items[0]?.json.reportId).toBeDefined();
		const statuses = sentCreates()
			.slice(before)
			.map(({ status }) => status);
		expect(statuses).toEqual([401, 201]);
	});

	test('says what to check when no token can be had', async () => {
		const node = bandwidthRun(sandbox, oauth);
		const { error } = await engine.execute({
			...node,
			credentials: {
				bandwidthOAuth2Api: {
					...node.credentials.bandwidthOAuth2Api,
					clientSecret: 'wrong-secret-value',
				},
			},
		});
		expect(error).toMatchObject({
			message: 'No access token could be had with this credential',
			failure: { cause: 'credential-invalid' },
		});
		expect(error?.description).toContain("'Client Secret'");
	});
});

describe('the other operations', () => {
	test('Create does not wait', async () => {
		const { items } = await run({ operation: 'create', ...OCTOBER });
		expect(items[0]?.json).toMatchObject({ status: 'pending', serviceStatus: 'RECEIVED' });
		expect(sandbox.requests).toHaveLength(1);
	});

	test('Get Status looks once', async () => {
		const reportId = await madeReport();
		const { items } = await run({
			operation: 'getStatus',
			reportId: byId(reportId),
			simplify: true,
		});
		expect(items[0]?.json).toEqual({
			service: 'Bandwidth',
			reportId,
			status: 'completed',
			serviceStatus: 'COMPLETED',
			message: expect.any(String),
		});
	});

	test('Get Status with Simplify off adds what the service said', async () => {
		const reportId = await madeReport();
		const { items } = await run({
			operation: 'getStatus',
			reportId: byId(reportId),
			simplify: false,
		});
		expect(items[0]?.json.raw).toMatchObject({
			BillingReportRetrievalResponse: { ReportStatus: 'COMPLETED' },
		});
	});

	test('Download gets the file by the ID alone', async () => {
		const reportId = await madeReport('MDR');
		const { items } = await run({
			operation: 'download',
			reportId: byId(reportId),
			binaryPropertyName: 'data',
			options: {},
		});
		expect(items[0]?.json).toMatchObject({
			reportId,
			status: 'completed',
			fileName: expect.stringMatching(/\.zip$/),
		});
		const sent = await sandbox.expectedFile(reportId);
		expect((await engine.bytes(items[0]?.binary?.data)).equals(sent ?? Buffer.alloc(0))).toBe(true);
	});

	test('Download of a report that is still being made says so', async () => {
		const { error } = await sandbox.standStillDuring(async () => {
			const { items } = await run({ operation: 'create', ...OCTOBER });
			return await run({
				operation: 'download',
				reportId: byId(items[0]?.json.reportId),
				binaryPropertyName: 'data',
				options: {},
			});
		});
		expect(error?.description).toContain('still being made');
	});

	test('an ID that Bandwidth does not know is told with advice', async () => {
		const { error } = await run({
			operation: 'getStatus',
			reportId: byId('00000000-0000-4000-8000-000000000000'),
			simplify: true,
		});
		expect(error).toMatchObject({ httpCode: '404', message: expect.stringContaining('15603') });
		expect(error?.description).toContain("Check the 'Report' ID");
	});

	test('Get Many lists what Bandwidth can list', async () => {
		expect((await run({ operation: 'getAll', returnAll: true, simplify: true })).items).toEqual([]);
		const first = await madeReport('DIDSNAP');
		await madeReport('DIDSNAP');
		await madeReport('BDR');
		const all = await run({ operation: 'getAll', returnAll: true, simplify: true });
		expect(all.items.map(({ json }) => json.reportType)).toEqual(['DIDSNAP', 'DIDSNAP']);
		expect(all.items.map(({ json }) => json.reportId)).toContain(first);
		const one = await run({ operation: 'getAll', returnAll: false, limit: 1, simplify: true });
		expect(one.items).toHaveLength(1);
	});

	test('the Report dropdown offers the same and can be searched', async () => {
		const reportId = await madeReport('DIDSNAP');
		const node = bandwidthRun(sandbox, { operation: 'getStatus' });
		const { results } = await engine.search(node, 'searchBillingReports');
		expect(results).toEqual([
			{ name: expect.stringContaining('DIDSNAP 2026-10-01 to 2026-10-31'), value: reportId },
		]);
		expect((await engine.search(node, 'searchBillingReports', 'nothing like it')).results).toEqual(
			[],
		);
	});
});
