import { startSandbox, type Sandbox } from '../sandbox';
import { BandwidthTestClient, billingRequest } from '../sandbox/bandwidth/testClient';
import { errorOf, manualClock } from '../sandbox/testing';
import { waitUntil } from '../support/waitUntil';

let sandbox: Sandbox;
let client: BandwidthTestClient;

beforeAll(async () => {
	sandbox = await startSandbox({ jobMs: 0 });
	client = new BandwidthTestClient(sandbox);
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const list = (of = client) => of.get(of.billingReports);

describe('what is recorded', () => {
	test('every request with its body and outcome', async () => {
		await client.get(`${client.billingReports}?kind=DIDSNAP`, {
			headers: { ...client.headers, 'X-Trace': '1' },
		});
		await client.createBilling();
		expect(sandbox.requests).toMatchObject([
			{ vendor: 'bandwidth', origin: 'api', method: 'GET', query: 'kind=DIDSNAP', status: 204 },
			{ method: 'POST', query: '', body: billingRequest('BDR'), status: 201, aborted: false },
		]);
		expect(sandbox.requests[0]).toMatchObject({ headers: { 'x-trace': '1' } });
		expect(Math.abs((sandbox.requests[0]?.at ?? 0) - Date.now())).toBeLessThan(5000);
		await fetch(`${sandbox.storageOrigin}/nowhere?x=1`);
		expect(sandbox.requests[2]).toMatchObject({
			vendor: undefined,
			origin: 'storage',
			status: 404,
		});
	});

	test('a request is over only when its whole answer has been sent', async () => {
		sandbox.fault({ fault: { kind: 'slow', ms: 100 } });
		const answered = list();
		await waitUntil('it arrives', () => sandbox.requests.length > 0);
		expect(sandbox.requests[0]?.isOver).toBe(false);
		await answered;
		await waitUntil('it is over', () => sandbox.requests[0]?.isOver === true);
	});

	test('which fault was played to a request', async () => {
		const fault = { kind: 'status', status: 503 } as const;
		sandbox.fault({ skip: 1, fault });
		for (let count = 0; count < 3; count += 1) await list();
		expect(sandbox.requests.map((request) => request.fault)).toEqual([undefined, fault, undefined]);
	});

	test('how many requests there were at the same time', async () => {
		sandbox.fault({ times: 5, fault: { kind: 'slow', ms: 100 } });
		await Promise.all(Array.from({ length: 5 }, () => list()));
		expect(sandbox.maxInFlight()).toBe(5);
		sandbox.reset();
		await list();
		expect(sandbox.maxInFlight()).toBe(1);
	});
});

test('a rate limit answers the service’s way until its window is over', async () => {
	const clock = manualClock('2026-11-21T12:00:00Z');
	const limited = await startSandbox({ clock, rateLimit: { requests: 2, windowMs: 300 } });
	const limitedClient = new BandwidthTestClient(limited);
	const ask = async () => (await list(limitedClient)).status;
	expect([await ask(), await ask(), await ask()]).toEqual([204, 204, 429]);
	clock.pass(299);
	expect(await ask()).toBe(429);
	clock.pass(1);
	expect(await ask()).toBe(204);
	await limited.close();
});

test('closing breaks connections that are open', async () => {
	const other = await startSandbox();
	other.fault({ fault: { kind: 'stall', when: 'beforeHeaders' } });
	const call = errorOf(list(new BandwidthTestClient(other)));
	await waitUntil('it arrives', () => other.requests.length > 0);
	await other.close();
	expect(await call).toMatch(/ECONNRESET|other side closed/);
});
