import fc from 'fast-check';
import { ServiceError } from '../../../../nodes/core/errors';
import { type Report } from '../../../../nodes/core/report';
import { endedSince, lastEnded, type Calendar } from '../../../../nodes/core/watch/periods';
import { type WatchMemory } from '../../../../nodes/core/watch/poll';
import { pollSchedule } from '../../../../nodes/core/watch/pollSchedule';
import { type ScheduleSource } from '../../../../nodes/core/watch/scheduleSource';
import { FakeClock } from '../../support/fakeClock';
import { DefaultEngine, DurableEngine, type Death, type PollNode } from './engines';

/**
 * Days in the life of a trigger that requests a report for each hour: requests are refused or meet a service
 * that is down, reports take their time or cannot be made, polls overlap, n8n dies at any moment.
 */

const RUNS = Number(process.env.WATCH_RUNS ?? 1_000);
/** One seed by default, so that a run can be repeated; WATCH_SEED explores others. */
const SEED = Number(process.env.WATCH_SEED ?? 20_261_121);
const MINUTE = 60_000;
const CALENDAR: Calendar = { length: 'hour', zone: 'Europe/Berlin' };
const CATCH_UP = 50;

type Step =
	| { kind: 'pass'; minutes: number }
	| { kind: 'poll'; times: number; wait: boolean }
	| { kind: 'down'; times: number }
	| { kind: 'refuse'; times: number }
	| { kind: 'cannotMake'; times: number }
	| { kind: 'slow'; minutes: number }
	| { kind: 'kill' }
	| { kind: 'dieAt'; death: Death }
	| { kind: 'republish' };

const count = (kind: 'down' | 'refuse' | 'cannotMake', max: number) =>
	fc.record({ kind: fc.constant(kind), times: fc.integer({ min: 1, max }) });

const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 5,
		arbitrary: fc.record({ kind: fc.constant('pass' as const), minutes: fc.nat(150) }),
	},
	{
		weight: 8,
		arbitrary: fc.record({
			kind: fc.constant('poll' as const),
			times: fc.integer({ min: 1, max: 3 }),
			wait: fc.boolean(),
		}),
	},
	count('down', 7),
	count('refuse', 12),
	count('cannotMake', 12),
	fc.record({ kind: fc.constant('slow' as const), minutes: fc.nat(180) }),
	fc.constant<Step>({ kind: 'kill' }),
	fc.record({
		kind: fc.constant('dieAt' as const),
		death: fc.constantFrom<Death>('beforeSave', 'betweenSaveAndExecution'),
	}),
	fc.constant<Step>({ kind: 'republish' }),
);

const life = fc.record({
	engine: fc.constantFrom('default', 'durable', 'durableWithoutCursors'),
	event: fc.constantFrom('completed' as const, 'completedOrFailed' as const),
	steps: fc.array(step, { minLength: 5, maxLength: 40 }),
});

class World {
	readonly clock = new FakeClock(Date.UTC(2026, 9, 24, 20, 17));
	readonly made = new Map<string, { doneMs: number; fails: boolean; period: number }>();
	/** Requests for each period, by its start. */
	readonly requests = new Map<number, number>();
	/** Requests that came to nothing. */
	readonly futile = new Map<number, number>();
	down = 0;
	refuse = 0;
	cannotMake = 0;
	takesMs = 5 * MINUTE;

	private answer(): void {
		if (this.down === 0) return;
		this.down--;
		throw new ServiceError('The service is down', { transient: true });
	}

	readonly source: ScheduleSource = {
		request: async ({ start }) => {
			await this.clock.sleep(100);
			this.answer();
			if (this.refuse > 0) {
				this.refuse--;
				this.futile.set(start, (this.futile.get(start) ?? 0) + 1);
				throw new ServiceError('The service does not want to');
			}
			const fails = this.cannotMake > 0;
			if (fails) {
				this.cannotMake--;
				this.futile.set(start, (this.futile.get(start) ?? 0) + 1);
			}
			this.requests.set(start, (this.requests.get(start) ?? 0) + 1);
			const reportId = `report-${this.made.size}`;
			this.made.set(reportId, { doneMs: this.clock.now() + this.takesMs, fails, period: start });
			return { service: 'Test', reportId, status: 'pending' };
		},
		look: async (reports) => {
			await this.clock.sleep(100);
			try {
				this.answer();
			} catch (error) {
				return { reports: [], failures: [{ error: error as Error }] };
			}
			return { reports: reports.map((report) => this.look(report)), failures: [] };
		},
		failed: ({ start }) => ({ service: 'Test', reportId: `none-${start}`, status: 'failed' }),
		giveUp: (periods) => new ServiceError(periods.map(({ start }) => `given up ${start}`).join()),
		answersWithFile: false,
	};

