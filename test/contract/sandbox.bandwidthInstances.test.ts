import { startSandbox, type Sandbox } from '../sandbox';
import { BandwidthTestClient, idOf, refusalOf } from '../sandbox/bandwidth/testClient';
import { manualClock } from '../sandbox/testing';
import { secrets } from '../support/secrets';

const clock = manualClock('2020-11-01T11:05:12Z');
let sandbox: Sandbox;
let client: BandwidthTestClient;

beforeAll(async () => {
	sandbox = await startSandbox({ clock, jobMs: 3000, rows: 20 });
	client = new BandwidthTestClient(sandbox);
});
afterEach(() => {
	sandbox.reset();
	clock.reset();
});
afterAll(async () => await sandbox.close());

describe('the file of an account report', () => {
	test('is 202 with 19048 as long as it is not ready', async () => {
		const location = await client.createInstance();
		const response = await client.get(`${location}/file`);
		expect(await response.clone().text()).toContain('<ReportInstanceFileResponse>');
		expect(await refusalOf(response)).toMatchObject({ status: 202, code: '19048' });
		expect(await (await client.get(location)).text()).not.toContain('Ready');
	});

	test.each([
		['csv', /^TelephoneNumber,AccountId/],
		['html', /^<!DOCTYPE html>\n<html>/],
		['pdf', /^%PDF-1\.4/],
		['xls', /^\xd0\xcf/],
		['xlsx', /^PK[^]+\[Content_Types\]\.xml/],
		['xml', /^<\?xml/],
	])('as %s', async (format, start) => {
		const location = await client.createInstance('4', format);
		clock.pass(3000);
		const response = await client.get(`${location}/file`);
		const bytes = Buffer.from(await response.arrayBuffer());
		expect(response.headers.get('content-disposition')).toContain(`filename=output.${format}`);
		expect(bytes.toString('latin1')).toMatch(start);
		const expected = await sandbox.expectedFile(idOf(location));
		expect(bytes.equals(expected ?? Buffer.alloc(0))).toBe(true);
	});

	test('of an order report lies elsewhere, where no login may be sent along', async () => {
		const location = await client.createInstance('14');
		clock.pass(3000);
		const response = await client.get(`${location}/file`);
		const link = response.headers.get('location') ?? '';
		expect([response.status, new URL(link).origin]).toEqual([307, sandbox.storageOrigin]);
		expect((await fetch(link, { headers: client.headers })).status).toBe(400);
		expect(secrets.takeFinds()).not.toEqual([]);
		expect(await (await fetch(link)).text()).toMatch(/^TelephoneNumber,/);
		expect((await fetch(`${link}x`)).status).toBe(403);
		clock.pass(15 * 60_000);
		expect((await fetch(link)).status).toBe(403);
	});

	test('can be told to fail, or to have no data', async () => {
		sandbox.fault({ method: 'POST', fault: { kind: 'jobFails', code: '19067' } });
		const location = await client.createInstance();
		clock.pass(3000);
		expect(await refusalOf(await client.get(`${location}/file`))).toMatchObject({
			status: 400,
			code: '19067',
		});
	});
});

describe('the life of an instance', () => {
	test('ends with its expiry day; then it has no expiry date any more', async () => {
		const location = await client.createInstance('4', 'csv', '<ExpiresAt>2020-11-02</ExpiresAt>');
		clock.pass(24 * 3600_000);
		expect(await (await client.get(location)).text()).toContain('<Status>Ready</Status>');
		clock.pass(24 * 3600_000);
		const text = await (await client.get(location)).text();
		expect(text).toContain('<Status>Expired</Status>');
		expect(text).not.toContain('ExpiresAt');
		expect(await refusalOf(await client.get(`${location}/file`))).toMatchObject({ code: '19049' });
	});

	test('can be ended, and prolonged by an update', async () => {
		const location = await client.createInstance();
		clock.pass(3000);
		const day = new Date(clock() + 5 * 86_400_000).toISOString().slice(0, 10);
		const body = `<Instance><ExpiresAt>${day}</ExpiresAt></Instance>`;
		const updated = await fetch(location, { method: 'PUT', headers: client.headers, body });
		expect([updated.status, await updated.text()]).toEqual([200, expect.stringContaining(day)]);
		sandbox.bandwidth.expireReport(idOf(location));
		expect(await (await client.get(location)).text()).toContain('<Status>Expired</Status>');
	});

	test('shows in the lists: of its report and of all reports', async () => {
		await client.createInstance('4');
		await client.createInstance('8');
		const idsAt = async (path: string) =>
			[
				...(await (await client.get(`${client.account}/reports/${path}`)).text()).matchAll(
					/<Id>(\d+)</g,
				),
			].map(([, id]) => id);
		expect(await idsAt('instances')).toEqual(['789', '790']);
		expect(await idsAt('8/instances')).toEqual(['790']);
		expect(await idsAt('2/instances')).toEqual([]);
	});
});
