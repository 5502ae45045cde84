import { type Clock } from '../../../nodes/core/clock';
import { CancelledError } from '../../../nodes/core/errors';

/** Time that passes only when everybody sleeps: each sleep takes exactly as long as it says, and no real time. */
export class FakeClock implements Clock {
	readonly slept: number[] = [];
	private readonly sleepers: Array<{
		atMs: number;
		wake: () => void;
		fail: (error: Error) => void;
	}> = [];
	private cancelled = false;

	constructor(private nowMs = Date.UTC(2026, 10, 21)) {}

	now(): number {
		return this.nowMs;
	}

	async sleep(ms: number): Promise<void> {
		if (this.cancelled) throw new CancelledError();
		this.slept.push(ms);
		await new Promise<void>((wake, fail) => {
			this.sleepers.push({ atMs: this.nowMs + ms, wake, fail });
		});
	}

	/** Ends all sleeps at once, as a stopped execution does. */
	cancel(): void {
		this.cancelled = true;
		for (const { fail } of this.sleepers.splice(0)) fail(new CancelledError());
	}

	/** Lets time pass until `done` has settled. */
	async run<T>(done: Promise<T>): Promise<T> {
		let settled = false;
		const mark = () => (settled = true);
		done.then(mark, mark);
		for (;;) {
			await flush();
			if (settled) return await done;
			const next = this.sleepers.sort((a, b) => a.atMs - b.atMs).shift();
			if (next === undefined) throw new Error('Everybody waits and nobody sleeps: this would hang');
			this.nowMs = Math.max(this.nowMs, next.atMs);
			next.wake();
		}
	}
}

/** Lets all promise reactions that are due run. */
async function flush(): Promise<void> {
	await new Promise((resolve) => setImmediate(resolve));
}
