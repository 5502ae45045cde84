interface Running {
	/** Ms since the epoch. */
	readonly untilMs: number;
	readonly ended: Promise<void>;
}

/**
 * Lets one poll of a node run at a time in this process. n8n starts the next poll whether or not the last has
 * ended, and its durable scheduler may start two at once, each with its own copy of the state.
 */
export class RunningPolls {
	private readonly polls = new Map<string, Running>();

	/** The poll that is running, unless it should have ended by now. */
	of(node: string, nowMs: number): Running | undefined {
		const running = this.polls.get(node);
		return running !== undefined && running.untilMs > nowMs ? running : undefined;
	}

	/**
	 * @param untilMs when the poll must have ended, ms since the epoch: another may run from then on
	 * @returns what ends the poll
	 */
	enter(node: string, untilMs: number): () => void {
		let end = () => {};
		const mine: Running = { untilMs, ended: new Promise((resolve) => (end = resolve)) };
		this.polls.set(node, mine);
		return () => {
			if (this.polls.get(node) === mine) this.polls.delete(node);
			end();
		};
	}
}
