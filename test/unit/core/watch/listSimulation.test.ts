import fc from 'fast-check';
import { ServiceError } from '../../../../nodes/core/errors';
import { type Report } from '../../../../nodes/core/report';
import { type WatchedEvent } from '../../../../nodes/core/watch/event';
import { type ListState } from '../../../../nodes/core/watch/listWatch';
import { type WatchMemory } from '../../../../nodes/core/watch/poll';
import { pollList } from '../../../../nodes/core/watch/pollList';
import { FakeClock } from '../../support/fakeClock';
import {
	DefaultEngine,
	DurableEngine,
	type Death,
	type PollNode,
	type SimulatedEngine,
} from './engines';

/**
 * Days in the life of a trigger that watches a list: reports come and end, the list fails, is slow or is cut
 * short, polls overlap or come twice, n8n dies at any moment. After each, every report must have fired once.
 */

const RUNS = Number(process.env.WATCH_RUNS ?? 2_000);
/** One seed by default, so that a run can be repeated; WATCH_SEED explores others. */
const SEED = Number(process.env.WATCH_SEED ?? 20_261_121);

interface Made {
	id: string;
	createdMs: number;
	endsMs: number;
	status: 'completed' | 'failed' | 'expired';
}

type Step =
	| { kind: 'pass'; ms: number }
	| { kind: 'poll'; times: number; wait: boolean }
	| { kind: 'request'; takesMs: number; status: Made['status'] }
	| { kind: 'fail'; times: number }
	| { kind: 'slow'; ms: number }
	| { kind: 'cutShort' }
	| { kind: 'spoil'; times: number }
	| { kind: 'kill' }
	| { kind: 'dieAt'; death: Death }
	| { kind: 'republish' };

const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.nat(300_000) }) },
	{
		weight: 6,
		arbitrary: fc.record({
			kind: fc.constant('poll' as const),
			times: fc.integer({ min: 1, max: 3 }),
			wait: fc.boolean(),
		}),
	},
	{
		weight: 4,
		arbitrary: fc.record({
			kind: fc.constant('request' as const),
			takesMs: fc.nat(400_000),
			status: fc.constantFrom(
				'completed' as const,
				'completed' as const,
				'failed' as const,
				'expired' as const,
			),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant('fail' as const),
			times: fc.integer({ min: 1, max: 7 }),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('slow' as const), ms: fc.nat(200_000) }) },
	{ weight: 1, arbitrary: fc.constant<Step>({ kind: 'cutShort' }) },
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant('spoil' as const),
			times: fc.integer({ min: 1, max: 3 }),
		}),
	},
	{ weight: 1, arbitrary: fc.constant<Step>({ kind: 'kill' }) },
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant('dieAt' as const),
			death: fc.constantFrom<Death>('beforeSave', 'betweenSaveAndExecution'),
		}),
	},
	{ weight: 1, arbitrary: fc.constant<Step>({ kind: 'republish' }) },
);

interface Life {
	engine: 'default' | 'durable' | 'durableWithoutCursors';
	event: WatchedEvent;
	/** Whether the service tells when a report was requested. */
	dates: boolean;
	before: Array<{ takesMs: number; status: Made['status'] }>;
	failFirst: number;
	steps: Step[];
}

const life: fc.Arbitrary<Life> = fc.record({
	engine: fc.constantFrom('default' as const, 'durable' as const, 'durableWithoutCursors' as const),
	event: fc.constantFrom('completed' as const, 'failed' as const, 'completedOrFailed' as const),
	dates: fc.boolean(),
	before: fc.array(
		fc.record({
			takesMs: fc.nat(400_000),
			status: fc.constantFrom('completed' as const, 'failed' as const, 'expired' as const),
		}),
		{ maxLength: 6 },
	),
	failFirst: fc.integer({ min: -5, max: 7 }),
	steps: fc.array(step, { minLength: 5, maxLength: 40 }),
});

/** A service with a list, and everything that can be the matter with it. */
class World {
	readonly clock = new FakeClock();
	readonly made: Made[] = [];
	failing = 0;
	slowMs = 0;
	spoiled = 0;
	cutShort = false;
	/** When the list was answered for the first time, or for the first time since n8n died before it had stored that. */
	baselineMs = Infinity;
	/** When the watch began, the last time if n8n died before it had stored that. */
	sinceMs = 0;
	lists = 0;
	polls = 0;

	constructor(private readonly told: boolean) {}

	request(takesMs: number, status: Made['status'], agoMs = 0): void {
		const createdMs = this.clock.now() - agoMs;
		this.made.push({ id: `r${this.made.length}`, createdMs, endsMs: createdMs + takesMs, status });
	}

	async list(mayCut: boolean): Promise<Report[]> {
		this.lists++;
		const fails = this.failing > 0;
		if (fails) this.failing--;
		const slowMs = this.slowMs;
		this.slowMs = 0;
		if (slowMs > 0) await this.clock.sleep(slowMs / 2);
		if (fails) throw new ServiceError('The service is down', { transient: true });
		const nowMs = this.clock.now();
		const cut = mayCut && this.cutShort;
		this.cutShort = false;
		const reports = this.made
			.filter((_, index) => !cut || index % 2 === 0)
			.map(({ id, createdMs, endsMs, status }): Report => ({
				service: 'Test',
				reportId: id,
				status: nowMs >= endsMs ? status : 'pending',
				...(this.told && { createdAt: new Date(createdMs).toISOString() }),
			}));
		if (slowMs > 0) await this.clock.sleep(slowMs / 2);
		return reports;
	}

