/** n8n goes on answering whatever a service sends: all nodes, the editor and webhooks share one event loop. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startSandbox, type Sandbox } from '../sandbox';
import { bandwidthRun } from './support/bandwidth';
import { Engine } from './support/engine';

/** Far more than it takes on a busy machine, and far less than it took to read such an answer: 20 s there. */
const LONGEST_PAUSE_MS = 3_000;
const MIB = 1024 ** 2;

let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
	sandbox = await startSandbox();
	engine = await Engine.start();
});
afterAll(async () => await sandbox.close());

test('eight megabytes of tiny elements do not hold up n8n', async () => {
	const body = `<a>${'<b/>'.repeat(1.9 * MIB)}</a>`;
	sandbox.fault({ path: /billingreports$/, fault: { kind: 'status', status: 200, body } });
	const pauses = monitorEventLoopDelay({ resolution: 10 });
	pauses.enable();
	const { error } = await engine.execute(
		bandwidthRun(sandbox, { operation: 'getAll', returnAll: true, simplify: true }),
	);
	pauses.disable();
	expect(error?.message).toBe('The service sent an answer that is too large to be read');
	expect(error?.description).toContain('250,000 tags and attributes at most');
	expect(pauses.max / 1e6).toBeLessThan(LONGEST_PAUSE_MS);
});
