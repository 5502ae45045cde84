/** Two hundred items in one execution, at services that limit how many requests they take. */
import { type IDataObject, type INodeParameters } from 'n8n-workflow';
import { bandwidthRun, OCTOBER } from '../engine/support/bandwidth';
import { Engine, type NodeRun } from '../engine/support/engine';
import { evoVoiceRun } from '../engine/support/evoVoice';
import { ringCxRun } from '../engine/support/ringCx';
import { PRINTED } from '../support/ringCx';
import { webexRun } from '../engine/support/webex';
import { startSandbox, type Sandbox, type Vendor } from '../sandbox';
import { fasterTime } from './support/fasterTime';
import { byId, TO_FILE } from './support/runs';

const ITEMS = 200;
const MAX_IN_FLIGHT = 8;
/** Requests that a service takes in a window of time: fewer than two hundred items need, however slow the machine. */
const LIMIT = { requests: 100, windowMs: 40_000 };
/** RingCX needs one request for an item, others three and more. */
const RINGCX_LIMIT = { requests: 100, windowMs: 90_000 };
/** The pause of the one refusal while the service goes on taking whatever else comes. */
const PAUSE_MS = 30_000;
/** Every seventh item asks for what the service refuses. */
const isBad = (index: number) => index % 7 === 3;
const BAD_DAY = '2019-01-01';

// The limits alone take a test ten seconds; a busy machine takes longer.
jest.setTimeout(600_000);

let sandbox: Sandbox;
let engine: Engine;
let realTime: () => void;

beforeAll(async () => {
	engine = await Engine.start();
	realTime = fasterTime(20);
});
afterAll(() => realTime());
async function begin({ vendor }: Service): Promise<void> {
	const rateLimit = vendor === 'ringCx' ? RINGCX_LIMIT : LIMIT;
	sandbox = await startSandbox({ jobMs: 10_000, rows: 5, rateLimit });
}

/**
 * One request is refused, and the service would take all others. Where each of them learnt of the limit by its own
 * refusal, as it must at the limits above, nobody could tell whether they know of those of others.
 */
function refuseOne(): void {
	const fault = { kind: 'rateLimited', resetInMs: PAUSE_MS, retryAfter: PAUSE_MS / 1_000 } as const;
	sandbox.fault({ origin: 'api', skip: 5 * MAX_IN_FLIGHT, fault });
}
afterEach(async () => await sandbox.close());

interface Service {
	vendor: Vendor;
	/** A run over items whose `day` says what is asked for. */
	run: (more: Partial<NodeRun>) => NodeRun;
	/** Path of the request that is refused. */
	refused: RegExp;
	/** What an item's report tells of the day that was asked for. */
	told: (day: string) => IDataObject;
}

const STARTS = { dateRange: 'custom', startDate: '={{ $json.day }}', endDate: '2026-10-31' };
const ACCOUNT_REPORT: INodeParameters = {
	resource: 'accountReport',
	reportDefinitionId: byId('4'),
	outputFormat: 'csv',
	parameters: { mappingMode: 'defineBelow', value: {}, matchingColumns: [], schema: [] },
	additionalParameters: {
		parameter: [
			{ name: 'Account', value: `={{ $json.day === '${BAD_DAY}' ? '${BAD_DAY}' : '9900012' }}` },
		],
	},
	expiresAt: '',
};
const MONTH: INodeParameters = {
	dateRange: 'custom',
	billingPeriod: '={{ $json.day.slice(0, 7) }}',
};
const EVO_REPORT: INodeParameters = { reportType: 'billing', accountId: byId('acct-001') };
const CALLS: INodeParameters = {
	...PRINTED,
	startTimestamp: '={{ $json.day }}T00:00:00',
	endTimestamp: '2026-10-31T00:00:00',
};

