import { startSandbox, type Sandbox } from '../sandbox';
import { basic, manualClock, unzipped } from '../sandbox/testing';

const clock = manualClock('2026-07-01T08:00:00Z');
let sandbox: Sandbox;
let base: string;
let headers: Record<string, string>;

beforeAll(async () => {
	sandbox = await startSandbox({ clock, jobMs: 3000, rows: 10 });
	base = sandbox.evoVoice.baseUrl;
	headers = {
		Accept: 'application/json',
		'Content-Type': 'application/json',
		...basic(sandbox.evoVoice),
	};
});
afterEach(() => {
	sandbox.reset();
	clock.reset();
});
afterAll(async () => await sandbox.close());

type Report = Record<string, unknown>;

const REQUEST = { startDate: '2026-06-01', endDate: '2026-06-30', accountId: 'acct-001' };

const post = (path: string, body: object, more: Record<string, string> = {}) =>
	fetch(base + path, {
		method: 'POST',
		headers: { ...headers, ...more },
		body: JSON.stringify(body),
	});

async function create(path = '/reports/billing', body: object = REQUEST): Promise<Report> {
	return (await (await post(path, body)).json()) as Report;
}

async function list(query = '', more: Record<string, string> = {}): Promise<Report[]> {
	const response = await fetch(`${base}/reports${query}`, { headers: { ...headers, ...more } });
	return ((await response.json()) as { reports: Report[] }).reports;
}

const download = (id: unknown, more: Record<string, string> = {}) =>
	fetch(`${base}/reports/${String(id)}.xlsx`, { headers: { ...headers, Accept: '*/*', ...more } });

const errorBody = (errorCode: string) => ({
	responseStatus: { errorCode, message: expect.any(String) as unknown, errors: [] },
});

describe('the printed exchange of Evo Voice', () => {
	test('POST /reports/billing, with the label of CSV on what is JSON', async () => {
		const label = { Accept: 'text/csv', 'Content-Type': 'text/csv' };
		const response = await post(
			'/reports/billing',
			{
				startDate: 'String',
				endDate: 'String',
				accountId: 'acct-001',
				emailAddressToNotify: 'String',
			},
			label,
		);
		expect(response.status).toBe(200);
		expect(response.headers.get('content-type')).toBe('text/csv');
		const report = (await response.json()) as Report;
		expect(report).toMatchObject({ status: 'Queued', emailAddressToNotify: 'String' });
		const printed = [
			'id',
			'name',
			'status',
			'statusMessage',
			'dateCreated',
			'dateUpdated',
			'downloadLink',
			'jobId',
			'emailAddressToNotify',
			'server',
		];
		expect(Object.keys(report)).toEqual(printed.filter((key) => Object.hasOwn(report, key)));
	});
});

describe('a report of Evo Voice', () => {
	test('waits, runs and is completed; it is found in the list only', async () => {
		const { id, status } = await create();
		expect(status).toBe('Queued');
		const states: unknown[] = [];
		for (let i = 0; i < 3; i += 1) {
			states.push((await list('?accountId=acct-001'))[0]?.status);
			clock.pass(1500);
		}
		expect(states).toEqual(['Queued', 'Running', 'Completed']);
		expect((await list())[0]).toMatchObject({ id, downloadLink: `/reports/${String(id)}.xlsx` });
		expect((await fetch(`${base}/reports/${String(id)}`, { headers })).status).toBe(404);
	});

	test('ends with Error, and says why', async () => {
		sandbox.fault({ method: 'POST', fault: { kind: 'jobFails', description: 'No data' } });
		const { id } = await create();
		clock.pass(3000);
		expect((await list())[0]).toMatchObject({ status: 'Error', statusMessage: 'No data' });
		expect((await download(id)).status).toBe(404);
	});

	test('can show another word', async () => {
		await create();
		sandbox.fault({ fault: { kind: 'jobStatus', reportStatus: 'Paused', description: 'Hm' } });
		expect((await list())[0]).toMatchObject({ status: 'Paused', statusMessage: 'Hm' });
	});

	test('is a workbook', async () => {
		const { id } = await create();
		expect((await download(id)).status).toBe(404);
		clock.pass(3000);
		const response = await download(id);
		expect(response.headers.get('content-type')).toBe(
			'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
		);
		const bytes = Buffer.from(await response.arrayBuffer());
		expect(bytes.equals((await sandbox.expectedFile(String(id))) ?? Buffer.alloc(0))).toBe(true);
		const sheet = unzipped(bytes)['xl/worksheets/sheet1.xml']?.toString() ?? '';
		expect(sheet.match(/<row>/g)).toHaveLength(11);
	});

	test('can be deleted, once', async () => {
		const { id } = await create();
		const remove = () => fetch(`${base}/reports/${String(id)}`, { method: 'DELETE', headers });
		expect((await remove()).status).toBe(204);
		expect((await remove()).status).toBe(404);
		expect(await list()).toEqual([]);
	});

	test('belongs to the user who asked for it', async () => {
		const { id } = await create();
		clock.pass(3000);
		const colleague = basic(sandbox.evoVoice.colleague);
		expect(await list('', colleague)).toEqual([]);
		expect((await download(id, colleague)).status).toBe(404);
		expect(await list('?accountId=acct-002')).toEqual([]);
	});

	test.each([
		'agent-state',
		'call-center',
		'call-center-abandon',
		'call-center-detail',
		'call-history',
		'call-outcome',
		'cdr',
		'metric',
		'sync-phone-numbers',
	])('can be of type %s', async (type) => {
		expect(await create(`/reports/${type}`)).toMatchObject({ status: 'Queued' });
	});

	test('of endpoints has a route of its own', async () => {
		expect(await create('/json/reply/EndpointsReport')).toMatchObject({ status: 'Queued' });
		expect((await post('/reports/endpoints', REQUEST)).status).toBe(404);
	});
});

