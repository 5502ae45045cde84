import { CancelledError, ServiceError } from '../../../nodes/core/errors';
import { createReportWaiter } from '../../../nodes/core/job/reportWaiter';
import { type Report } from '../../../nodes/core/report';
import { FakeClock } from '../support/fakeClock';

const MINUTE = 60_000;
const pending = (reportId: string): Report => ({ service: 'Test', reportId, status: 'pending' });

/** A service whose reports are ready so many ms after the start. */
function service(clock: FakeClock, readyAfterMs: Record<string, number>) {
	const startMs = clock.now();
	const asked: string[] = [];
	const one = async (report: Report): Promise<Report> => {
		asked.push(report.reportId);
		const ready = clock.now() - startMs >= (readyAfterMs[report.reportId] ?? Infinity);
		return { ...report, status: ready ? 'completed' : 'pending' };
	};
	return { asked, one };
}

describe('waiting for reports', () => {
	test('a report that is ready at once is noticed by the first look, without a pause', async () => {
		const clock = new FakeClock();
		const { one, asked } = service(clock, { a: 0 });
		const outcome = await clock.run(
			createReportWaiter({ one }, clock).settled(pending('a'), Infinity),
		);
		expect(outcome).toMatchObject({ ended: true, report: { status: 'completed' } });
		expect(asked).toEqual(['a']);
		expect(clock.now()).toBe(new FakeClock().now());
	});

	test.each([20_000, 3 * MINUTE, 40 * MINUTE])(
		'a report that takes %d ms is noticed at most 7 %% later, or 1.5 s, or 30 s',
		async (takesMs) => {
			const clock = new FakeClock();
			const startMs = clock.now();
			const { one } = service(clock, { a: takesMs });
			await clock.run(createReportWaiter({ one }, clock).settled(pending('a'), Infinity));
			const lateMs = clock.now() - startMs - takesMs;
			expect(lateMs).toBeLessThanOrEqual(Math.min(30_000, Math.max(1_500, takesMs * 0.07)));
		},
	);

	test('twenty reports take as long as the slowest, not as long as all together', async () => {
		const clock = new FakeClock();
		const startMs = clock.now();
		const ids = Array.from({ length: 20 }, (_, i) => `r${i}`);
		const { one } = service(clock, Object.fromEntries(ids.map((id, i) => [id, 1_000 * (i + 1)])));
		const waiter = createReportWaiter({ one }, clock);
		await clock.run(Promise.all(ids.map((id) => waiter.settled(pending(id), Infinity))));
		expect(clock.now() - startMs).toBeLessThanOrEqual(21_500);
	});

	test('two hundred reports, asked for one by one, are noticed together for a third of the requests', async () => {
		const clock = new FakeClock();
		const startMs = clock.now();
		const ids = Array.from({ length: 200 }, (_, i) => `r${i}`);
		const { one, asked } = service(clock, Object.fromEntries(ids.map((id) => [id, 20_000])));
		const waiter = createReportWaiter({ one }, clock);
		await clock.run(Promise.all(ids.map((id) => waiter.settled(pending(id), Infinity))));
		expect(clock.now() - startMs).toBeLessThanOrEqual(20_200);
		// All of them every 1.5 s would be 2,800.
		expect(asked.length).toBeLessThan(1_000);
	});

	test.each([1, 5, 8, 20, 33, 200])(
		'each of %d reports, asked for one by one, has its look within four intervals',
		async (count) => {
			const clock = new FakeClock();
			const startMs = clock.now();
			const ids = Array.from({ length: count }, (_, i) => `r${i}`);
			const lookedAtMs = new Map(ids.map((id) => [id, 0]));
			let longestMs = 0;
			const one = async (report: Report): Promise<Report> => {
				const nowMs = clock.now() - startMs;
				longestMs = Math.max(longestMs, nowMs - (lookedAtMs.get(report.reportId) ?? 0));
				lookedAtMs.set(report.reportId, nowMs);
				return report;
			};
			const waiter = createReportWaiter({ one }, clock);
			const deadlineMs = startMs + 20_000;
			await clock.run(Promise.all(ids.map((id) => waiter.settled(pending(id), deadlineMs))));
			expect(longestMs).toBeLessThanOrEqual((count > 8 ? 4 : 1) * 1_500 + 200);
		},
	);

	test('reports that end one after the other do not have all others looked at each time', async () => {
		const clock = new FakeClock();
		const ids = Array.from({ length: 100 }, (_, i) => `r${i}`);
		const { one, asked } = service(clock, Object.fromEntries(ids.map((id, i) => [id, 100 * i])));
		const slowly = async (report: Report) => {
			await clock.sleep(100);
			return await one(report);
		};
		const waiter = createReportWaiter({ one: slowly }, clock);
		await clock.run(Promise.all(ids.map((id) => waiter.settled(pending(id), Infinity))));
		// All that are left every 1.5 s would be 400.
		expect(asked.length).toBeLessThan(600);
	});

	test('a list that is slow to come is not asked for twice, and has its full pause all the same', async () => {
		const clock = new FakeClock();
		const startMs = clock.now();
		const asked: number[] = [];
		const all = async (reports: readonly Report[]) => {
			asked.push(clock.now() - startMs);
			if (asked.length === 1) await clock.sleep(4_000);
			const status: Report['status'] = asked.length === 3 ? 'completed' : 'pending';
			return reports.map((report) => ({ ...report, status }));
		};
		const waiter = createReportWaiter({ all }, clock);
		const first = waiter.settled(pending('a'), Infinity);
		await clock.run(clock.sleep(2_000));
		await clock.run(Promise.all([first, waiter.settled(pending('b'), Infinity)]));
		expect(asked).toEqual([0, 5_500, 7_000]);
	});

	test('a newcomer whose time is up while a list never comes is put out as it was', async () => {
		const clock = new FakeClock();
		const startMs = clock.now();
		const all = async () => await new Promise<Report[]>(() => undefined);
		const waiter = createReportWaiter({ all }, clock);
		const first = waiter.settled(pending('a'), startMs + MINUTE);
		await clock.run(clock.sleep(2_000));
		const outcomes = await clock.run(
			Promise.all([first, waiter.settled(pending('b'), startMs + MINUTE)]),
		);
		expect(outcomes.map(({ ended }) => ended)).toEqual([false, false]);
		expect(clock.now() - startMs).toBe(MINUTE + 5_000);
	});

	test('a service that can list is asked once a round, however many reports are under way', async () => {
		const clock = new FakeClock();
		const startMs = clock.now();
		let lists = 0;
		const all = async (reports: readonly Report[]) => {
			lists++;
			const status: Report['status'] = clock.now() - startMs >= 10_000 ? 'completed' : 'pending';
			return reports.map((report) => ({ ...report, status }));
		};
		const waiter = createReportWaiter({ all }, clock);
		const ids = Array.from({ length: 200 }, (_, i) => `r${i}`);
		const outcomes = await clock.run(
			Promise.all(ids.map((id) => waiter.settled(pending(id), Infinity))),
		);
		expect(outcomes.every(({ ended }) => ended)).toBe(true);
		// Every 1.5 s up to 10.5 s; the first look may have gone out before all had arrived.
		expect(lists).toBeLessThanOrEqual(9);
	});

	test('reports with the same ID get each its own answer', async () => {
		const clock = new FakeClock();
		const all = async (reports: readonly Report[]) =>
			reports.map((report) => ({
				...report,
				status: 'completed' as const,
				name: report.accountId,
			}));
		const waiter = createReportWaiter({ all }, clock);
		const two = ['a', 'b'].map((accountId) => ({ ...pending('100'), accountId }));
		const outcomes = await clock.run(
			Promise.all(two.map((report) => waiter.settled(report, Infinity))),
		);
		expect(outcomes.map(({ report }) => report.name)).toEqual(['a', 'b']);
	});

	test('an old message does not survive its status', async () => {
		const clock = new FakeClock();
		let looks = 0;
		const one = async ({ service, reportId }: Report): Promise<Report> =>
			looks++ === 0
				? { service, reportId, status: 'pending', message: 'Running' }
				: { service, reportId, status: 'completed' };
		const known: Report = { ...pending('a'), startDate: '2026-11-01' };
		const outcome = await clock.run(createReportWaiter({ one }, clock).settled(known, Infinity));
		expect(outcome.report).toEqual({
			service: 'Test',
			reportId: 'a',
			status: 'completed',
			startDate: '2026-11-01',
		});
	});

	test('a newcomer does not wait for the long pauses of the old ones', async () => {
		const clock = new FakeClock();
		const { one } = service(clock, { old: 20 * MINUTE, young: 10 * MINUTE + 1_000 });
		const waiter = createReportWaiter({ one }, clock);
		const old = waiter.settled(pending('old'), Infinity);
		await clock.run(clock.sleep(10 * MINUTE));
		const arrivedMs = clock.now();
		await clock.run(waiter.settled(pending('young'), Infinity));
		expect(clock.now() - arrivedMs).toBeLessThanOrEqual(4_000);
		await clock.run(old);
	});

	test('time that is up puts out the last that was seen, after a last look at the deadline', async () => {
		const clock = new FakeClock();
		const startMs = clock.now();
		const looks: number[] = [];
		const one = async (report: Report): Promise<Report> => {
			looks.push(clock.now() - startMs);
			return { ...report, serviceStatus: 'PROCESSING' };
		};
		const outcome = await clock.run(
			createReportWaiter({ one }, clock).settled(pending('a'), startMs + 5_500),
		);
		expect(outcome).toMatchObject({ ended: false, report: { serviceStatus: 'PROCESSING' } });
		expect(looks).toEqual([0, 1_500, 3_000, 4_500, 5_500]);
	});

	test('a look that never answers is not doubled, and does not outlast the deadline for ever', async () => {
		const clock = new FakeClock();
		const startMs = clock.now();
		let looks = 0;
		const one = async () => {
			looks++;
			return await new Promise<Report>(() => undefined);
		};
		const outcome = await clock.run(
			createReportWaiter({ one }, clock).settled(pending('a'), startMs + MINUTE),
		);
		expect(outcome.ended).toBe(false);
		expect(looks).toBe(1);
		expect(clock.now() - startMs).toBe(MINUTE + 5_000);
	});

	test('passing trouble is no verdict: the next look may succeed', async () => {
		const clock = new FakeClock();
		let looks = 0;
		const one = async (report: Report): Promise<Report> => {
			looks++;
			if (looks < 3) throw new ServiceError('down', { transient: true });
			return { ...report, status: 'completed' };
		};
		const outcome = await clock.run(
			createReportWaiter({ one }, clock).settled(pending('a'), Infinity),
		);
		expect(outcome.ended).toBe(true);
		expect(looks).toBe(3);
	});

	test('passing trouble until the deadline is told with the outcome', async () => {
		const clock = new FakeClock();
		const one = async (): Promise<Report> => {
			throw new ServiceError('down', { transient: true });
		};
		const outcome = await clock.run(
			createReportWaiter({ one }, clock).settled(pending('a'), clock.now() + MINUTE),
		);
		expect(outcome).toMatchObject({ ended: false, lastError: { message: 'down' } });
	});

	test('lasting trouble with one report ends the wait for that one only', async () => {
		const clock = new FakeClock();
		const good = service(clock, { good: 5_000 });
		const one = async (report: Report): Promise<Report> => {
			if (report.reportId === 'bad') throw new ServiceError('unknown report', { status: 404 });
			return await good.one(report);
		};
		const waiter = createReportWaiter({ one }, clock);
		const [bad, fine] = await clock.run(
			Promise.allSettled([
				waiter.settled(pending('bad'), Infinity),
				waiter.settled(pending('good'), Infinity),
			]),
		);
		expect(bad).toMatchObject({ status: 'rejected', reason: { message: 'unknown report' } });
		expect(fine).toMatchObject({ status: 'fulfilled', value: { ended: true } });
	});

	test('lasting trouble with one of a list ends the wait for that one only', async () => {
		const clock = new FakeClock();
		const good = service(clock, { good: 5_000 });
		const all = async (reports: readonly Report[]) =>
			await Promise.all(
				reports.map(async (report) =>
					report.reportId === 'bad'
						? new ServiceError('not allowed', { status: 403 })
						: await good.one(report),
				),
			);
		const waiter = createReportWaiter({ all }, clock);
		const [bad, fine] = await clock.run(
			Promise.allSettled([
				waiter.settled(pending('bad'), clock.now() + MINUTE),
				waiter.settled(pending('good'), clock.now() + MINUTE),
			]),
		);
		expect(bad).toMatchObject({ status: 'rejected', reason: { message: 'not allowed' } });
		expect(fine).toMatchObject({ status: 'fulfilled', value: { ended: true } });
	});

	test('passing trouble with one of a list holds up that one only, and is told at its deadline', async () => {
		const clock = new FakeClock();
		const startMs = clock.now();
		const good = service(clock, { good: 5_000 });
		const all = async (reports: readonly Report[]) =>
			await Promise.all(
				reports.map(async (report) =>
					report.reportId === 'bad'
						? new ServiceError('down', { transient: true })
						: await good.one(report),
				),
			);
		const waiter = createReportWaiter({ all }, clock);
		const bad = waiter.settled(pending('bad'), startMs + MINUTE);
		const fine = await clock.run(waiter.settled(pending('good'), startMs + MINUTE));
		expect(fine).toMatchObject({ ended: true, report: { status: 'completed' } });
		expect(clock.now() - startMs).toBeLessThanOrEqual(6_000);
		expect(await clock.run(bad)).toMatchObject({ ended: false, lastError: { message: 'down' } });
	});

	test('a stopped execution ends all waits at once', async () => {
		const clock = new FakeClock();
		const { one, asked } = service(clock, {});
		const waiter = createReportWaiter({ one }, clock);
		const waits = Promise.allSettled([
			waiter.settled(pending('a'), Infinity),
			waiter.settled(pending('b'), Infinity),
		]);
		await clock.run(clock.sleep(5_000));
		const looks = asked.length;
		clock.cancel();
		for (const wait of await waits) {
			expect(wait).toMatchObject({ status: 'rejected', reason: expect.any(CancelledError) });
		}
		expect(asked.length).toBe(looks);
	});

	test('each round tells what is waited for, and since when', async () => {
		const clock = new FakeClock();
		const startMs = clock.now();
		const { one } = service(clock, { a: 3_000, b: 7_000 });
		const all = async (reports: readonly Report[]) => await Promise.all(reports.map(one));
		const rounds: Array<[number, string[]]> = [];
		const waiter = createReportWaiter({ all }, clock, (waiting) => {
			expect(waiting.every(({ sinceMs }) => sinceMs === startMs)).toBe(true);
			rounds.push([clock.now() - startMs, waiting.map(({ report }) => report.reportId)]);
		});
		await clock.run(
			Promise.all([waiter.settled(pending('a'), Infinity), waiter.settled(pending('b'), Infinity)]),
		);
		expect(rounds.slice(1)).toEqual([
			[1_500, ['a', 'b']],
			[3_000, ['a', 'b']],
			[4_500, ['b']],
			[6_000, ['b']],
			[7_500, ['b']],
		]);
	});

	test('two waits for the same report are both answered', async () => {
		const clock = new FakeClock();
		const { one } = service(clock, { a: 3_000 });
		const waiter = createReportWaiter({ one }, clock);
		const outcomes = await clock.run(
			Promise.all([waiter.settled(pending('a'), Infinity), waiter.settled(pending('a'), Infinity)]),
		);
		expect(outcomes.map(({ ended }) => ended)).toEqual([true, true]);
	});
});
