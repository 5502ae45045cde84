import { startSandbox, type Sandbox } from '../sandbox';
import { waitUntil } from '../support/waitUntil';
import { bandwidthRun, CREATE_AND_DOWNLOAD, OCTOBER } from './support/bandwidth';
import { Engine } from './support/engine';

let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
	sandbox = await startSandbox({ jobMs: 300, rows: 20 });
	engine = await Engine.start();
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const byItem = {
	...CREATE_AND_DOWNLOAD,
	reportType: '={{ $json.type }}',
	endDate: '={{ $json.end }}',
};
const good = { type: 'BDR', end: '2026-10-31' };
const wrongOrder = { type: 'BDR', end: '2026-09-01' };
const unknownType = { type: 'NO_SUCH_TYPE', end: '2026-10-31' };

describe('bad input', () => {
	test.each([
		[
			'an end before the start',
			{ endDate: '2026-09-01' },
			"'End Date' (2026-09-01) lies before 'Start Date' (2026-10-01)",
		],
		['a missing date', { startDate: '={{ "" }}' }, "'Start Date' is empty"],
		['no date', { startDate: 'soon' }, "'Start Date' is not a date"],
		[
			'an impossible type',
			{ reportType: 'B D R' },
			"'Report Type' is not one that Bandwidth could have: B D R",
		],
		['no type', { reportType: '' }, "'Report Type' is empty"],
		[
			'an unknown preset',
			{ dateRange: 'nextWeek' },
			"'Date Range' has a value that is not known: nextWeek",
		],
		[
			'a time limit of nothing',
			{ options: { timeout: 0 } },
			"'Timeout' must be a number of minutes greater than 0 and at most 1,440",
		],
		[
			'no field for the file',
			{ binaryPropertyName: '={{ "" }}' },
			"'Put Output File in Field' is empty",
		],
	])('%s is refused before any request, naming the field', async (_, change, message) => {
		const { error } = await engine.execute(
			bandwidthRun(sandbox, { ...CREATE_AND_DOWNLOAD, ...change }),
		);
		expect(error?.message).toBe(message);
		expect(error?.context).toMatchObject({ itemIndex: 0 });
		expect(sandbox.requests).toHaveLength(0);
	});

	test('of one item keeps all others from being sent, unless failures are to be passed on', async () => {
		const { error } = await engine.execute(
			bandwidthRun(sandbox, byItem, { items: [good, wrongOrder, good] }),
		);
		expect(error?.context).toMatchObject({ itemIndex: 1 });
		expect(sandbox.requests).toHaveLength(0);
	});
});

