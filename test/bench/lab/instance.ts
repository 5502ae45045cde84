import type { N8nClient } from '../../e2e/support/n8nClient';
import type { N8nServer } from '../../e2e/support/n8nServer';
import { sleep } from '../../e2e/support/wait';
import { MANUAL, type WorkflowDraft } from '../../e2e/support/workflow';
import { EventLog } from './eventLog';
import { HealthProbe } from './healthProbe';
import { forgetPeak, type Usage, usageOf } from './processUsage';

/** What one run of a workflow took. */
export interface Measured {
	/** When the first node began, in ms since the epoch. */
	from: number;
	/** From the begin of the first node to the end of the last, in ms. */
	ms: number;
	/** Processor time of n8n's process meanwhile. */
	cpuMs: number;
	/** Growth of its resident memory: the peak, less what there was before. */
	growthMiB: number;
	/** The slowest answer of /healthz meanwhile. */
	healthMs: number;
	executionId: string;
}

/** Time for what start or an earlier run left behind, and for n8n to tidy its heap (see tidyHeap.js). */
const SETTLE_MS = 1_500;
const LOOK_EVERY_MS = 20;
/** More than any run takes. */
const TIMEOUT_MS = 180_000;

/** Results are not saved: what is measured ends when the last node's output is ready. */
const UNSAVED = { saveManualExecutions: false, saveDataSuccessExecution: 'none' };

/** A running n8n with what is measured of it. */
export class Instance {
	private readonly log: EventLog;

	constructor(
		readonly server: N8nServer,
		readonly client: N8nClient,
	) {
		this.log = new EventLog(server.userFolder);
	}

	get pid(): number {
		if (this.server.pid === undefined) throw new Error('n8n is not running');
		return this.server.pid;
	}

	/**
	 * Runs a workflow to its end. With `tidy` n8n collects its garbage before, so that the growth of memory shows all that is
	 * held in the end. @throws Error when it fails
	 */
	async measure(draft: WorkflowDraft, { tidy = false } = {}): Promise<Measured> {
		const { id } = await this.client.createWorkflow({
			...draft,
			settings: { ...draft.settings, ...UNSAVED },
		});
		const { pid } = this;
		if (tidy) process.kill(pid, 'SIGUSR2');
		await sleep(SETTLE_MS);
		forgetPeak(pid);
		const before = usageOf(pid);
		const probe = new HealthProbe(this.server.origin);
		const executionId = await this.client.run(id);
		const { from, to, after } = await this.untilEnd(executionId);
		return {
			from,
			ms: to - from,
			cpuMs: after.cpuMs - before.cpuMs,
			growthMiB: Math.max(0, after.peakMiB - before.residentMiB),
			healthMs: await probe.slowest(from, to),
			executionId,
		};
	}

	/** `after` is taken when the last node's output was ready, before n8n does anything else with it. */
	private async untilEnd(executionId: string): Promise<{ from: number; to: number; after: Usage }> {
		const deadline = performance.now() + TIMEOUT_MS;
		let after = usageOf(this.pid);
		let endedNodes = 0;
		for (;;) {
			const { begun, ended, outcome } = this.log.course(executionId);
			if (ended.length > endedNodes) {
				after = usageOf(this.pid);
				endedNodes = ended.length;
			}
			if (outcome === 'failed') throw new Error(`Execution ${executionId} failed`);
			if (outcome === 'success') {
				const times = begun.filter(({ node }) => node !== MANUAL).map(({ at }) => at);
				return { from: Math.min(...times), to: ended.at(-1)?.at ?? Number.NaN, after };
			}
			if (performance.now() > deadline) {
				throw new Error(`Execution ${executionId} did not end in ${TIMEOUT_MS / 1000} s`);
			}
			await sleep(LOOK_EVERY_MS);
		}
	}
}
