import { DateTime } from 'luxon';
import { type IDataObject, type INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox';
import { cpuMsSince } from '../support/cpuTime';
import { bandwidthRun, OCTOBER } from './support/bandwidth';
import { byId } from './support/byId';
import { Engine, type PollerOptions } from './support/engine';
import { HOURLY_CALLS, requestEvoReport, requestWebexReport, triggerRun } from './support/trigger';

const JOB_MS = 300;
let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
	sandbox = await startSandbox({ jobMs: JOB_MS, rows: 20 });
	engine = await Engine.start();
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const ready = async () => await new Promise((resolve) => setTimeout(resolve, JOB_MS + 50));
/** Polls while the sandbox's time stands still, so that nothing that this requests can be ready yet. */
async function beforeReady(trigger: ReturnType<typeof poller>): Promise<void> {
	expect(await sandbox.standStillDuring(async () => await trigger.poll())).toBeNull();
}
const creates = () => sandbox.requests.filter(({ method }) => method === 'POST');

function poller(
	service: Parameters<typeof triggerRun>[1],
	parameters: INodeParameters = {},
	options: PollerOptions = {},
) {
	return engine.poller(triggerRun(sandbox, service, parameters), options);
}

const webexReport = async (month?: string) => await requestWebexReport(engine, sandbox, month);
const evoReport = async () => await requestEvoReport(engine, sandbox);

async function bdr(): Promise<string> {
	const { items } = await engine.execute(
		bandwidthRun(sandbox, { operation: 'create', ...OCTOBER }),
	);
	return String(items[0]?.json.reportId);
}

const ids = (items: Awaited<ReturnType<ReturnType<typeof poller>['poll']>>) =>
	items?.map(({ json }) => json.reportId);

describe('any report', () => {
	test('fires once for each that ends after the activation, complete although the list is brief', async () => {
		await webexReport('2026-08');
		await ready();
		const trigger = poller('webexBroadworks');
		expect(await trigger.poll()).toBeNull();
		const reportId = await sandbox.standStillDuring(async () => {
			const requested = await webexReport();
			expect(await trigger.poll()).toBeNull();
			return requested;
		});
		await ready();
		const items = await trigger.poll();
		expect(items).toEqual([
			{
				json: {
					service: 'Webex BroadWorks',
					reportType: 'billing',
					reportId,
					status: 'completed',
					serviceStatus: 'COMPLETED',
					startDate: '2026-10-01',
					endDate: '2026-10-31',
					createdAt: expect.any(String),
				},
			},
		]);
		expect(await trigger.poll()).toBeNull();
	});

	test('sends one request per poll, and one more for each report that fires', async () => {
		const trigger = poller('webexBroadworks');
		await trigger.poll();
		await Promise.all([webexReport(), webexReport('2026-09'), webexReport('2026-08')]);
		await ready();
		const before = sandbox.requests.length;
		expect(await trigger.poll()).toHaveLength(3);
		expect(sandbox.requests.length - before).toBe(1 + 3);
		await trigger.poll();
		expect(sandbox.requests.length - before).toBe(1 + 3 + 1);
	});

	test('brings the file when that is asked for', async () => {
		const trigger = poller('evoVoice', { downloadFile: true, binaryPropertyName: 'workbook' });
		await trigger.poll();
		const reportId = await evoReport();
		await ready();
		const items = await trigger.poll();
		expect(ids(items)).toEqual([reportId]);
		const sent = await sandbox.expectedFile(reportId);
		const got = await engine.bytes(items?.[0]?.binary?.workbook);
		expect(got.equals(sent ?? Buffer.alloc(0))).toBe(true);
		expect(items?.[0]?.json.fileName).toBe(items?.[0]?.binary?.workbook?.fileName);
	});

	test('goes on after a restart with what n8n had stored: nothing lost, nothing twice', async () => {
		const trigger = poller('evoVoice');
		await trigger.poll();
		const atActivation = trigger.state();
		const first = await evoReport();
		await ready();
		expect(ids(await trigger.poll())).toEqual([first]);
		const stored = trigger.state();
		const second = await evoReport();
		await ready();
		const restarted = poller('evoVoice', {}, { saved: stored, activation: 'init' });
		expect(ids(await restarted.poll())).toEqual([second]);
		// As if the process had died before n8n stored the first event.
		const earlier = poller('evoVoice', {}, { saved: atActivation, activation: 'init' });
		expect(ids(await earlier.poll())).toEqual([first, second]);
	});

	test('needs no change of its state while reports are under way', async () => {
		const trigger = poller('evoVoice');
		await trigger.poll();
		const atActivation = trigger.state();
		await sandbox.standStillDuring(async () => {
			await evoReport();
			expect(await trigger.poll()).toBeNull();
		});
		expect(trigger.state()).toEqual(atActivation);
	});

	test('fires once although polls overlap', async () => {
		const trigger = poller('evoVoice');
		await trigger.poll();
		const reportId = await evoReport();
		await ready();
		sandbox.fault({ method: 'GET', path: /reports$/, times: 3, fault: { kind: 'slow', ms: 400 } });
		const polls = await Promise.all([trigger.poll(), trigger.poll(), trigger.poll()]);
		expect(polls.flatMap((items) => ids(items) ?? [])).toEqual([reportId]);
	});

	test('fires once although the durable scheduler polls twice, each with its own copy of the state', async () => {
		const trigger = poller('evoVoice');
		await trigger.poll();
		const reportId = await evoReport();
		await ready();
		sandbox.fault({ method: 'GET', path: /reports$/, times: 2, fault: { kind: 'slow', ms: 200 } });
		const durable = { saved: trigger.state(), activation: 'update', budgetMs: 36_000 } as const;
		const polls = await Promise.all([
			poller('evoVoice', {}, durable).poll(),
			poller('evoVoice', {}, durable).poll(),
		]);
		expect(polls.flatMap((items) => ids(items) ?? [])).toEqual([reportId]);
	});

	test('a failed report fires for those who want that', async () => {
		const failed = poller('evoVoice', { event: 'failed' });
		const completed = poller('evoVoice');
		const both = poller('evoVoice', { event: 'completedOrFailed' });
		for (const trigger of [failed, completed, both]) await trigger.poll();
		sandbox.fault({ method: 'POST', fault: { kind: 'jobFails', description: 'No data' } });
		const bad = await evoReport();
		const good = await evoReport();
		await ready();
		expect(ids(await failed.poll())).toEqual([bad]);
		expect(ids(await completed.poll())).toEqual([good]);
		expect(ids(await both.poll())).toEqual([bad, good]);
	});

	test('a service that is down while n8n starts does not end the trigger, and nothing is lost', async () => {
		await evoReport();
		await ready();
		// Each poll tries three times.
		sandbox.fault({ path: /reports$/, times: 6, fault: { kind: 'status', status: 503 } });
		const trigger = poller('evoVoice', {}, { activation: 'init' });
		expect(await trigger.poll()).toBeNull();
		await expect(trigger.poll()).rejects.toMatchObject({
			httpCode: '503',
			failure: { cause: 'temporarily-unavailable' },
		});
		const reportId = await evoReport();
		await ready();
		expect(ids(await trigger.poll())).toEqual([reportId]);
		expect(await trigger.poll()).toBeNull();
	});

	test('a list that cannot be had changes nothing', async () => {
		const trigger = poller('webexBroadworks');
		await trigger.poll();
		const reportId = await webexReport();
		await ready();
		const before = trigger.state();
		sandbox.fault({
			method: 'GET',
			path: /reports$/,
			fault: { kind: 'rateLimited', retryAfter: 600 },
		});
		await expect(trigger.poll()).rejects.toMatchObject({
			httpCode: '429',
			failure: { cause: 'rate-limited', retryAfterMs: 600_000 },
		});
		expect(trigger.state()).toEqual(before);
		expect(ids(await trigger.poll())).toEqual([reportId]);
	});

	test('a wrong login ends the activation', async () => {
		const run = triggerRun(sandbox, 'evoVoice', {});
		const wrong = { evoVoiceApi: { ...run.credentials.evoVoiceApi, password: 'wrong-password' } };
		await expect(engine.poller({ ...run, credentials: wrong }).poll()).rejects.toMatchObject({
			failure: { cause: 'credential-invalid' },
		});
	});

	test('a file that cannot be had holds back its own report only', async () => {
		const trigger = poller('evoVoice', { downloadFile: true });
		await trigger.poll();
		const bad = await evoReport();
		const good = await evoReport();
		await ready();
		sandbox.fault({
			path: new RegExp(`${bad}\\.xlsx$`),
			times: 3,
			fault: { kind: 'status', status: 503 },
		});
		expect(ids(await trigger.poll())).toEqual([good]);
		expect(ids(await trigger.poll())).toEqual([bad]);
	});

	test.each([1, 100, 5_000])('costs one request with %d reports in the list', async (count) => {
		const row = (index: number) => ({
			id: `report-${index}`,
			billingPeriod: '2026-10',
			status: 'COMPLETED',
		});
		const items = Array.from({ length: count }, (_, index) => row(index));
		const body = JSON.stringify({ items });
		sandbox.fault({ path: /reports$/, times: 3, fault: { kind: 'status', status: 200, body } });
		const trigger = poller('webexBroadworks');
		await trigger.poll();
		const [requests, before] = [sandbox.requests.length, process.cpuUsage()];
		expect(await trigger.poll()).toBeNull();
		const spent = cpuMsSince(before);
		const bytes = JSON.stringify(trigger.state()).length;
		console.log(
			`${count} reports: ${sandbox.requests.length - requests} request, ${spent.toFixed(1)} ms CPU (the sandbox's included), ${bytes} bytes of state`,
		);
		expect(sandbox.requests.length - requests).toBe(1);
		expect(bytes).toBeLessThan(100_000);
	});

	test('more ended reports than it can tell apart are refused aloud', async () => {
		const items = Array.from({ length: 5_001 }, (_, index) => ({
			id: `report-${index}`,
			billingPeriod: '2026-10',
			status: 'COMPLETED',
		}));
		const body = JSON.stringify({ items });
		sandbox.fault({ path: /reports$/, fault: { kind: 'status', status: 200, body } });
		await expect(poller('webexBroadworks').poll()).rejects.toThrow('lists 5001 reports');
	});

	test('cannot be chosen where nothing can be listed', async () => {
		const error = await poller('bandwidth')
			.poll()
			.catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({
			message: expect.stringContaining('cannot be listed'),
			description: expect.stringContaining('Scheduled'),
		});
		expect(sandbox.requests).toHaveLength(0);
	});
});

describe('specific reports', () => {
	test('fire once each, whenever they end, and then cost nothing', async () => {
		const ended = await bdr();
		await ready();
		const { trigger, reportId } = await sandbox.standStillDuring(async () => {
			const requested = await bdr();
			const reportIds = `${ended}, ${requested}`;
			const begun = poller('bandwidth', { watch: 'specific', reportIds, downloadFile: true });
			const first = await begun.poll();
			expect(ids(first)).toEqual([ended]);
			expect(first?.[0]?.binary?.data?.mimeType).toBe('application/zip');
			expect(await begun.poll()).toBeNull();
			return { trigger: begun, reportId: requested };
		});
		await ready();
		expect(ids(await trigger.poll())).toEqual([reportId]);
		const before = sandbox.requests.length;
		expect(await trigger.poll()).toBeNull();
		expect(sandbox.requests).toHaveLength(before);
	});

	test('take the report type once for all account reports', async () => {
		const type = byId('4');
		const { items } = await engine.execute(
			bandwidthRun(sandbox, {
				resource: 'accountReport',
				operation: 'create',
				reportDefinitionId: type,
				outputFormat: 'csv',
				parameters: { mappingMode: 'defineBelow', value: { Account: '9900012' }, schema: [] },
				additionalParameters: {},
				expiresAt: '',
				simplify: true,
			}),
		);
		const reportId = String(items[0]?.json.reportId);
		await ready();
		const trigger = poller('bandwidth', {
			resource: 'accountReport',
			watch: 'specific',
			reportDefinitionId: type,
			reportIds: reportId,
		});
		expect(ids(await trigger.poll())).toEqual([reportId]);
	});

	const nobodys = '00000000-0000-4000-8000-000000000000';

	test('that nobody knows end the activation', async () => {
		const trigger = poller('bandwidth', { watch: 'specific', reportIds: nobodys });
		await expect(trigger.poll()).rejects.toMatchObject({ httpCode: '404' });
	});

	test.each([
		['webexBroadworks', 'could not be found', async () => await webexReport()],
		['evoVoice', 'lists no report with the ID', async () => await evoReport()],
	] as const)(
		'that %s does not list are told, and the others fire',
		async (service, why, request) => {
			await expect(
				poller(service, { watch: 'specific', reportIds: nobodys }).poll(),
			).rejects.toThrow(why);
			const { trigger, reportId } = await sandbox.standStillDuring(async () => {
				const requested = await request();
				const reportIds = `${requested}, ${nobodys}`;
				const begun = poller(service, { watch: 'specific', reportIds });
				expect(await begun.poll()).toBeNull();
				return { trigger: begun, reportId: requested };
			});
			await ready();
			expect(ids(await trigger.poll())).toEqual([reportId]);
			const told: unknown = await trigger.poll().catch((error: unknown) => error);
			expect(told).toMatchObject({
				message: expect.stringContaining(why),
				description: expect.stringContaining(nobodys),
			});
		},
	);
});

describe('scheduled reports', () => {
	const DAILY = {
		watch: 'scheduled',
		period: 'day',
		reportType: 'BDR',
		downloadFile: true,
	};

	test('are requested once for the last period, and fire with the file', async () => {
		const trigger = engine.poller(
			triggerRun(sandbox, 'bandwidth', DAILY, { timezone: 'America/New_York' }),
		);
		await beforeReady(trigger);
		expect(creates()).toHaveLength(1);
		const yesterday = DateTime.now().setZone('America/New_York').minus({ days: 1 }).toISODate();
		const items = await trigger.poll();
		expect(items?.[0]?.json).toMatchObject({
			reportType: 'BDR',
			status: 'completed',
			startDate: yesterday,
			endDate: yesterday,
		});
		expect(items?.[0]?.binary?.data?.mimeType).toBe('application/zip');
		expect(await trigger.poll()).toBeNull();
		expect(creates()).toHaveLength(1);
	});

	test('are not requested again by the process that starts with what n8n stored at the activation', async () => {
		const trigger = poller('bandwidth', DAILY);
		await beforeReady(trigger);
		const restarted = poller('bandwidth', DAILY, { saved: trigger.state(), activation: 'init' });
		await ready();
		expect(await restarted.poll()).toHaveLength(1);
		expect(creates()).toHaveLength(1);
	});

	test('make up for the periods that were missed, and no more than were asked for', async () => {
		const trigger = poller('bandwidth', { ...DAILY, options: { catchUp: 4 } });
		await trigger.poll();
		await trigger.poll();
		const state = JSON.stringify(trigger.state()).replace(
			/"through":(\d+)/,
			(_, ms: string) => `"through":${Number(ms) - 9 * 86_400_000}`,
		);
		const late = poller(
			'bandwidth',
			{ ...DAILY, options: { catchUp: 4 } },
			{ saved: JSON.parse(state) as never, activation: 'init' },
		);
		await beforeReady(late);
		await ready();
		expect(await late.poll()).toHaveLength(4);
	});

	/** A report of an account for each month, and the form for what it can be asked. */
	async function monthlyPortIns() {
		const parameters = {
			resource: 'accountReport',
			watch: 'scheduled',
			period: 'month',
			reportDefinitionId: byId('14'),
			outputFormat: 'csv',
			additionalParameters: {},
			expiresAt: '',
		};
		const run = triggerRun(sandbox, 'bandwidth', parameters);
		return { parameters, form: await engine.mapperFields(run, 'getReportParameters') };
	}

	test('tell an account report the first and the last day of the period, unless the user has', async () => {
		const { parameters, form } = await monthlyPortIns();
		expect(form.fields.slice(1, 3)).toEqual([
			expect.objectContaining({
				displayName: 'Start Date (First Day of the Period)',
				required: false,
			}),
			expect.objectContaining({
				displayName: 'End Date (Last Day of the Period)',
				required: false,
			}),
		]);
		const asked = async (value: IDataObject) => {
			const before = sandbox.requests.length;
			const mapped = { mappingMode: 'defineBelow', value, schema: form.fields };
			await poller('bandwidth', { ...parameters, parameters: mapped } as never).poll();
			const body =
				sandbox.requests.slice(before).find(({ method }) => method === 'POST')?.body ?? '';
			return [...body.matchAll(/<Name>([^<]*) Date<\/Name><Value>([^<]*)<\/Value>/g)].map(
				([, name, date]) => `${name} ${date}`,
			);
		};
		const last = DateTime.utc().startOf('month').minus({ days: 1 });
		const [first, end] = [last.startOf('month').toISODate(), last.toISODate()];
		const Account = '9900012';
		expect(await asked({ Account })).toEqual([`Start ${first}`, `End ${end}`]);
		expect(await asked({ Account, 'Start Date': '2026-01-05' })).toEqual([
			'Start 2026-01-05',
			`End ${end}`,
		]);
	});

	test('of an account go on when nothing but the look of their form has changed', async () => {
		const { parameters, form } = await monthlyPortIns();
		const mapped = (schema: typeof form.fields) =>
			({
				...parameters,
				parameters: { mappingMode: 'defineBelow', value: { Account: '9900012' }, schema },
			}) as never;
		const trigger = poller('bandwidth', mapped(form.fields));
		expect(await trigger.poll()).toBeNull();
		const refreshed = poller('bandwidth', mapped(form.fields.slice(0, -1)), {
			saved: trigger.state(),
		});
		await ready();
		expect(await refreshed.poll()).toHaveLength(1);
		expect(creates()).toHaveLength(1);
	});

	test('of Evo Voice keep their type and their days, which its list does not tell', async () => {
		const trigger = poller('evoVoice', {
			watch: 'scheduled',
			period: 'day',
			reportType: 'billing',
			accountId: { __rl: true, mode: 'id', value: 'acct-001' },
		});
		await beforeReady(trigger);
		await ready();
		const yesterday = DateTime.utc().minus({ days: 1 }).toISODate();
		expect((await trigger.poll())?.[0]?.json).toMatchObject({
			status: 'completed',
			reportType: 'billing',
			startDate: yesterday,
			endDate: yesterday,
		});
	});

	test('of Webex are those of a month', async () => {
		const trigger = poller('webexBroadworks', { watch: 'scheduled', period: 'month' });
		await beforeReady(trigger);
		await ready();
		const items = await trigger.poll();
		expect(String(items?.[0]?.json.startDate)).toMatch(/^\d{4}-\d\d-01$/);
		expect(creates()).toHaveLength(1);
	});

	test('of RingCX are run, and fire with their file at once', async () => {
		const trigger = poller('ringCx', HOURLY_CALLS);
		const beforeMs = Date.now();
		const items = await trigger.poll();
		expect(items?.[0]?.json).toMatchObject({ service: 'RingCX', status: 'completed' });
		const end = DateTime.fromSQL(String(items?.[0]?.json.endDate), { zone: 'UTC' });
		expect(end.toFormat('mm:ss')).toBe('59:59');
		// RingCX shows calls some minutes late: a quarter of an hour has passed since, but no whole hour more.
		const quietMs = beforeMs - end.toMillis();
		expect(quietMs).toBeGreaterThan(15 * 60_000 - 5_000);
		expect(quietMs).toBeLessThan(76 * 60_000);
		expect((await engine.bytes(items?.[0]?.binary?.data)).length).toBeGreaterThan(0);
		expect(await trigger.poll()).toBeNull();
	});

	test('that the service refuses end the activation, however often n8n tries it', async () => {
		const trigger = poller('bandwidth', { ...DAILY, reportType: 'NONSENSE' });
		for (let attempt = 1; attempt <= 3; attempt++) {
			await expect(trigger.poll()).rejects.toMatchObject({ httpCode: '400' });
		}
	});

	test('cannot be finer than the service can report', async () => {
		const trigger = poller('webexBroadworks', { watch: 'scheduled', period: 'day' });
		await expect(trigger.poll()).rejects.toThrow('cannot be requested for each day');
	});
});

describe('a test event', () => {
	const manual = { mode: 'manual', activation: 'manual' } as const;

	test('is the latest report, and leaves the state alone', async () => {
		await webexReport('2026-08');
		const latest = await webexReport('2026-10');
		await webexReport('2026-09');
		await ready();
		const trigger = poller('webexBroadworks', {}, manual);
		expect(ids(await trigger.poll())).toEqual([latest]);
		expect(JSON.stringify(trigger.state())).not.toContain('version');
	});

	test('comes with advice when there is none', async () => {
		await expect(poller('webexBroadworks', {}, manual).poll()).rejects.toMatchObject({
			message: expect.stringContaining('There is no report that has completed'),
			description: expect.stringContaining('Request one'),
		});
	});

	test('of a schedule that cannot list is requested once, however often one tests', async () => {
		const parameters = { watch: 'scheduled', period: 'day', reportType: 'MDR' };
		for (let tests = 0; tests < 3; tests++) {
			const items = await poller('bandwidth', parameters, manual).poll();
			expect(items?.[0]?.json).toMatchObject({ reportType: 'MDR', status: 'completed' });
		}
		expect(creates()).toHaveLength(1);
	});

	test('of a schedule that cannot list is requested anew when the service no longer has the last one', async () => {
		const parameters = { watch: 'scheduled', period: 'day', reportType: 'CNAMBDR' };
		await poller('bandwidth', parameters, manual).poll();
		sandbox.fault({
			method: 'GET',
			path: /billingreports\/[^/]+$/,
			fault: { kind: 'status', status: 404 },
		});
		expect(await poller('bandwidth', parameters, manual).poll()).toHaveLength(1);
		expect(creates()).toHaveLength(2);
	});
});
