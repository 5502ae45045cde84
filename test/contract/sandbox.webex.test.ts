import { startSandbox, type Sandbox } from '../sandbox';
import { bearer, form, manualClock } from '../sandbox/testing';
import { secrets } from '../support/secrets';

const clock = manualClock('2021-06-16T12:40:33.109Z');
let sandbox: Sandbox;
let reports: string;
let headers: Record<string, string>;

beforeAll(async () => {
	sandbox = await startSandbox({ clock, jobMs: 3000, rows: 50 });
	reports = `${sandbox.webex.baseUrl}/broadworks/billing/reports`;
	headers = { 'Content-Type': 'application/json', ...bearer(sandbox.webex.accessToken) };
});
afterEach(() => {
	sandbox.reset();
	clock.reset();
});
afterAll(async () => await sandbox.close());

type Reply = Record<string, unknown>;

const read = async (url: string, init: RequestInit = {}) => {
	const response = await fetch(url, { headers, ...init });
	const text = await response.text();
	return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Reply };
};

const post = (body: unknown) => read(reports, { method: 'POST', body: JSON.stringify(body) });
const create = async (billingPeriod = '2021-05') => String((await post({ billingPeriod })).body.id);
const errorBody = {
	message: expect.any(String) as unknown,
	errors: [{ description: expect.any(String) as unknown }],
	trackingId: expect.any(String) as unknown,
};

describe('the printed exchange of Webex', () => {
	test('get a billing report', async () => {
		const id = await create('2021-05');
		clock.pass(3000);
		const { status, body } = await read(`${reports}/${id}`);
		expect(status).toBe(200);
		expect(Object.keys(body)).toEqual([
			'id',
			'billingPeriod',
			'status',
			'created',
			'createdBy',
			'tempDownloadURL',
		]);
		const printed =
			'Y2lzY29zcGFyazovL3VzL0JJTExJTkdfUkVQT1JULzViOGQ1MThhLThmMDAtNDUxYi1hNDA2LWVhZjQ5YjRhN2ZhOA';
		expect(String(body.id)).toHaveLength(printed.length);
		expect(String(body.id).slice(0, 40)).toBe(printed.slice(0, 40));
		expect(body).toMatchObject({
			billingPeriod: '2021-05',
			status: 'COMPLETED',
			created: '2021-06-16T12:40:33.109Z',
			createdBy: 'Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wYWNkMzg3NS00ZTEyLTRkNzctYjk4MS1lMzg5ZmQ4ODQ2YzA',
		});
		expect(body.tempDownloadURL).toMatch(
			/\/a366de9b-3204-4140-8181-25808d360e36\/2021\/06\/16\/[0-9a-f-]{36}\.csv\?Expires=\d{10}&Signature=[\w~-]+&Key-Pair-Id=\w+$/,
		);
	});
});

describe('a billing report of Webex', () => {
	test('is created with nothing but its id, and is in progress without a link', async () => {
		expect(await post({ billingPeriod: '2021-05' })).toEqual({
			status: 200,
			body: { id: expect.any(String) as unknown },
		});
		const { body } = await read(`${reports}/${await create()}`);
		expect(body).toMatchObject({ status: 'IN_PROGRESS' });
		expect(body).not.toHaveProperty('tempDownloadURL');
	});

	test('fails with 200 and a numeric code', async () => {
		sandbox.fault({ method: 'POST', fault: { kind: 'jobFails' } });
		const id = await create();
		clock.pass(3000);
		const { status, body } = await read(`${reports}/${id}`);
		expect([status, body.status]).toEqual([200, 'FAILED']);
		expect(body.errors).toEqual([{ code: 2024, description: 'Billing Report not found.' }]);
		expect(body).not.toHaveProperty('tempDownloadURL');
	});

	test('can show another word', async () => {
		const id = await create();
		sandbox.fault({ method: 'GET', fault: { kind: 'jobStatus', reportStatus: 'QUEUED' } });
		expect((await read(`${reports}/${id}`)).body.status).toBe('QUEUED');
	});

	test('has a new link at each read; its query must stay as it is, and no login may be added', async () => {
		const id = await create();
		clock.pass(3000);
		const link = async () => String((await read(`${reports}/${id}`)).body.tempDownloadURL);
		const [first, second] = [await link(), await link()];
		expect(first).not.toBe(second);
		expect(new URL(first).origin).toBe(sandbox.storageOrigin);
		const response = await fetch(first);
		expect(response.headers.get('content-type')).toBe('text/csv');
		const bytes = Buffer.from(await response.arrayBuffer());
		expect(bytes.equals((await sandbox.expectedFile(id)) ?? Buffer.alloc(0))).toBe(true);
		expect((await fetch(first.replace('~', '%7E'))).status).toBe(403);
		expect((await fetch(first, { headers })).status).toBe(400);
		expect(secrets.takeFinds()).not.toEqual([]);
		clock.pass(15 * 60_000);
		expect((await fetch(first)).status).toBe(403);
		expect((await fetch(await link())).status).toBe(200);
	});

	test('can be deleted, once', async () => {
		const id = await create();
		const remove = () => read(`${reports}/${id}`, { method: 'DELETE' });
		expect(await remove()).toEqual({ status: 204, body: {} });
		expect((await remove()).status).toBe(404);
		expect((await read(`${reports}/${id}`)).status).toBe(404);
	});
});

