import { startSandbox, type Fault, type Sandbox } from '../sandbox';
import { BandwidthTestClient, billingRequest } from '../sandbox/bandwidth/testClient';
import { errorOf } from '../sandbox/testing';
import { secrets } from '../support/secrets';
import { waitUntil } from '../support/waitUntil';

let sandbox: Sandbox;
let client: BandwidthTestClient;

beforeAll(async () => {
	sandbox = await startSandbox({ jobMs: 0, rows: 2000 });
	client = new BandwidthTestClient(sandbox);
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const post = () => client.post(client.billingReports, billingRequest('DIDSNAP'));
const list = (init?: RequestInit) => client.get(client.billingReports, init);
const reportCount = async () =>
	(await (await list()).text()).match(/<BillingReport>/g)?.length ?? 0;

/** A report, and the call that downloads it with a fault. */
async function download(fault: Fault): Promise<Response> {
	const location = (await post()).headers.get('location') ?? '';
	sandbox.fault({ path: /\/file$/, fault });
	return await client.get(`${location}/file`);
}

/** The last request's record, once its connection is over. */
async function lastRecord() {
	await waitUntil('the last request is over', () => sandbox.requests.at(-1)?.isOver === true);
	return sandbox.requests.at(-1);
}

describe('faults instead of an answer', () => {
	test.each<[string, Fault]>([
		['status', { kind: 'status', status: 503 }],
		['rateLimited', { kind: 'rateLimited' }],
		['loginPage', { kind: 'loginPage' }],
		['redirect', { kind: 'redirect', to: 'http://127.0.0.1:9/' }],
		['expiredLink', { kind: 'expiredLink' }],
	])('%s creates nothing', async (_kind, fault) => {
		sandbox.fault({ method: 'POST', fault });
		await post();
		expect(await reportCount()).toBe(0);
	});

	test('status: with headers and a body, or the service’s own', async () => {
		const own = { 'Retry-After': '3' };
		sandbox.fault({ fault: { kind: 'status', status: 503, headers: own, body: 'busy' } });
		const response = await list();
		expect([response.status, response.headers.get('retry-after')]).toEqual([503, '3']);
		expect(await response.text()).toBe('busy');
		sandbox.fault({ fault: { kind: 'status', status: 500 } });
		expect(await (await list()).text()).toBe('');
	});

	test('status, taken: the service has done its work all the same', async () => {
		sandbox.fault({ method: 'POST', fault: { kind: 'status', status: 500, taken: true } });
		expect((await post()).status).toBe(500);
		expect(await reportCount()).toBe(1);
	});

	test('rateLimited: an empty 429 with the epoch second of its end', async () => {
		sandbox.fault({ fault: { kind: 'rateLimited', resetInMs: 5000 } });
		const response = await list();
		expect([response.status, await response.text()]).toEqual([429, '']);
		const waitMs = Number(response.headers.get('x-ratelimit-reset')) * 1000 - Date.now();
		expect(waitMs).toBeGreaterThan(3900);
		expect(waitMs).toBeLessThanOrEqual(6000);
		expect(response.headers.get('retry-after')).toBeNull();
		sandbox.fault({ fault: { kind: 'rateLimited', retryAfter: 7 } });
		expect((await list()).headers.get('retry-after')).toBe('7');
	});

	test('loginPage: 200 with HTML', async () => {
		const response = await download({ kind: 'loginPage' });
		expect([response.status, response.headers.get('content-type')]).toEqual([
			200,
			'text/html; charset=utf-8',
		]);
		expect(await response.text()).toMatch(/^<!DOCTYPE html>/);
	});

	test('expiredLink: 403 with XML', async () => {
		const response = await download({ kind: 'expiredLink' });
		expect([response.status, await response.text()]).toEqual([
			403,
			expect.stringContaining('<Code>AccessDenied</Code>'),
		]);
	});

	test('redirect: to a link for the same file on the other origin, or to any place', async () => {
		const link = (await download({ kind: 'redirect' })).headers.get('location') ?? '';
		expect(new URL(link).origin).toBe(sandbox.storageOrigin);
		expect((await fetch(link, { headers: client.headers })).status).toBe(400);
		expect(secrets.takeFinds()).not.toEqual([]);
		expect((await (await fetch(link)).arrayBuffer()).byteLength).toBeGreaterThan(1000);
		sandbox.expireLinks();
		expect((await fetch(link)).status).toBe(403);
		const other = await download({ kind: 'redirect', status: 302, to: 'https://example.com/' });
		expect([other.status, other.headers.get('location')]).toEqual([302, 'https://example.com/']);
	});
});

describe('faults of the connection', () => {
	test.each<[string, Fault]>([
		['reset', { kind: 'reset', when: 'beforeHeaders' }],
		['reset', { kind: 'reset', when: 'afterHeaders' }],
		['reset', { kind: 'reset', when: 'midBody' }],
		['truncatedBody', { kind: 'truncatedBody' }],
	])('%s: %j comes after the report was made', async (_kind, fault) => {
		sandbox.fault({ method: 'POST', fault });
		await errorOf(post().then((response) => response.text()));
		expect(await reportCount()).toBe(1);
	});

	test('reset before the headers: there is no response', async () => {
		sandbox.fault({ fault: { kind: 'reset', when: 'beforeHeaders' } });
		expect(await errorOf(list())).toMatch(/ECONNRESET|other side closed/);
		expect(await lastRecord()).toMatchObject({ bytesSent: 0, aborted: true });
		expect(await lastRecord()).not.toHaveProperty('status');
	});

	test('reset after the headers: a response without its body', async () => {
		const response = await download({ kind: 'reset', when: 'afterHeaders' });
		expect(response.status).toBe(200);
		await errorOf(response.arrayBuffer());
		expect(await lastRecord()).toMatchObject({ status: 200, bytesSent: 0, aborted: true });
	});

	test('reset in the middle of the body', async () => {
		const response = await download({ kind: 'reset', when: 'midBody', bytes: 700 });
		await errorOf(response.arrayBuffer());
		expect(await lastRecord()).toMatchObject({ bytesSent: 700, aborted: true });
	});

	test('truncatedBody: fewer bytes than announced, then an orderly end', async () => {
		const response = await download({ kind: 'truncatedBody', bytes: 900 });
		expect(Number(response.headers.get('content-length'))).toBeGreaterThan(900);
		expect(await errorOf(response.arrayBuffer())).toMatch(/terminated|other side closed/);
		expect(await lastRecord()).toMatchObject({ bytesSent: 900, aborted: true });
	});

	test('stall before the headers: silence until the client gives up', async () => {
		sandbox.fault({ fault: { kind: 'stall', when: 'beforeHeaders' } });
		const error = await errorOf(list({ signal: AbortSignal.timeout(150) }));
		expect(error).toContain('TimeoutError');
		expect(await lastRecord()).toMatchObject({ aborted: true });
	});

	test('stall in the middle of the body: some bytes, then silence', async () => {
		const response = await download({ kind: 'stall', when: 'midBody', bytes: 500 });
		const reader = response.body?.getReader();
		expect((await reader?.read())?.value).toHaveLength(500);
		const next = await Promise.race([
			reader?.read(),
			new Promise((r) => setTimeout(r, 150, 'silence')),
		]);
		expect(next).toBe('silence');
		await reader?.cancel();
	});

	test('slow: the right answer, later', async () => {
		sandbox.fault({ fault: { kind: 'slow', ms: 200 } });
		const startedAt = Date.now();
		expect((await list()).status).toBe(204);
		expect(Date.now() - startedAt).toBeGreaterThanOrEqual(190);
	});
});

describe('faults of the body', () => {
	test('emptyBody', async () => {
		const response = await download({ kind: 'emptyBody' });
		expect([response.status, await response.text()]).toEqual([200, '']);
		expect(response.headers.get('content-disposition')).not.toBeNull();
	});

	test('contentType: another label', async () => {
		const response = await download({ kind: 'contentType', value: 'text/plain' });
		expect(response.headers.get('content-type')).toBe('text/plain');
		expect((await response.text()).slice(0, 2)).toBe('PK');
	});

	test('malformedBody: cannot be parsed', async () => {
		await post();
		sandbox.fault({ fault: { kind: 'malformedBody' } });
		const response = await list();
		expect(response.headers.get('content-type')).toContain('xml');
		expect(await response.text()).toMatch(/^<\?xml[^]+<\{"$/);
	});

	test('replaceStatus: all else as it is', async () => {
		sandbox.fault({ method: 'POST', fault: { kind: 'replaceStatus', status: 202 } });
		const response = await post();
		expect(response.status).toBe(202);
		expect(response.headers.get('location')).toContain('/billingreports/');
	});
});

describe('which requests a fault meets', () => {
	const statuses = async (count: number) => {
		const seen: number[] = [];
		for (let i = 0; i < count; i += 1) seen.push((await list()).status);
		return seen;
	};
	const fault: Fault = { kind: 'status', status: 503 };

	test('one, unless it says otherwise', async () => {
		sandbox.fault({ fault });
		expect(await statuses(2)).toEqual([503, 204]);
	});

	test('times and skip', async () => {
		sandbox.fault({ fault, skip: 1, times: 2 });
		expect(await statuses(4)).toEqual([204, 503, 503, 204]);
	});

	test('method, path and origin', async () => {
		sandbox.fault({ fault, method: 'post' });
		sandbox.fault({ fault, path: /\/file$/g });
		sandbox.fault({ fault, origin: 'storage' });
		expect(await statuses(1)).toEqual([204]);
		expect((await fetch(sandbox.storageOrigin)).status).toBe(503);
		expect((await client.get(`${client.billingReports}/1/file`)).status).toBe(503);
		expect((await post()).status).toBe(503);
	});

	test('none after a reset', async () => {
		sandbox.fault({ fault });
		sandbox.reset();
		expect(await statuses(1)).toEqual([204]);
	});
});
