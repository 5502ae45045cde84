import {
	CancelledError,
	ServiceError,
	type ServiceErrorDetails,
} from '../../../../nodes/core/errors';
import { type Report, type ReportStatus } from '../../../../nodes/core/report';
import { type WatchedEvent } from '../../../../nodes/core/watch/event';
import { type Poll, WatchMemory } from '../../../../nodes/core/watch/poll';
import { pollSchedule } from '../../../../nodes/core/watch/pollSchedule';
import { type ScheduleSource } from '../../../../nodes/core/watch/scheduleSource';
import { storable } from '../../../../nodes/core/watch/scheduleState';
import { FakeClock } from '../../support/fakeClock';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const NOON = Date.UTC(2026, 10, 21, 12);

const failure = (message: string, details: ServiceErrorDetails = {}) =>
	new ServiceError(message, details);
const PASSING = failure('busy', { transient: true });
const LOGIN = failure('wrong login', { failure: 'credential-invalid' });
const REFUSED = failure('no such kind');

/** A daily schedule at a service that answers as the test says. It begins in the activation, without a report. */
class Daily {
	readonly clock = new FakeClock(NOON);
	private readonly memory = new WatchMemory();
	private stored: unknown;
	private made = 0;
	requests = 0;
	looks = 0;
	/** What a request throws, if anything, or what it waits for; of which period, and how many there were before. */
	refuses:
		Error | ((start: number, requests: number) => Error | Promise<void> | undefined) | undefined;
	/** What a look shows of each report, or throws. */
	shows: (report: Report) => ReportStatus | Error = () => 'completed';
	/** What a look tells of a report besides its status: all that is known, or as little as a list. */
	tells: (report: Report) => Report = (report) => report;
	complete: Poll<string>['complete'] = async ({ reportId, status, message = '' }) =>
		await Promise.resolve(`${reportId || 'none'} ${status} ${message}`.trim());

	constructor(private readonly event: WatchedEvent = 'completed') {}

	readonly source: ScheduleSource = {
		request: async ({ start }) => {
			this.requests++;
			const refusal =
				this.refuses instanceof Error ? this.refuses : this.refuses?.(start, this.requests);
			if (refusal instanceof Error) throw refusal;
			await refusal;
			this.made++;
			return await Promise.resolve<Report>({
				service: 'S',
				reportId: `r${this.made}`,
				status: 'pending',
				startDate: '2026-11-20',
			});
		},
		look: async (reports) => {
			this.looks++;
			const seen = reports.map((report) => ({ report, shown: this.shows(report) }));
			return await Promise.resolve({
				reports: seen.flatMap(({ report, shown }) =>
					shown instanceof Error ? [] : [{ ...this.tells(report), status: shown }],
				),
				failures: seen.flatMap(({ report: { reportId }, shown }) =>
					shown instanceof Error ? [{ reportId, error: shown }] : [],
				),
			});
		},
		failed: () => ({ service: 'S', reportId: '', status: 'pending' }),
		giveUp: (periods) => failure(`given up: ${periods.map(({ message }) => message).join()}`),
		answersWithFile: false,
	};

	async poll(first = false): Promise<string[] | null> {
		const now = this.clock.now();
		const poll: Poll<string> = {
			node: 'n',
			scope: 's',
			event: this.event,
			first,
			hasCopy: false,
			workUntilMs: now + 2 * MINUTE_MS,
			untilMs: now + 3 * MINUTE_MS,
			store: { get: () => this.stored, set: (state) => (this.stored = state) },
			memory: this.memory,
			clock: this.clock,
			complete: async (report) => await this.complete(report),
		};
		const calendar = { length: 'day', zone: 'UTC' } as const;
		return await this.clock.run(pollSchedule(poll, { calendar, catchUp: 5 }, this.source));
	}

	/** An activation while the service is busy, so that the first period is still to be requested. */
	async begin(): Promise<void> {
		this.refuses = PASSING;
		expect(await this.poll(true)).toBeNull();
		this.refuses = undefined;
		this.requests = 0;
	}

	async pass(ms: number): Promise<void> {
		await this.clock.run(this.clock.sleep(ms));
	}
}

