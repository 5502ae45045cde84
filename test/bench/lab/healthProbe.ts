import { Agent, get } from 'node:http';
import { sleep } from '../../e2e/support/wait';

const EVERY_MS = 20;

/** Asks n8n for its health all the time, one request after the other, as a load balancer does now and then. */
export class HealthProbe {
	private readonly answers: Array<{ askedAt: number; ms: number }> = [];
	private readonly agent = new Agent({ keepAlive: true });
	private stopped = false;
	private readonly asking: Promise<void>;

	constructor(private readonly origin: string) {
		this.asking = this.askOn();
	}

	/** Stops asking. @returns the slowest answer (ms) to what was asked between two times (ms since the epoch) */
	async slowest(from: number, to: number): Promise<number> {
		this.stopped = true;
		await this.asking;
		this.agent.destroy();
		const within = this.answers.filter(({ askedAt, ms }) => askedAt + ms >= from && askedAt <= to);
		return Math.max(0, ...within.map(({ ms }) => ms));
	}

	private async askOn(): Promise<void> {
		while (!this.stopped) {
			const askedAt = Date.now();
			const startedAt = performance.now();
			await this.ask();
			this.answers.push({ askedAt, ms: performance.now() - startedAt });
			await sleep(EVERY_MS);
		}
	}

	private ask(): Promise<void> {
		return new Promise((resolve, reject) => {
			get(`${this.origin}/healthz`, { agent: this.agent }, (response) => {
				response.resume().once('end', resolve);
			}).once('error', reject);
		});
	}
}