describe('access to Evo Voice', () => {
	const status = async (more: RequestInit) =>
		(await (await fetch(`${base}/auth/status`, more)).json()) as Record<string, unknown>;

	test('the status answers everybody with 200', async () => {
		expect(await status({})).toMatchObject({ isAuthenticated: false, accountIds: [] });
		expect(await status({ headers })).toEqual({
			isAuthenticated: true,
			accountIds: sandbox.evoVoice.accountIds,
			accountNames: sandbox.evoVoice.accountNames,
			roles: ['Manager'],
			dashboardPermissions: [],
		});
	});

	test('401 has no body, 403 is for users without the role or the account', async () => {
		const nobody = await fetch(`${base}/reports`, { headers: { Accept: 'application/json' } });
		expect([nobody.status, await nobody.text()]).toEqual([401, '']);
		const agent = await post('/reports/billing', REQUEST, basic(sandbox.evoVoice.noReports));
		expect([agent.status, await agent.json()]).toEqual([403, errorBody('Forbidden')]);
		const foreign = await post('/reports/billing', { ...REQUEST, accountId: 'acct-9' });
		expect([foreign.status, await foreign.json()]).toEqual([403, errorBody('InvalidAccount')]);
	});

	test('a session by cookies does as well', async () => {
		const { username: userName, password } = sandbox.evoVoice;
		const logIn = (secret: string) =>
			post('/auth/credentials', { provider: 'credentials', userName, password: secret });
		const wrong = await logIn('wrong');
		expect([wrong.status, await wrong.json()]).toEqual([401, errorBody('InvalidCredentials')]);
		const cookies = (await logIn(password)).headers.getSetCookie();
		expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual(['ss-id', 'ss-pid', 'ss-opt']);
		const session = { Cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') };
		expect(await status({ headers: session })).toMatchObject({ isAuthenticated: true });
		sandbox.evoVoice.endSessions();
		expect(await status({ headers: session })).toMatchObject({ isAuthenticated: false });
	});

	test('who asks for a page gets one, or the way to the login', async () => {
		const page = await fetch(`${base}/reports`, { headers: { ...headers, Accept: 'text/html' } });
		expect(page.headers.get('content-type')).toBe('text/html');
		const init: RequestInit = { headers: { Accept: 'text/html' }, redirect: 'manual' };
		const login = await fetch(`${base}/reports`, init);
		expect([login.status, login.headers.get('location')]).toEqual([302, '/evo-voice/login']);
	});

	test('too many requests: no hint how long to wait', async () => {
		sandbox.fault({ fault: { kind: 'rateLimited' } });
		const response = await fetch(`${base}/reports`, { headers });
		expect([response.status, response.headers.get('retry-after')]).toEqual([429, null]);
		expect(await response.json()).toEqual(errorBody('TooManyRequests'));
	});
});