describe('a request that fails', () => {
	test('for good ends the activation, at every try of it', async () => {
		const daily = new Daily();
		daily.refuses = REFUSED;
		await expect(daily.poll(true)).rejects.toBe(REFUSED);
		await expect(daily.poll(true)).rejects.toBe(REFUSED);
		expect(daily.requests).toBe(2);
	});

	test.each<[WatchedEvent]>([['completed'], ['failed'], ['completedOrFailed']])(
		'later for good is sent three times, with pauses, and then given up once (%s)',
		async (event) => {
			const daily = new Daily(event);
			await daily.begin();
			daily.refuses = REFUSED;
			expect(await daily.poll()).toBeNull();
			await daily.pass(4 * MINUTE_MS);
			expect(await daily.poll()).toBeNull();
			expect(daily.requests).toBe(1);
			await daily.pass(2 * MINUTE_MS);
			expect(await daily.poll()).toBeNull();
			await daily.pass(29 * MINUTE_MS);
			expect(await daily.poll()).toBeNull();
			expect(daily.requests).toBe(2);
			await daily.pass(2 * MINUTE_MS);
			const last = daily.poll();
			if (event === 'completed') await expect(last).rejects.toThrow('given up: no such kind');
			else expect(await last).toEqual(['none failed no such kind']);
			expect(daily.requests).toBe(3);
			await daily.pass(60 * MINUTE_MS);
			expect(await daily.poll()).toBeNull();
			expect(daily.requests).toBe(3);
		},
	);

	test.each([
		['in passing', PASSING],
		['for want of a login', LOGIN],
	])('%s is told in each poll and sent in the next, however often', async (_, error) => {
		const daily = new Daily();
		await daily.begin();
		daily.refuses = error;
		for (let times = 1; times <= 5; times++) {
			await expect(daily.poll()).rejects.toBe(error);
			expect(daily.requests).toBe(times);
		}
		daily.refuses = undefined;
		expect(await daily.poll()).toEqual(['r1 completed']);
	});

	test('after which the report may exist is an attempt: sent again only after a pause, three times in all', async () => {
		const daily = new Daily();
		daily.refuses = failure('broke off', { transient: true, mayExist: true });
		expect(await daily.poll(true)).toBeNull();
		expect(await daily.poll()).toBeNull();
		expect(daily.requests).toBe(1);
		await daily.pass(6 * MINUTE_MS);
		expect(await daily.poll()).toBeNull();
		await daily.pass(31 * MINUTE_MS);
		await expect(daily.poll()).rejects.toThrow('given up: broke off');
		expect(daily.requests).toBe(3);
	});
});

describe('one period in trouble', () => {
	/** Three periods are due, of which the oldest never gets an answer. */
	async function withOldestIn(trouble: (daily: Daily) => Error | Promise<void>): Promise<Daily> {
		const daily = new Daily();
		await daily.begin();
		await daily.pass(2 * DAY_MS);
		let oldest: number | undefined;
		daily.refuses = (start) => {
			oldest ??= start;
			return start === oldest ? trouble(daily) : undefined;
		};
		return daily;
	}

	test('in passing at each request of it does not keep the others, and is given up in the end', async () => {
		const daily = await withOldestIn(() => PASSING);
		expect(await daily.poll()).toEqual(['r1 completed', 'r2 completed']);
		for (const days of [1, 1]) {
			await daily.pass(days * DAY_MS);
			expect(await daily.poll()).toHaveLength(1);
		}
		await expect(daily.poll()).rejects.toThrow('given up: busy');
		expect(await daily.poll()).toBeNull();
	});

	test('whose file takes longer than a poll leaves the next polls to the others, and is never given up', async () => {
		let isSlow = true;
		const daily = await withOldestIn(async ({ clock }) => {
			if (!isSlow) return;
			await clock.sleep(2 * MINUTE_MS);
			throw new CancelledError();
		});
		Object.assign(daily.source, { answersWithFile: true });
		await expect(daily.poll()).rejects.toThrow(CancelledError);
		expect(await daily.poll()).toEqual(['r1 completed', 'r2 completed']);
		expect(await daily.poll()).toBeNull();
		for (let times = 2; times <= 6; times++) {
			await daily.pass(6 * MINUTE_MS);
			await expect(daily.poll()).rejects.toThrow(CancelledError);
		}
		isSlow = false;
		await daily.pass(6 * MINUTE_MS);
		expect(await daily.poll()).toEqual(['r3 completed']);
	});

	test('that takes long leaves its time to the next one, which is requested in the next poll', async () => {
		const daily = await withOldestIn(async ({ clock }) => await clock.sleep(31_000));
		expect(await daily.poll()).toEqual(['r1 completed']);
		expect(daily.requests).toBe(1);
		expect(await daily.poll()).toEqual(['r2 completed', 'r3 completed']);
	});
});

test('periods that are given up are told all at once, but not in the poll that activates the workflow', async () => {
	const daily = new Daily();
	await daily.begin();
	await daily.pass(DAY_MS);
	daily.refuses = REFUSED;
	for (const pause of [6, 31, 0]) {
		expect(await daily.poll(pause === 0)).toBeNull();
		await daily.pass(pause * MINUTE_MS);
	}
	expect(daily.requests).toBe(6);
	await expect(daily.poll()).rejects.toThrow('given up: no such kind,no such kind');
	expect(await daily.poll()).toBeNull();
});

