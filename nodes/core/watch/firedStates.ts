/** n8n has stored what a poll put out long before so many ms have passed. */
const STORED_AFTER_MS = 15_000;

interface Fired {
	/** The state with which the poll began that fired. */
	state: string;
	atMs: number;
}

/**
 * Tells polls that work on an old copy of the state. n8n's durable scheduler reads a copy for a poll some time
 * before the poll begins, and stores what the last one put out some time after that one has ended: in between, a
 * poll may begin with a state that does not know what has just fired. Whoever sees such a state again later may
 * trust it: then n8n has dropped the event, and it must fire again.
 */
export class FiredStates {
	private readonly fired = new Map<string, Fired[]>();

	/** A poll that began with this state has fired. */
	add(node: string, state: string, nowMs: number): void {
		this.fired.set(node, [...this.recent(node, nowMs), { state, atMs: nowMs }]);
	}

	isOld(node: string, state: string, nowMs: number): boolean {
		return this.recent(node, nowMs).some((fired) => fired.state === state);
	}

	private recent(node: string, nowMs: number): Fired[] {
		const all = this.fired.get(node) ?? [];
		return all.filter(({ atMs }) => nowMs - atMs < STORED_AFTER_MS);
	}
}
