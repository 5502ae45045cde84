/** The package in n8n's queue mode: the main polls and answers, two workers run executions. */
import type { INode } from 'n8n-workflow';
import { readZip } from '../../support/zip';
import { NOVEMBER } from '../support/bandwidth';
import { requestReport } from '../support/evoVoice';
import { QueueBench, WORKERS } from '../support/queueBench';
import { YESTERDAYS_CALLS } from '../support/ringCx';
import { POLL_SECONDS, POLL_TIMES } from '../support/triggerBench';
import { sleep, waitFor } from '../support/wait';
import { chain, manualWorkflow, node } from '../support/workflow';

let bench: QueueBench;

beforeAll(async () => {
	bench = await QueueBench.open();
}, 240_000);
afterAll(() => bench?.close());
beforeEach(() => bench.sandbox.reset());

const bandwidth = (parameters: INode['parameters'] = {}) =>
	bench.report('bandwidthReports', 'bandwidthApi', {
		authentication: 'basicAuth',
		resource: 'billingReport',
		operation: 'createAndDownload',
		reportType: 'BDR',
		...NOVEMBER,
		...parameters,
	});

/** Starts a manual workflow and answers its execution's id. */
async function start(name: string, nodes: INode[]): Promise<string> {
	const { id } = await bench.client.createWorkflow(manualWorkflow(name, nodes));
	return await bench.client.run(id);
}

const sent = (pattern: RegExp) => bench.sandbox.requests.filter(({ path }) => pattern.test(path));

test('a file that is made on one worker is read on the other, from the database', async () => {
	const draft = manualWorkflow('two halves', [
		node(
			'Resume',
			'n8n-nodes-base.set',
			{ mode: 'raw', jsonOutput: '={{ { "url": $execution.resumeUrl } }}' },
			{ typeVersion: 3.4 },
		),
		bandwidth(),
		node('Wait', 'n8n-nodes-base.wait', { resume: 'webhook' }, { typeVersion: 1.1 }),
		// What resumes the workflow takes the place of the items; these come past it.
		node(
			'Both',
			'n8n-nodes-base.merge',
			{ mode: 'chooseBranch', useDataOfInput: 2 },
			{ typeVersion: 3.2 },
		),
		node('Unpack', 'n8n-nodes-base.compression', { binaryPropertyName: 'data' }),
	]);
	draft.connections.Report?.main?.[0]?.push({ node: 'Both', type: 'main', index: 1 });
	const { id } = await bench.client.createWorkflow(draft);
	const executionId = await bench.client.run(id);
	const firstHalf = await waitFor('the first half', async () => {
		const execution = await bench.client.execution(executionId);
		return execution.status === 'waiting' ? execution : undefined;
	});
	const maker = await bench.workerOf(executionId);
	const file = firstHalf.binary('Report');
	expect(file.id).toMatch(/^database:/);

	await bench.workers[maker].stop();
	const resumeUrl = new URL(firstHalf.text('Resume', 'url'));
	await fetch(`${bench.main.origin}${resumeUrl.pathname}${resumeUrl.search}`);
	const execution = await bench.client.finished(executionId);
	await bench.workers[maker].start();

	expect(execution.error).toBeUndefined();
	expect(bench.ranOn(executionId)).toEqual([...WORKERS]);
	const stored = await bench.client.binary(String(file.id));
	expect(stored).toEqual(await bench.sandbox.expectedFile(firstHalf.text('Report', 'reportId')));
	const unpacked = await bench.client.binary(String(execution.binary('Unpack', 0, 'file_0').id));
	expect(unpacked).toEqual(readZip(stored)[0]?.content);
});

test('two workers that find the same dead pair of RingCX tokens at the same moment both go on', async () => {
	const report = bench.report('ringCxReports', 'ringCxApi', YESTERDAYS_CALLS);
	const drafts = await Promise.all(
		WORKERS.map(async () => await bench.client.createWorkflow(manualWorkflow('pair', [report]))),
	);
	const TURNS = 5;
	for (let turn = 1; turn <= TURNS; turn += 1) {
		bench.sandbox.ringCx.expireAccessTokens();
		const started = await Promise.all(drafts.map(async ({ id }) => await bench.client.run(id)));
		const executions = await Promise.all(started.map((id) => bench.client.finished(id)));
		expect(executions.map(({ error }) => error)).toEqual([undefined, undefined]);
		// A worker takes one execution at a time.
		expect(started.flatMap((id) => bench.ranOn(id)).sort()).toEqual([...WORKERS]);
	}
	const refreshes = sent(/\/token\/refresh$/);
	expect(refreshes.filter(({ status }) => status === 200)).toHaveLength(TURNS);
});