describe('an item that fails', () => {
	const items = [good, wrongOrder, unknownType, good];

	test('ends the run, which then names the reports that exist already', async () => {
		sandbox.fault({
			path: /\/file$/,
			skip: 1,
			times: 9,
			fault: { kind: 'status', status: 404, body: '' },
		});
		const { error, items: out } = await engine.execute(
			bandwidthRun(sandbox, byItem, { items: [good, good, good] }),
		);
		expect(out).toHaveLength(0);
		const made = sandbox.requests
			.filter(({ method, path }) => method === 'GET' && /billingreports\/[^/]+$/.test(path))
			.map(({ path }) => path.split('/').at(-1) ?? '?');
		expect(new Set(made).size).toBe(3);
		for (const reportId of made) expect(error?.description?.split(reportId)).toHaveLength(2);
	});

	test('with Continue On Fail puts out what went wrong, and the others go on', async () => {
		const { items: out, error } = await engine.execute(
			bandwidthRun(sandbox, byItem, { items, onError: 'continueRegularOutput' }),
		);
		expect(error).toBeUndefined();
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
		expect(out[0]?.binary?.data).toBeDefined();
		expect(out[1]?.json.error).toMatch(/'End Date' .* lies before/);
		expect(out[2]?.json.error).toMatch(/code 15600/);
		expect(out[3]?.binary?.data).toBeDefined();
	});

	test('puts out the ID of its report beside the message, for a later workflow', async () => {
		sandbox.fault({ path: /\/file$/, times: 9, fault: { kind: 'status', status: 404, body: '' } });
		const { items: out } = await engine.execute(
			bandwidthRun(sandbox, byItem, { items: [good], onError: 'continueRegularOutput' }),
		);
		const made = sandbox.requests.at(-1)?.path.split('/').at(-2);
		expect(out[0]?.json).toEqual({
			error: 'Bandwidth does not know what was asked for',
			details: {
				description: expect.stringContaining(`The ID of the report is ${made}.`),
				reportId: made,
				httpCode: '404',
			},
		});
	});

	test('leaves no report unnamed, however many there are', async () => {
		sandbox.fault({
			path: /\/file$/,
			skip: 29,
			times: 99,
			fault: { kind: 'status', status: 404, body: '' },
		});
		const { error } = await engine.execute(
			bandwidthRun(sandbox, byItem, { items: Array.from({ length: 30 }, () => good) }),
		);
		const made = new Set(
			sandbox.requests
				.filter(({ method, path }) => method === 'GET' && /billingreports\/[^/]+$/.test(path))
				.map(({ path }) => path.split('/').at(-1) ?? '?'),
		);
		expect(made.size).toBe(30);
		for (const reportId of made) expect(error?.description?.split(reportId)).toHaveLength(2);
	});

	test('ends downloads of the other items at once', async () => {
		sandbox.fault({ path: /\/file$/, fault: { kind: 'stall', when: 'midBody' } });
		sandbox.fault({ path: /\/file$/, fault: { kind: 'status', status: 404, body: '' } });
		const { error } = await engine.execute(bandwidthRun(sandbox, byItem, { items: [good, good] }));
		expect(error?.message).toBe('Bandwidth does not know what was asked for');
		const [stalled] = sandbox.requests.filter(({ path }) => path.endsWith('/file'));
		await waitUntil('the other download is aborted', () => stalled?.aborted === true);
	});

	test('before any item could begin goes to the error output too, for every item', async () => {
		const node = bandwidthRun(sandbox, byItem, {
			items: [good, good],
			onError: 'continueErrorOutput',
		});
		const { items: out, errorItems } = await engine.execute({
			...node,
			credentials: {
				bandwidthApi: { ...node.credentials.bandwidthApi, baseUrl: 'http://api.example.com' },
			},
		});
		expect(out).toEqual([]);
		expect(errorItems.map(({ json }) => json.error)).toEqual([
			expect.stringContaining('must start with https://'),
			expect.stringContaining('must start with https://'),
		]);
	});

	test('with an error output goes there, together with its input', async () => {
		const { items: out, errorItems } = await engine.execute(
			bandwidthRun(sandbox, byItem, { items, onError: 'continueErrorOutput' }),
		);
		expect(out).toHaveLength(2);
		expect(errorItems).toHaveLength(2);
		expect(errorItems.map(({ json }) => json.error)).toEqual([
			expect.stringMatching(/'End Date' .* lies before/),
			expect.stringMatching(/code 15600/),
		]);
	});
});

test('no login appears in items, messages or at another host', async () => {
	sandbox.fault({ path: /\/file$/, fault: { kind: 'redirect' } });
	const node = bandwidthRun(
		sandbox,
		{ ...byItem, simplify: false },
		{ items: [good, unknownType], onError: 'continueRegularOutput' },
	);
	const results = [await engine.execute(node)];
	for (const status of [401, 403, 429, 500]) {
		sandbox.fault({
			method: 'POST',
			times: 9,
			fault: { kind: 'status', status, headers: { 'retry-after': '0' } },
		});
		results.push(await engine.execute(bandwidthRun(sandbox, { operation: 'create', ...OCTOBER })));
		sandbox.reset();
	}
	const { basic, oauth2 } = sandbox.bandwidth;
	const header = Buffer.from(`${basic.username}:${basic.password}`).toString('base64');
	const shown = JSON.stringify(
		results.map(({ items, errorItems, error }) => [
			items,
			errorItems,
			error,
			error?.stack,
			error?.cause,
			items.map(({ error: told }) => [told?.message, told?.description, told?.stack, told?.cause]),
		]),
	);
	expect(results.filter(({ error }) => error !== undefined)).toHaveLength(4);
	for (const secret of [basic.password, header, oauth2.clientSecret])
		expect(shown).not.toContain(secret);
});
