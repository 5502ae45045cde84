/** So many nodes' states are remembered; more triggers than that do not run in one n8n. */
const MAX_NODES = 1_000;

/**
 * What polls that put nothing out have learnt. n8n keeps such a state in memory only as long as the workflow is
 * active, and not at all under its durable scheduler without durable cursors. Each entry says which states it
 * follows: the one that its poll began with, and the stored one from which that one came without being stored
 * itself. As soon as n8n has stored another one, that counts.
 */
export class UnsavedStates {
	private readonly states = new Map<string, { follows: string; root: string; state: unknown }>();

	/** The latest state: what was remembered, if it follows what n8n has stored, else that. */
	latest(node: string, stored: unknown): unknown {
		const entry = this.states.get(node);
		const text = fingerprint(stored);
		return entry !== undefined && [entry.follows, entry.root].includes(text) ? entry.state : stored;
	}

	forget(node: string): void {
		this.states.delete(node);
	}

	/** Remembers the state that a poll leaves behind. `stored` is what that poll began with. */
	remember(node: string, stored: unknown, state: unknown): void {
		const follows = fingerprint(stored);
		const before = this.states.get(node);
		const goesOn =
			before !== undefined && [before.follows, fingerprint(before.state)].includes(follows);
		this.states.delete(node);
		this.states.set(node, { follows, root: goesOn ? before.root : follows, state });
		const [oldest] = this.states.keys();
		if (this.states.size > MAX_NODES && oldest !== undefined) this.states.delete(oldest);
	}
}

/** Proxies and key order of what n8n hands over do not matter: our states always have the same order. */
function fingerprint(state: unknown): string {
	return JSON.stringify(state);
}
