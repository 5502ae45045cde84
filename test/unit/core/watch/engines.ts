import { WatchMemory, type StateStore } from '../../../../nodes/core/watch/poll';

/** How n8n keeps the state of a polling trigger, and what it drops when its process dies. */

/** What one poll is given. */
export interface PollStart {
	first: boolean;
	hasCopy: boolean;
	store: StateStore;
	memory: WatchMemory;
}

/** A poll of the node under test; resolves with the reports (by ID) that it puts out, or `null`. */
export type PollNode = (start: PollStart) => Promise<string[] | null>;

/** When the process dies while an event is being put out. */
export type Death = 'beforeSave' | 'betweenSaveAndExecution';

/** What a run of an engine has come to. */
export interface History {
	/** Reports in executions that exist, in order. */
	fired: string[];
	/** Events that n8n itself lost between its two writes, or repeats. */
	lostByN8n: Set<string>;
	errors: Error[];
}

export interface SimulatedEngine {
	readonly history: History;
	/** Publishes the workflow, or publishes it again: polls under way are superseded. */
	activate(): Promise<void>;
	/** A scheduled poll; nobody waits for it. */
	poll(): Promise<void>;
	/** Ends the process: whatever is under way is gone. The next activation is a start-up. */
	kill(): void;
	/** Arms the death of the process in the middle of the next event. */
	dieAt(death: Death): void;
	/** Whether the workflow still polls. */
	readonly alive: boolean;
	/** Whether an activation was given up: n8n shows the workflow as active and never polls it again. */
	readonly dead: boolean;
}

interface Generation {
	store: StateStore;
	changed: boolean;
}

type Json = string | undefined;
const parsed = (text: Json): unknown => (text === undefined ? undefined : JSON.parse(text));

abstract class Engine implements SimulatedEngine {
	readonly history: History = { fired: [], lostByN8n: new Set(), errors: [] };
	/** What the database holds. */
	protected saved: Json;
	protected memory = new WatchMemory();
	/** Counts processes and activations: results of earlier ones are dropped. */
	protected epoch = 0;
	protected death: Death | undefined;
	alive = false;
	dead = false;

	constructor(protected readonly node: PollNode) {}

	abstract activate(): Promise<void>;
	abstract poll(): Promise<void>;

	kill(): void {
		this.epoch++;
		this.memory = new WatchMemory();
		this.alive = false;
	}

	dieAt(death: Death): void {
		this.death = death;
	}

	/** A state of its own for one poll, as JSON from the database. */
	protected snapshot(): Generation {
		let value = parsed(this.saved);
		const generation: Generation = {
			changed: false,
			store: {
				get: () => value,
				set: (state) => {
					generation.changed = true;
					value = state;
				},
			},
		};
		return generation;
	}

	protected save({ store }: Generation): void {
		const state = store.get();
		this.saved = state === undefined ? undefined : JSON.stringify(state);
	}
}

/**
 * n8n's default engine: one state object for all polls since the activation. It is written to the database
 * when a poll has put something out, just before the execution is created, and after the activation.
 */
export class DefaultEngine extends Engine {
	private generation: Generation = this.snapshot();

	async activate(): Promise<void> {
		const epoch = ++this.epoch;
		this.generation = this.snapshot();
		const { generation } = this;
		for (let attempt = 1; ; attempt++) {
			try {
				const items = await this.node({
					first: true,
					hasCopy: false,
					store: generation.store,
					memory: this.memory,
				});
				if (epoch !== this.epoch) return;
				this.alive = true;
				if (items !== null) this.emit(items, generation);
				if (epoch === this.epoch) this.save(generation);
				return;
			} catch (error) {
				if (epoch !== this.epoch) return;
				this.history.errors.push(error as Error);
				this.dead = attempt === 5;
				if (this.dead) return;
			}
		}
	}

	async poll(): Promise<void> {
		if (!this.alive) return;
		const { epoch, generation } = this;
		try {
			const items = await this.node({
				first: false,
				hasCopy: false,
				store: generation.store,
				memory: this.memory,
			});
			if (epoch === this.epoch && items !== null) this.emit(items, generation);
		} catch (error) {
			if (epoch === this.epoch) this.history.errors.push(error as Error);
		}
	}

	private emit(items: string[], generation: Generation): void {
		const { death } = this;
		this.death = undefined;
		if (death === 'beforeSave') return this.kill();
		this.save(generation);
		if (death === 'betweenSaveAndExecution') {
			items.forEach((id) => this.history.lostByN8n.add(id));
			return this.kill();
		}
		this.history.fired.push(...items);
	}
}

/**
 * The durable scheduler: every poll has a copy of the state. With durable cursors it is written in one
 * transaction with the execution, and after a poll without event if it changed; without them as in the default
 * engine, so that a poll without event leaves nothing. There is no poll at start-up.
 */
export class DurableEngine extends Engine {
	private published = false;

	constructor(
		node: PollNode,
		private readonly cursors: boolean,
		/** n8n reads the state some time before a poll, and stores what it put out some time after. */
		private readonly lag: () => Promise<void>,
	) {
		super(node);
	}

	async activate(): Promise<void> {
		const epoch = ++this.epoch;
		if (this.published) {
			this.alive = true;
			return;
		}
		const generation = this.snapshot();
		for (let attempt = 1; attempt <= 5; attempt++) {
			try {
				const items = await this.node({
					first: true,
					hasCopy: false,
					store: generation.store,
					memory: this.memory,
				});
				if (epoch !== this.epoch) return;
				this.published = true;
				this.alive = true;
				if (items !== null) this.history.fired.push(...items);
				// The cursor of an activation without an event is not stored.
				if (items !== null || !this.cursors) this.save(generation);
				return;
			} catch (error) {
				if (epoch !== this.epoch) return;
				this.history.errors.push(error as Error);
				this.dead = attempt === 5;
			}
		}
	}

	async poll(): Promise<void> {
		if (!this.alive) return;
		const { epoch } = this;
		const generation = this.snapshot();
		await this.lag();
		if (epoch !== this.epoch) return;
		try {
			const items = await this.node({
				first: false,
				hasCopy: true,
				store: generation.store,
				memory: this.memory,
			});
			await this.lag();
			if (epoch !== this.epoch) return;
			const { death } = this;
			if (items === null) {
				if (this.cursors && generation.changed) this.save(generation);
				return;
			}
			this.death = undefined;
			// One transaction: both or neither.
			if (this.cursors && death !== undefined) return this.kill();
			if (death === 'beforeSave') return this.kill();
			if (generation.changed) this.save(generation);
			if (death !== undefined) {
				items.forEach((id) => this.history.lostByN8n.add(id));
				return this.kill();
			}
			this.history.fired.push(...items);
		} catch (error) {
			if (epoch === this.epoch) this.history.errors.push(error as Error);
		}
	}
}
