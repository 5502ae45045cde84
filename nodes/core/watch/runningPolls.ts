/**
 * Lets one poll of a node run at a time in this process. n8n starts the next poll whether or not the last has
 * ended, and its durable scheduler may start two at once, each with its own copy of the state.
 */
export class RunningPolls {
	private readonly until = new Map<string, { untilMs: number }>();

	/**
	 * @param untilMs when the poll must have ended, ms since the epoch: another may run from then on
	 * @returns what ends the poll; `undefined` when another one is running
	 */
	enter(node: string, nowMs: number, untilMs: number): (() => void) | undefined {
		if ((this.until.get(node)?.untilMs ?? 0) > nowMs) return undefined;
		const mine = { untilMs };
		this.until.set(node, mine);
		return () => {
			if (this.until.get(node) === mine) this.until.delete(node);
		};
	}
}