	async complete(report: Report, giveUp?: Error): Promise<string> {
		if (giveUp === undefined && this.spoiled > 0) {
			this.spoiled--;
			throw new ServiceError('No file', { transient: true });
		}
		await Promise.resolve();
		return report.reportId;
	}
}

async function live({ engine: kind, event, dates, before, failFirst, steps }: Life) {
	const world = new World(dates);
	const { clock } = world;
	for (const { takesMs, status } of before) world.request(takesMs, status, 200_000);
	world.failing = Math.max(0, failFirst);

	// A process knows what it has seen, whether or not n8n has stored that; its death may take it away.
	const aware = new WeakSet<WatchMemory>();
	const begun = new WeakSet<WatchMemory>();
	const node: PollNode = async ({ first, hasCopy, store, memory }) => {
		world.polls++;
		const hasBaseline = () => (store.get() as ListState | undefined)?.ended !== undefined;
		if (hasBaseline()) aware.add(memory);
		// Without a state, and nobody who remembers one, the watch begins anew.
		if (store.get() === undefined && !begun.has(memory)) world.sinceMs = clock.now();
		begun.add(memory);
		let listedMs = Infinity;
		const items = await pollList(
			{
				node: 'node',
				scope: 'scope',
				event,
				first,
				hasCopy,
				workUntilMs: clock.now() + 270_000,
				untilMs: clock.now() + 300_000,
				store,
				memory,
				clock,
				complete: async (report, giveUp) => await world.complete(report, giveUp),
			},
			async () => {
				const listed = await world.list(aware.has(memory));
				listedMs = clock.now();
				return listed;
			},
		);
		if (hasBaseline() && !aware.has(memory)) {
			aware.add(memory);
			world.baselineMs = listedMs;
		}
		return items;
	};
	const engine: SimulatedEngine =
		kind === 'default'
			? new DefaultEngine(node)
			: new DurableEngine(node, kind === 'durable', async () => await clock.sleep(300));

	const sinceMs = clock.now();
	const under: Array<Promise<void>> = [];
	const activate = async () => {
		const activation = engine.activate();
		under.push(activation);
		await clock.run(activation);
	};
	await activate();
	await clock.run(clock.sleep(1));
	for (const step of steps) {
		switch (step.kind) {
			case 'pass':
				await clock.run(clock.sleep(step.ms));
				break;
			case 'poll': {
				const polls = Array.from({ length: step.times }, () => engine.poll());
				under.push(...polls);
				if (step.wait) await clock.run(Promise.all(polls));
				break;
			}
			case 'request':
				world.request(step.takesMs, step.status);
				break;
			case 'fail':
				world.failing = step.times;
				break;
			case 'slow':
				world.slowMs = step.ms;
				break;
			case 'cutShort':
				world.cutShort = true;
				break;
			case 'spoil':
				world.spoiled = step.times;
				break;
			case 'kill':
				engine.kill();
				break;
			case 'dieAt':
				engine.dieAt(step.death);
				break;
			case 'republish':
				await activate();
				break;
		}
		// Somebody starts n8n again.
		if (!engine.alive) await activate();
	}

	// A quiet week: everything ends, nothing fails, and n8n polls.
	Object.assign(world, { failing: 0, slowMs: 0, spoiled: 0, cutShort: false });
	for (let poll = 0; poll < 4; poll++) {
		await clock.run(clock.sleep(600_000));
		if (!engine.alive) await activate();
		await clock.run(engine.poll());
	}
	await clock.run(Promise.all(under));
	return { world, engine, sinceMs };
}

function wantedBy(event: WatchedEvent, status: Made['status']): boolean {
	return event === 'completedOrFailed' || (event === 'failed') === (status === 'failed');
}

test(`every report fires once (${RUNS} lives, seed ${SEED})`, async () => {
	const seen = { fired: 0, late: 0, lost: 0, errors: 0, overlaps: 0 };
	await fc.assert(
		fc.asyncProperty(life, async (story) => {
			const { world, engine, sinceMs } = await live(story);
			const { fired, lostByN8n, errors } = engine.history;
			seen.fired += fired.length;
			seen.errors += errors.length;
			seen.lost += lostByN8n.size;
			seen.overlaps += world.polls - world.lists;
			expect(engine.dead).toBe(false);
			for (const { id, createdMs, endsMs, status } of world.made) {
				const times = fired.filter((other) => other === id).length;
				const wanted = wantedBy(story.event, status);
				// Requested before the watch, or the service does not tell, and ended before the list was seen.
				const cannotBeTold =
					endsMs <= world.baselineMs && (!story.dates || createdMs <= world.sinceMs);
				const least = wanted && endsMs > sinceMs && !cannotBeTold && !lostByN8n.has(id) ? 1 : 0;
				const most = wanted && endsMs > sinceMs ? 1 : 0;
				if (cannotBeTold && endsMs > sinceMs) seen.late++;
				expect({ id, times, least, most }).toEqual({
					id,
					least,
					most,
					times: Math.min(most, Math.max(least, times)),
				});
			}
		}),
		{ numRuns: RUNS, seed: SEED },
	);
	console.log(`Seed ${SEED}, ${RUNS} lives:`, seen);
	expect(seen.fired).toBeGreaterThan(RUNS / 2);
	expect(seen.overlaps).toBeGreaterThan(0);
}, 600_000);