const SERVICES: Array<[string, Service]> = [
	[
		'Bandwidth billing reports',
		{
			vendor: 'bandwidth',
			run: (more) => bandwidthRun(sandbox, { ...OCTOBER, ...STARTS, ...TO_FILE }, more),
			refused: /billingreports$/,
			told: (startDate) => ({ startDate }),
		},
	],
	[
		'Bandwidth account reports',
		{
			vendor: 'bandwidth',
			run: (more) => bandwidthRun(sandbox, { ...ACCOUNT_REPORT, ...TO_FILE }, more),
			refused: /instances$/,
			told: () => ({ reportDefinitionId: '4' }),
		},
	],
	[
		'Webex billing reports',
		{
			vendor: 'webex',
			run: (more) => webexRun(sandbox, { ...MONTH, ...TO_FILE }, more),
			refused: /reports$/,
			told: (day) => ({ startDate: `${day.slice(0, 7)}-01` }),
		},
	],
	[
		'Evo Voice reports',
		{
			vendor: 'evoVoice',
			run: (more) => evoVoiceRun(sandbox, { ...EVO_REPORT, ...STARTS, ...TO_FILE }, more),
			refused: /reports\/billing$/,
			told: (startDate) => ({ startDate }),
		},
	],
	[
		'RingCX reports',
		{
			vendor: 'ringCx',
			run: (more) => ringCxRun(sandbox, { ...CALLS, ...TO_FILE }, more),
			refused: /reportsStreaming$/,
			told: (day) => ({ startDate: `${day} 00:00:00` }),
		},
	],
];

/** Another day for each item. */
const dayOf = (index: number) =>
	new Date(Date.UTC(2025, 11, 1) + index * 86_400_000).toISOString().slice(0, 10);

describe.each(SERVICES)('two hundred %s', (_, service) => {
	test('go on when some of them are refused', async () => {
		await begin(service);
		const days = Array.from({ length: ITEMS }, (__, index) =>
			isBad(index) ? BAD_DAY : dayOf(index),
		);
		const body = new RegExp(BAD_DAY.slice(0, 7));
		const fault = { kind: 'status', status: 400 } as const;
		sandbox.fault({ method: 'POST', path: service.refused, body, times: ITEMS, fault });
		refuseOne();
		const items = days.map((day) => ({ day }));
		const { items: out, error } = await engine.execute(
			service.run({ items, onError: 'continueRegularOutput' }),
		);
		expect(error).toBeUndefined();
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual(items.map((__, item) => ({ item })));
		for (const [index, { json, binary }] of out.entries()) {
			expect(json).toMatchObject(
				isBad(index)
					? { error: expect.any(String), details: { httpCode: '400' } }
					: service.told(days[index] ?? ''),
			);
			expect(binary?.data !== undefined).toBe(!isBad(index));
		}
		expectGoodManners(service);
	});
});

test('two hundred Bandwidth billing reports are all made, in order, at the pace that the service allows', async () => {
	const [[, service] = []] = SERVICES;
	if (service === undefined) throw new Error('There is no service');
	await begin(service);
	refuseOne();
	const items = Array.from({ length: ITEMS }, (__, index) => ({ day: dayOf(index) }));
	const { items: out, error } = await engine.execute(service.run({ items }));
	expect(error).toBeUndefined();
	expect(out.map(({ pairedItem }) => pairedItem)).toEqual(items.map((__, item) => ({ item })));
	for (const [index, { json, binary }] of out.entries()) {
		expect(json).toMatchObject(service.told(dayOf(index)));
		expect(binary?.data).toBeDefined();
	}
	expect(new Set(out.map(({ json }) => json.reportId)).size).toBe(ITEMS);
	expectGoodManners(service);
});

/** What was sent while the service had said to wait, and how much at a time. */
function expectGoodManners({ vendor }: Service): void {
	expect(sandbox.maxInFlight()).toBeLessThanOrEqual(MAX_IN_FLIGHT);
	const sent = sandbox.requests.filter((request) => request.vendor === vendor);
	const refusals = sent.filter(({ status }) => status === 429);
	expect(refusals.length).toBeGreaterThan(0);
	for (const { at: since, waitMs = 0 } of refusals) {
		// What is on its way when a service begins to refuse cannot be called back; all else has to wait.
		const meanwhile = sent.filter(({ at }) => at > since && at < since + waitMs);
		expect(meanwhile.length).toBeLessThan(MAX_IN_FLIGHT);
	}
}