describe('a report under way', () => {
	test('is looked at every two seconds, for twenty, but not in the activation', async () => {
		const daily = new Daily();
		daily.shows = () => 'pending';
		const [beganMs, looksFirst] = [daily.clock.now(), 1];
		expect(await daily.poll(true)).toBeNull();
		expect([daily.clock.now() - beganMs, daily.looks]).toEqual([0, looksFirst]);
		expect(await daily.poll()).toBeNull();
		expect([daily.clock.now() - beganMs, daily.looks]).toEqual([20_000, looksFirst + 11]);
		daily.shows = () => (daily.looks > 14 ? 'completed' : 'pending');
		expect(await daily.poll()).toEqual(['r1 completed']);
		expect(daily.looks).toBe(15);
		expect(daily.requests).toBe(1);
	});

	test('that cannot be looked at in passing is told, and kept', async () => {
		const daily = new Daily();
		await daily.begin();
		for (const error of [PASSING, LOGIN]) {
			daily.shows = () => error;
			const beganMs = daily.clock.now();
			await expect(daily.poll()).rejects.toBe(error);
			expect(daily.clock.now()).toBe(beganMs);
		}
		daily.shows = () => 'completed';
		expect(await daily.poll()).toEqual(['r1 completed']);
		expect(daily.requests).toBe(1);
	});

	test.each<[string, ReportStatus | Error]>([
		['is gone', failure('not found')],
		['has failed', 'failed'],
		['has expired', 'expired'],
	])('that %s is requested again after a pause', async (_, shown) => {
		const daily = new Daily();
		await daily.begin();
		daily.shows = () => shown;
		expect(await daily.poll()).toBeNull();
		expect(daily.requests).toBe(1);
		daily.shows = () => 'completed';
		await daily.pass(6 * MINUTE_MS);
		expect(await daily.poll()).toEqual(['r2 completed']);
	});

	test('for more than two days is no longer waited for', async () => {
		const daily = new Daily();
		await daily.begin();
		daily.shows = () => 'pending';
		expect(await daily.poll()).toBeNull();
		await daily.pass(2 * DAY_MS);
		expect(await daily.poll()).toBeNull();
		await daily.pass(6 * MINUTE_MS);
		daily.shows = ({ reportId }) => (reportId === 'r1' ? 'pending' : 'completed');
		// Of that day, and of the two that have ended since.
		expect(await daily.poll()).toHaveLength(3);
		expect(daily.requests).toBe(4);
	});
});

describe('a report that has ended', () => {
	test('otherwise than asked does not fire, and its period is done', async () => {
		const daily = new Daily('failed');
		await daily.begin();
		expect(await daily.poll()).toBeNull();
		const { looks } = daily;
		expect(await daily.poll()).toBeNull();
		expect([daily.looks, daily.requests]).toEqual([looks, 1]);
	});

	test('keeps what was known when it was requested, where a look tells less', async () => {
		const daily = new Daily();
		await daily.begin();
		daily.tells = ({ reportId }) => ({
			service: 'S',
			reportId,
			status: 'pending',
			startDate: undefined,
		});
		daily.complete = async (report) => await Promise.resolve(JSON.stringify(report));
		const [fired = ''] = (await daily.poll()) ?? [];
		expect(JSON.parse(fired)).toEqual({
			service: 'S',
			reportId: 'r1',
			status: 'completed',
			startDate: '2026-11-20',
		});
	});

	test('with nothing to put out does not fire, and its period is done', async () => {
		const daily = new Daily();
		await daily.begin();
		daily.complete = async () => await Promise.resolve(undefined);
		expect(await daily.poll()).toBeNull();
		daily.complete = async () => await Promise.resolve('something');
		expect(await daily.poll()).toBeNull();
	});

	test('fires at once, without those that are not ready or whose file cannot be had yet; they fire later', async () => {
		const daily = new Daily();
		await daily.begin();
		await daily.pass(2 * DAY_MS);
		const { complete } = daily;
		daily.shows = ({ reportId }) => (reportId === 'r3' ? 'pending' : 'completed');
		daily.complete = async (report) => {
			if (report.reportId === 'r1') throw PASSING;
			return await complete(report);
		};
		const beganMs = daily.clock.now();
		expect(await daily.poll()).toEqual(['r2 completed']);
		expect(daily.clock.now()).toBe(beganMs);
		expect(await daily.poll()).toBeNull();
		daily.complete = complete;
		expect(await daily.poll()).toEqual(['r1 completed']);
		daily.shows = () => 'completed';
		expect(await daily.poll()).toEqual(['r3 completed']);
		expect(daily.requests).toBe(3);
	});

	test('fires in the next poll when its file came too late for this one', async () => {
		const daily = new Daily();
		await daily.begin();
		const { complete } = daily;
		daily.complete = async (report) => {
			await daily.clock.sleep(4 * MINUTE_MS);
			return await complete(report);
		};
		await expect(daily.poll()).rejects.toThrow('within the time that n8n gives a poll');
		daily.complete = complete;
		expect(await daily.poll()).toEqual(['r1 completed']);
		expect(daily.requests).toBe(1);
	});
});

test('a message is stored no longer than it is shown', () => {
	const message = `No data ${'x'.repeat(50_000)}`;
	const stored = storable({ service: 'S', reportId: 'r1', status: 'failed', message });
	expect(stored.message).toMatch(/^No data x+…$/);
	expect(stored.message?.length).toBe(300);
});