describe('the list of Webex', () => {
	test('has three fields and no links, in the order asked for', async () => {
		const may = await create('2021-05');
		const april = await create('2021-04');
		clock.pass(3000);
		const items = async (query = '') => (await read(`${reports}${query}`)).body.items;
		expect(await items()).toEqual([
			{ id: april, billingPeriod: '2021-04', status: 'COMPLETED' },
			{ id: may, billingPeriod: '2021-05', status: 'COMPLETED' },
		]);
		const sorted = [may, april].sort((a, b) => a.localeCompare(b));
		expect(await items('?sortBy=id')).toMatchObject(sorted.map((id) => ({ id })));
		expect(await items('/')).toHaveLength(2);
		expect((await read(`${reports}?sortBy=colour`)).status).toBe(400);
	});

	test('can be limited, by month or by moment', async () => {
		await create();
		const count = async (query: string) =>
			((await read(`${reports}?${query}`)).body.items as unknown[]).length;
		expect(await count('before=2021-07&after=2021-05')).toBe(1);
		expect(await count('before=2021-06')).toBe(0);
		expect(await count('after=2021-06-16T12:40:33.108Z')).toBe(1);
		expect(await count('after=2021-06-16T12:40:33.109Z')).toBe(0);
	});
});

describe('refusals of Webex', () => {
	test.each([
		{},
		{ billingPeriod: '2021-13' },
		{ billingPeriod: 202105 },
		{ billingPeriod: '2021-5' },
	])('%j is no month', async (body) =>
		expect(await post(body)).toEqual({ status: 400, body: errorBody }),
	);

	test('a body of another media type', async () => {
		const init = {
			method: 'POST',
			body: '{}',
			headers: { ...headers, 'Content-Type': 'text/plain' },
		};
		expect(await read(reports, init)).toEqual({ status: 415, body: errorBody });
	});

	test('no token, a wrong one, one without the scope', async () => {
		const { webex } = sandbox;
		const status = async (token: string, method = 'GET', url = reports) =>
			(await read(url, { method, headers: bearer(token) })).status;
		expect(await read(reports, { headers: {} })).toEqual({ status: 401, body: errorBody });
		expect(await status('wrong')).toBe(401);
		expect(await status(webex.noReportsAccessToken)).toBe(403);
		expect(await status(webex.noReportsAccessToken, 'GET', `${webex.baseUrl}/people/me`)).toBe(200);
		expect(await status(webex.readOnlyAccessToken)).toBe(200);
		expect(await status(webex.readOnlyAccessToken, 'POST')).toBe(403);
		webex.revokeTokens();
		expect(await status(webex.accessToken)).toBe(401);
	});

	test('too many requests: seconds to wait, unless they are left out; 423 likewise', async () => {
		sandbox.fault({ fault: { kind: 'rateLimited', resetInMs: 2500 } });
		const limited = await fetch(reports, { headers });
		expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '3']);
		expect(limited.headers.get('trackingid')).not.toBeNull();
		expect(await limited.json()).toEqual(errorBody);
		sandbox.fault({ fault: { kind: 'rateLimited', retryAfter: null } });
		expect((await fetch(reports, { headers })).headers.get('retry-after')).toBeNull();
		sandbox.fault({ fault: { kind: 'status', status: 423, headers: { 'Retry-After': '2' } } });
		expect(await read(reports)).toEqual({ status: 423, body: errorBody });
	});
});

describe('OAuth2 of Webex', () => {
	const ask = async (fields: Record<string, string>) => {
		const { tokenUrl, clientId, clientSecret } = sandbox.webex;
		const body = { client_id: clientId, client_secret: clientSecret, ...fields };
		return await read(tokenUrl, { ...form(body), headers: {} });
	};

	async function authorize(scope: string): Promise<string> {
		const { authorizeUrl, clientId } = sandbox.webex;
		const query = new URLSearchParams({
			response_type: 'code',
			client_id: clientId,
			redirect_uri: 'http://127.0.0.1:5678/callback?x=1',
			scope,
			state: 'abc',
		});
		const response = await fetch(`${authorizeUrl}?${query.toString()}`, { redirect: 'manual' });
		const back = new URL(response.headers.get('location') ?? '');
		expect([response.status, back.searchParams.get('state')]).toEqual([302, 'abc']);
		expect(back.searchParams.get('x')).toBe('1');
		return back.searchParams.get('code') ?? '';
	}

	test('a code gives a pair once; the refresh token gives more', async () => {
		const code = await authorize(sandbox.webex.scope);
		const redeem = () => ask({ grant_type: 'authorization_code', code });
		const { status, body } = await redeem();
		expect(status).toBe(200);
		expect((await redeem()).status).toBe(400);
		expect((await read(reports, { headers: bearer(String(body.access_token)) })).status).toBe(200);
		clock.pass(Number(body.expires_in) * 1000);
		expect((await read(reports, { headers: bearer(String(body.access_token)) })).status).toBe(401);
		const refresh_token = String(body.refresh_token);
		const next = await ask({ grant_type: 'refresh_token', refresh_token });
		expect((await read(reports, { headers: bearer(String(next.body.access_token)) })).status).toBe(
			200,
		);
	});

	test('a token has the scopes that were asked for', async () => {
		const code = await authorize('spark:people_read');
		const { body } = await ask({ grant_type: 'authorization_code', code });
		expect((await read(reports, { headers: bearer(String(body.access_token)) })).status).toBe(403);
	});

	test('an unknown client gets nothing', async () => {
		const refused = await ask({ grant_type: 'refresh_token', client_secret: 'wrong' });
		expect(refused.status).toBe(401);
		expect((await fetch(`${sandbox.webex.authorizeUrl}?client_id=x`)).status).toBe(400);
	});
});
