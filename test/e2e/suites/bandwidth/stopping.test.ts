/** What is left of a Bandwidth node when the user stops the execution: nothing. */
import { NOVEMBER } from '../../support/bandwidth';
import { BandwidthBench } from '../../support/bandwidthBench';
import { sleep, waitFor } from '../../support/wait';

let bench: BandwidthBench;

beforeAll(async () => {
	bench = await BandwidthBench.open();
});

afterAll(() => bench?.close());

describe('a user who stops the execution', () => {
	/** Requests that arrive from 1 s after the stop on, when no connection may be open any more. */
	async function lateRequests(): Promise<string[]> {
		await sleep(1_000);
		expect(await bench.sandbox.connections()).toBe(0);
		const before = bench.sandbox.requests.length;
		await sleep(4_000);
		return bench.sandbox.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
	}

	// With Basic: n8n's own OAuth2 client keeps its connection to the token server for later.
	const start = () =>
		bench.start('createAndDownload', { reportType: 'BDR', ...NOVEMBER }, bench.basic);

	beforeEach(() => bench.sandbox.reset());

	test('while it waits ends it at once', async () => {
		const processing = { kind: 'jobStatus', reportStatus: 'PROCESSING' } as const;
		bench.sandbox.fault({
			method: 'GET',
			path: /billingreports\/[^/]+$/,
			times: 1_000,
			fault: processing,
		});
		const executionId = await start();
		await waitFor('two looks at the report', () =>
			bench.sandbox.requests.filter(({ method }) => method === 'GET').length >= 2
				? true
				: undefined,
		);
		const stoppedAt = performance.now();
		await bench.client.stop(executionId);
		const execution = await bench.client.finished(executionId);
		// Left alone it would wait for an hour; a busy machine takes seconds to tell.
		expect(performance.now() - stoppedAt).toBeLessThan(10_000);
		expect(execution.status).toBe('canceled');
		expect(await lateRequests()).toEqual([]);
	});

	test('while it downloads closes the connection', async () => {
		const stall = { kind: 'stall', when: 'midBody', bytes: 4_096 } as const;
		bench.sandbox.fault({ method: 'GET', path: /\/file$/, times: 1_000, fault: stall });
		const executionId = await start();
		const download = await waitFor('the download to begin', () =>
			bench.sandbox.requests.find(({ path, bytesSent }) => path.endsWith('/file') && bytesSent > 0),
		);
		expect(download.aborted).toBe(false);
		await bench.client.stop(executionId);
		const execution = await bench.client.finished(executionId);
		expect(execution.status).toBe('canceled');
		await waitFor('the connection to close', () => download.aborted || undefined, {
			timeoutMs: 1_000,
		});
		expect(await lateRequests()).toEqual([]);
	});
});
