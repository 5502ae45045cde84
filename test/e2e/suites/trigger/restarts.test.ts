/** The trigger in an n8n that is stopped, killed and started again, under both of its schedulers. */
import { ENGINES } from '../../support/n8nVersion';
import { JOB_MS, TriggerBench } from '../../support/triggerBench';
import { sleep, waitFor } from '../../support/wait';
import { node } from '../../support/workflow';

// Starts of n8n, pauses between failed polls and turns of the clock add up to more than the usual limit.
jest.setTimeout(300_000);
const PATIENT = { timeoutMs: 120_000 };

describe.each(Object.entries(ENGINES))('%s', (engine, env) => {
	const isDurable = engine === 'durable scheduler';
	let bench: TriggerBench;
	const done = () => node('Done', 'n8n-nodes-base.noOp');
	const evoVoice = (name: string) =>
		bench.publish(name, [bench.trigger('evoVoiceApi', { service: 'evoVoice' }), done()]);

	/** The durable scheduler does not store what an activation has found out, but the next poll does. */
	const untilStateIsStored = async () => {
		if (isDurable) await bench.polls(2);
	};

	beforeAll(async () => {
		bench = await TriggerBench.open(`trigger-${engine.replace(/\W/g, '-')}`, env);
	}, 180_000);
	afterAll(() => bench?.close());
	afterEach(() => bench.reset());

	test('fires for what ended while n8n was dead, and for nothing twice', async () => {
		const old = await bench.requestEvoReport();
		await sleep(JOB_MS);
		const workflow = await evoVoice('killed');
		const first = await bench.requestEvoReport();
		expect(await bench.fired(workflow, 1)).toEqual([first]);
		await bench.polls(1);
		await bench.server.kill();
		const second = await bench.requestEvoReport();
		await sleep(JOB_MS);
		await bench.server.start();
		const third = await bench.requestEvoReport();
		await waitFor('both events', async () =>
			(await bench.fired(workflow, 2)).length >= 3 ? true : undefined,
		);
		await bench.polls(2);
		const fired = await bench.fired(workflow, 2);
		expect(fired).toEqual([first, second, third]);
		expect(fired).not.toContain(old);
	});

	test('lives and fires when the service was down while n8n started', async () => {
		const workflow = await evoVoice('down');
		await untilStateIsStored();
		await bench.server.stop();
		const reportId = await bench.requestEvoReport();
		// Each poll tries three times. The default engine gives up an activation after five polls within 16 s; the
		// durable scheduler pauses ever longer.
		bench.sandbox.fault({
			method: 'GET',
			path: /reports$/,
			times: isDurable ? 6 : 24,
			fault: { kind: 'status', status: 503 },
		});
		await bench.server.start();
		const publication = await waitFor(
			'the activation',
			async () => {
				const status = await bench.client.publicationStatus(workflow.id);
				return status.status === 'in_progress' ? undefined : status;
			},
			PATIENT,
		);
		expect(publication.status).toBe('published');
		const seen = await waitFor(
			'the event',
			async () => {
				const executions = await bench.client.executionsOf(workflow.id);
				const events = executions.filter((execution) => execution.json('Trigger').length > 0);
				return events.length > 0 ? executions : undefined;
			},
			PATIENT,
		);
		await bench.polls(2);
		const events = (await bench.client.executionsOf(workflow.id)).flatMap((execution) =>
			execution.json('Trigger').map((json) => json.reportId),
		);
		expect(events).toEqual([reportId]);
		// In between the failed polls were told.
		const failed = seen.filter(({ status }) => status === 'error');
		expect(failed.length).toBeGreaterThan(0);
		expect(failed[0]?.error?.message).toContain('Evo Voice');
	});

	test('fires once when the list takes longer than the time between two polls', async () => {
		const workflow = await evoVoice('slow');
		bench.sandbox.fault({
			method: 'GET',
			path: /reports$/,
			times: 3,
			fault: { kind: 'slow', ms: 8_000 },
		});
		const reportId = await bench.requestEvoReport();
		await bench.fired(workflow, 1);
		await bench.polls(4);
		expect(await bench.fired(workflow, 1)).toEqual([reportId]);
	});

	test('requests the report of a period once, although n8n dies as soon as it was requested', async () => {
		const creates = () => bench.sandbox.requests.filter(({ method }) => method === 'POST').length;
		const workflow = await bench.publish('scheduled', [
			bench.trigger('bandwidthApi', {
				service: 'bandwidth',
				authentication: 'basicAuth',
				resource: 'billingReport',
				watch: 'scheduled',
				// A day may end while this runs.
				period: 'month',
				reportType: 'MDR',
				downloadFile: true,
			}),
			done(),
		]);
		expect(creates()).toBe(1);
		// The durable scheduler does not store what an activation has requested, but the event that comes of it.
		if (isDurable) await bench.executions(workflow, 1);
		await bench.server.kill();
		await bench.server.start();
		const [execution] = await bench.executions(workflow, 1);
		expect(execution?.json('Trigger')[0]).toMatchObject({ reportType: 'MDR', status: 'completed' });
		const expected = await bench.sandbox.expectedFile(execution?.text('Trigger', 'reportId') ?? '');
		const stored = await bench.client.binary(String(execution?.binary('Trigger').id));
		expect(stored).toEqual(expected);
		await bench.polls(2);
		expect(await bench.fired(workflow, 1)).toHaveLength(1);
		expect(creates()).toBe(1);
	});
});