test('the trigger fires each report once, also when the worker that runs its workflow is killed', async () => {
	const nodes = [
		bench.report(
			'telecomReportTrigger',
			'evoVoiceApi',
			{
				pollTimes: { item: POLL_TIMES },
				service: 'evoVoice',
				event: 'completed',
				watch: 'any',
				downloadFile: true,
			},
			'Trigger',
		),
		node('Extract', 'n8n-nodes-base.extractFromFile', { operation: 'xlsx' }, { typeVersion: 1.1 }),
		{ ...bandwidth(), executeOnce: true },
	];
	const workflow = await bench.client.createWorkflow({
		name: 'killed worker',
		nodes,
		connections: chain(nodes),
		settings: { executionOrder: 'v1' },
	});
	expect(await bench.client.publish(workflow)).toMatchObject({ status: 'published' });
	bench.sandbox.fault({ path: /\/file$/, fault: { kind: 'stall', when: 'midBody', bytes: 64 } });
	await requestReport(bench.sandbox);
	await waitFor('a run that is in the middle', () =>
		sent(/\/file$/).some(({ bytesSent }) => bytesSent > 0) ? true : undefined,
	);
	const [running] = await bench.client.executionsOf(workflow.id);
	const killed = await bench.workerOf(running?.id ?? '');
	await bench.workers[killed].kill();

	const second = await requestReport(bench.sandbox);
	await waitFor('both executions to end', async () => {
		const executions = await bench.client.executionsOf(workflow.id);
		const ended = executions.filter(({ isFinished }) => isFinished);
		return ended.length > 1 ? true : undefined;
	});
	await bench.workers[killed].start();
	await sleep(3 * POLL_SECONDS * 1_000);
	await bench.client.unpublish(workflow.id);

	const all = await bench.client.executionsOf(workflow.id);
	expect(all.map(({ status }) => status)).toEqual(['error', 'success']);
	expect(all[1]?.json('Trigger').map(({ reportId }) => reportId)).toEqual([second]);
	// The file was fetched on the main.
	expect(all[1]?.binary('Trigger').id).toMatch(/^database:/);
	expect(all[1]?.json('Extract').length).toBeGreaterThan(1);
	expect(bench.ranOn(all[1]?.id ?? '')).toEqual(WORKERS.filter((name) => name !== killed));
	// n8n neither runs the one that was killed again nor keeps what it was about.
	expect(bench.ranOn(all[0]?.id ?? '')).toEqual([killed]);
	expect(sent(/billingreports$/).filter(({ method }) => method === 'POST')).toHaveLength(2);
}, 180_000);

describe('a user who stops an execution on a worker', () => {
	const PROCESSING = { kind: 'jobStatus', reportStatus: 'PROCESSING' } as const;
	const STALLED = { kind: 'stall', when: 'midBody', bytes: 512 } as const;
	const BY_ID = /billingreports\/[^/]+$/;

	test.each([
		['waits', {}, { path: BY_ID, fault: PROCESSING }, BY_ID],
		['downloads', {}, { path: /\/file$/, fault: STALLED }, /\/file$/],
		['reads rows', { output: 'rows' }, { path: /\/file$/, fault: STALLED }, /\/file$/],
	])(
		'while it %s: nothing is sent from a second later on, no connection stays',
		async (name, parameters, rule, reached) => {
			bench.sandbox.fault({ method: 'GET', times: 1_000, ...rule });
			const executionId = await start(name, [bandwidth(parameters)]);
			await waitFor('the run to get there', () => (sent(reached).length > 0 ? true : undefined));
			const worker = await bench.workerOf(executionId);
			expect(WORKERS).toContain(worker);
			await bench.client.stop(executionId);
			// The main knows it before the worker does, which hears of it through Redis.
			const execution = await bench.client.finished(executionId);
			expect(execution.status).toBe('canceled');
			await sleep(1_000);
			expect(await bench.sandbox.connections()).toBe(0);
			const before = bench.sandbox.requests.length;
			await sleep(4_000);
			expect(bench.sandbox.requests.slice(before)).toEqual([]);
		},
	);
});
