import { startSandbox, type Sandbox } from '../sandbox';
import { bandwidthRun, CREATE_AND_DOWNLOAD } from './support/bandwidth';
import { Engine, logged } from './support/engine';
import { PRINTED } from '../support/ringCx';
import { ringCxRun } from './support/ringCx';

let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
	sandbox = await startSandbox({ jobMs: 100, rows: 20 });
	engine = await Engine.start();
});
afterAll(async () => {
	await sandbox.close();
});
beforeEach(() => {
	sandbox.reset();
	logged.length = 0;
});

const told = () =>
	logged
		.filter(({ level }) => level === 'info')
		.map(({ message, details }) => `${message} ${JSON.stringify(details)}`);

const neverReady = () =>
	sandbox.fault({
		path: /billingreports\/[^/]+$/,
		times: 99,
		fault: { kind: 'jobStatus', reportStatus: 'PROCESSING' },
	});

test("n8n's log tells of each report by its ID, from the request to its file, and no login", async () => {
	const { items, error } = await engine.execute(bandwidthRun(sandbox, CREATE_AND_DOWNLOAD));
	expect(error).toBeUndefined();
	const name = `Bandwidth report ${String(items[0]?.json.reportId)} (BDR)`;
	expect(told().map((line) => line.replace(/ \{.*/, ''))).toEqual([
		`Requested ${name}`,
		expect.stringMatching(/is completed after \d+ seconds?$/),
		`Fetched ${name}: its file`,
	]);
	expect(told()[1]).toContain(name);
	expect(told()[0]).toContain('{"nodeName":"Reports","workflowId":"workflow-1","executionId":');
	const { basic } = sandbox.bandwidth;
	for (const secret of [basic.username, basic.password, sandbox.origin]) {
		expect(told().join()).not.toContain(secret);
	}
});

test('rows are counted there, not shown', async () => {
	const { items } = await engine.execute(
		ringCxRun(sandbox, { ...PRINTED, output: 'rows', returnAll: true }),
	);
	expect(items).toHaveLength(20);
	expect(told()[0]).toMatch(/^Requested RingCX report /);
	expect(told()[1]).toMatch(/^Fetched RingCX report .*: 20 rows /);
	expect(told().join()).not.toContain(String(items[0]?.json.uii));
});

test('a wait that is over too early says how to go on, also when the pending report is put out', async () => {
	neverReady();
	const failed = await engine.execute(
		bandwidthRun(sandbox, { ...CREATE_AND_DOWNLOAD, options: { timeout: 0.02 } }),
	);
	const reportId = sandbox.requests.at(-1)?.path.split('/').at(-1);
	expect(failed.error?.description).toContain(
		'fetch it later with the operation Download, by its ID',
	);
	expect(failed.error?.description).toContain(`The ID of the report is ${reportId}`);
	expect(told().at(-1)).toContain(`${reportId} (BDR) is pending after `);

	const { run } = await engine.execute(
		bandwidthRun(
			sandbox,
			{ ...CREATE_AND_DOWNLOAD, options: { timeout: 0.02, onTimeout: 'outputPending' } },
			{ items: [{}, {}] },
		),
	);
	const hints = run.data.resultData.runData.Reports?.[0]?.hints ?? [];
	expect(hints.map(({ message }) => message)).toEqual([
		expect.stringContaining('Fetch them later with the operation Download, by their report ID'),
	]);
});