	private look(report: Report): Report {
		const made = this.made.get(report.reportId);
		if (made === undefined || this.clock.now() < made.doneMs) return report;
		return { ...report, status: made.fails ? 'failed' : 'completed' };
	}

	periodOf(reportId: string): number {
		return this.made.get(reportId)?.period ?? Number(reportId.replace('none-', ''));
	}
}

test(`every hour fires once (${RUNS} lives, seed ${SEED})`, async () => {
	const seen = { hours: 0, fired: 0, failed: 0, lost: 0, again: 0, errors: 0 };
	await fc.assert(
		fc.asyncProperty(life, async ({ engine: kind, event, steps }) => {
			const world = new World();
			const { clock } = world;
			// Without a state, and nobody who remembers one, the schedule begins anew.
			const begun = new WeakSet<WatchMemory>();
			let begunMs = 0;
			const node: PollNode = async ({ first, hasCopy, store, memory }) => {
				if (store.get() === undefined && !begun.has(memory))
					begunMs = lastEnded(CALENDAR, clock.now()).start;
				begun.add(memory);
				return await pollSchedule(
					{
						node: 'node',
						scope: 'scope',
						event,
						first,
						hasCopy,
						workUntilMs: clock.now() + 3 * MINUTE,
						untilMs: clock.now() + 4 * MINUTE,
						store,
						memory,
						clock,
						complete: async ({ reportId }) => reportId,
					},
					{ calendar: CALENDAR, catchUp: CATCH_UP },
					world.source,
				);
			};
			const engine =
				kind === 'default'
					? new DefaultEngine(node)
					: new DurableEngine(node, kind === 'durable', async () => await clock.sleep(300));
			const sinceMs = lastEnded(CALENDAR, clock.now()).start;
			const under: Array<Promise<void>> = [];
			let isQuiet = true;
			let underWay = false;
			const activate = async () => {
				const activation = engine.activate();
				under.push(activation);
				await clock.run(activation);
			};
			await activate();
			for (const step of steps) {
				if (!['pass', 'poll', 'slow', 'republish'].includes(step.kind)) isQuiet = false;
				// n8n ends an activation without its polls, whose state then counts for nothing.
				if (step.kind === 'poll' && !step.wait) underWay = true;
				if (step.kind === 'republish' && underWay) isQuiet = false;
				switch (step.kind) {
					case 'pass':
						await clock.run(clock.sleep(step.minutes * MINUTE));
						break;
					case 'poll': {
						const polls = Array.from({ length: step.times }, () => engine.poll());
						under.push(...polls);
						if (step.wait) await clock.run(Promise.all(polls));
						break;
					}
					case 'slow':
						world.takesMs = step.minutes * MINUTE;
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
					case 'down':
					case 'refuse':
					case 'cannotMake':
						world[step.kind] = step.times;
				}
				if (!engine.alive) await activate();
			}
			Object.assign(world, { down: 0, refuse: 0, cannotMake: 0, takesMs: 0 });
			for (let poll = 0; poll < 30; poll++) {
				await clock.run(clock.sleep(10 * MINUTE));
				if (!engine.alive) await activate();
				await clock.run(engine.poll());
			}
			await clock.run(Promise.all(under));

			expect(engine.dead).toBe(false);
			const { fired, lostByN8n, errors } = engine.history;
			const firedPeriods = fired.map((id) => world.periodOf(id));
			const lost = new Set([...lostByN8n].map((id) => world.periodOf(id)));
			const raised = new Set(errors.flatMap(({ message }) => message.split(',')));
			for (const { start } of endedSince(CALENDAR, sinceMs, clock.now(), 10_000)) {
				const times = firedPeriods.filter((other) => other === start).length;
				const mayBeRaised = event === 'completed' && raised.has(`given up ${start}`);
				const excused = lost.has(start) || mayBeRaised || start < begunMs;
				seen.hours++;
				seen.fired += times;
				seen.again += Math.max(0, (world.requests.get(start) ?? 0) - 1);
				// A report is requested once, unless it came to nothing or n8n was in trouble.
				if (isQuiet) expect([start, world.requests.get(start)]).toEqual([start, 1]);
				expect([start, times]).toEqual([start, excused ? Math.min(times, 1) : 1]);
			}
			seen.failed += fired.filter((id) => id.startsWith('none-')).length;
			seen.lost += lost.size;
			seen.errors += errors.length;
		}),
		{ numRuns: RUNS, seed: SEED },
	);
	console.log(`Seed ${SEED}, ${RUNS} lives:`, seen);
	expect(seen.fired).toBeGreaterThan(RUNS);
}, 600_000);
