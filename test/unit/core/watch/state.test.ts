import fc from 'fast-check';
import { CancelledError, ServiceError } from '../../../../nodes/core/errors';
import { type Report } from '../../../../nodes/core/report';
import { earliestMs, endedAsAsked, latest } from '../../../../nodes/core/watch/event';
import {
	afterFiring,
	beginListWatch,
	MAX_ENDED,
	newlyEnded,
	readListState,
	type ListState,
} from '../../../../nodes/core/watch/listWatch';
import { completeAll, WatchMemory, type Poll } from '../../../../nodes/core/watch/poll';
import { pollSpecific } from '../../../../nodes/core/watch/pollSpecific';
import { isReportKey, reportKey } from '../../../../nodes/core/watch/reportKey';
import { readScheduleState, storable } from '../../../../nodes/core/watch/scheduleState';
import {
	afterLook,
	readSpecificState,
	watchedIds,
} from '../../../../nodes/core/watch/specificWatch';
import { UnsavedStates } from '../../../../nodes/core/watch/unsaved';
import { FakeClock } from '../../support/fakeClock';
import { cpuMsSince } from '../../../support/cpuTime';

const completed = (reportId: string, more: Partial<Report> = {}): Report => ({
	service: 'Test',
	reportId,
	status: 'completed',
	...more,
});
const many = (from: number, count: number) =>
	Array.from({ length: count }, (_, index) => completed(`r${from + index}`));
const known = (reports: Report[], scope = 'scope'): ListState =>
	afterFiring(beginListWatch(scope, 0), reports, []);

describe('a state that cannot be trusted counts as none', () => {
	const good = known(many(0, 3));
	test.each([
		['nothing', undefined],
		['text', 'state'],
		['a list', [good]],
		['another version', { ...good, version: 2 }],
		['another watch', { ...good, watch: 'scheduled' }],
		['another scope', { ...good, scope: 'other' }],
		['no moment', { ...good, since: 'today' }],
		['what are no keys', { ...good, ended: ['a', 'b'] }],
		['no list of keys', { ...good, ended: { 0: 'x' } }],
		['too many keys', { ...good, ended: Array(MAX_ENDED + 1).fill(reportKey('x')) }],
	])('%s', (_, stored) => {
		expect(readListState(stored, 'scope')).toBeUndefined();
	});

	test('a good one is read as it was written', () => {
		expect(readListState(JSON.parse(JSON.stringify(good)), 'scope')).toEqual(good);
	});

	describe('of reports watched by their IDs', () => {
		const done = [reportKey('a'), reportKey('b')];
		const state = { version: 1, watch: 'specific', scope: 'scope', done };
		test.each([
			['another version', { ...state, version: 2 }],
			['another watch', { ...state, watch: 'any' }],
			['another scope', { ...state, scope: 'other' }],
			['one that is no key', { ...state, done: [...done, 'c'] }],
			['too many', { ...state, done: Array(5_001).fill(reportKey('x')) }],
		])('with %s', (_, stored) => {
			expect(readSpecificState(stored, 'scope').done).toEqual([]);
			expect(readSpecificState(state, 'scope').done).toEqual(done);
		});
	});

	describe('of a schedule', () => {
		const report = { service: 'Test', reportId: 'r', status: 'pending', hasFile: true };
		const period = { start: 1, end: 2, failures: 0, notBefore: 0, requestedAt: 3, message: 'm' };
		const open = [{ ...period, report, failed: { ...report, status: 'failed' } }];
		const state = { version: 1, watch: 'scheduled', scope: 'scope', through: 5, open };

		test('that is good is read as it was written', () => {
			expect(readScheduleState(state, 'scope')).toEqual(state);
			expect(readScheduleState({ ...state, open: Array(100).fill(period) }, 'scope')).toBeDefined();
		});

		test.each([
			['another version', { version: 2 }],
			['another watch', { watch: 'any' }],
			['another scope', { scope: 'other' }],
			['no moment', { through: 'x' }],
			['a moment before all time', { through: -1 }],
			['a moment that is no number', { through: Number.NaN }],
			['no list', { open: { 0: period } }],
			['too many periods', { open: Array(101).fill(period) }],
			...[
				{ start: 'x' },
				{ end: null },
				{ start: 2, end: 1 },
				{ start: 2, end: 2 },
				{ failures: -1 },
				{ failures: undefined },
				{ notBefore: 'x' },
				{ report: 'r' },
				{ report: { ...report, service: 1 } },
				{ report: { ...report, reportId: 1 } },
				{ report: { ...report, status: 'gone' } },
				{ report: { ...report, raw: {} } },
				{ failed: { ...report, reportId: undefined } },
			].map((wrong): [string, object] => [
				`a period with ${JSON.stringify(wrong)}`,
				{ open: [period, { ...period, ...wrong }] },
			]),
		])('with %s', (_, wrong) => {
			expect(readScheduleState({ ...state, ...wrong }, 'scope')).toBeUndefined();
		});

		test('of a report only text and flags are stored, and nothing of the raw answer', () => {
			const seen = { ...completed('r', { message: 'm', hasFile: false, raw: 'secret' }), extra: 7 };
			expect(storable(seen)).toEqual(completed('r', { message: 'm', hasFile: false }));
		});
	});

	test('nothing that could be stored makes a reader fail', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.jsonValue(), (value, entry) => {
				const shaped = {
					version: 1,
					scope: 's',
					since: 0,
					through: 0,
					ended: value,
					done: value,
					open: [entry],
				};
				for (const stored of [
					value,
					...['any', 'specific', 'scheduled'].map((watch) => ({ ...shaped, watch })),
				]) {
					readListState(stored, 's');
					readScheduleState(stored, 's');
					expect(readSpecificState(stored, 's').done.every(isReportKey)).toBe(true);
				}
			}),
		);
	});
});

describe('the state of a list', () => {
	test('is bounded: what the list has no longer is forgotten, oldest first, and only as far as needed', () => {
		const old = many(0, MAX_ENDED);
		const state = known(old);
		const listed = [...old.slice(3), ...many(MAX_ENDED, 2)];
		const fired = newlyEnded(state, listed, 'completed');
		expect(fired.map(({ reportId }) => reportId)).toEqual([`r${MAX_ENDED}`, `r${MAX_ENDED + 1}`]);
		const after = afterFiring(state, listed, fired);
		expect(after.ended).toHaveLength(MAX_ENDED);
		expect(after.ended).not.toContain(reportKey('r0'));
		expect(after.ended).toContain(reportKey('r2'));
		expect(newlyEnded(after, listed, 'completed')).toEqual([]);
	});

	test('does not take a list that was cut short for one whose reports are gone', () => {
		const state = known(many(0, 10));
		const fired = [completed('new')];
		const after = afterFiring(state, fired, fired);
		expect(newlyEnded(after, [...many(0, 10), ...fired], 'completed')).toEqual([]);
	});

	test('tells reports of different definitions apart that have the same ID', () => {
		const [one, other] = ['4', '14'].map((reportDefinitionId) => ({
			...completed('100102'),
			reportDefinitionId,
		}));
		const state = known(one === undefined ? [] : [one]);
		expect(
			newlyEnded(
				state,
				[one, other].flatMap((report) => report ?? []),
				'completed',
			),
		).toEqual([other]);
	});

	test('has 11 characters for each report, however long its ID', () => {
		expect(reportKey('Y2lzY29zcGFyazovL3VzL0JJTExJTkdfUkVQT1JU'.repeat(3))).toHaveLength(11);
		expect(JSON.stringify(known(many(0, MAX_ENDED))).length).toBeLessThan(80_000);
	});

	test('a poll over 5,000 reports costs little', () => {
		const listed = many(0, MAX_ENDED);
		const state = known(listed);
		const runs = Array.from({ length: 9 }, () => {
			const before = process.cpuUsage();
			newlyEnded(
				readListState(JSON.parse(JSON.stringify(state)), 'scope') ?? state,
				listed,
				'completed',
			);
			return cpuMsSince(before);
		}).sort((a, b) => a - b);
		console.log(`Deciding over ${MAX_ENDED} reports: ${runs[4]?.toFixed(1)} ms CPU (median of 9)`);
		expect(runs[4]).toBeLessThan(250);
	});
});

describe('when a report was requested', () => {
	test.each([
		['2026-11-21T10:00:00Z', '2026-11-21T10:00:00Z'],
		['2026-11-21T10:00:00.1234567Z', '2026-11-21T10:00:00.123Z'],
		// Without a zone it may be any: the earliest counts.
		['2026-11-21 10:00:00', '2026-11-20T20:00:00Z'],
		['2020-9-19 11:05:12', '2020-09-18T21:05:12Z'],
		['/Date(1795255200000-0000)/', '2026-11-21T10:00:00Z'],
	])('%s', (text, expected) => {
		expect(new Date(earliestMs(text) ?? 0).toISOString()).toBe(new Date(expected).toISOString());
	});

	test('what is no date tells nothing', () => {
		expect(earliestMs('yesterday')).toBeUndefined();
		expect(earliestMs(undefined)).toBeUndefined();
	});
});

test('one that has expired was completed once; one under way has not ended', () => {
	const asked = (status: Report['status']) =>
		(['completed', 'failed', 'completedOrFailed'] as const).filter((event) =>
			endedAsAsked(completed('a', { status }), event),
		);
	expect(asked('completed')).toEqual(['completed', 'completedOrFailed']);
	expect(asked('expired')).toEqual(['completed', 'completedOrFailed']);
	expect(asked('failed')).toEqual(['failed', 'completedOrFailed']);
	expect(asked('pending')).toEqual([]);
});

test('the latest is the last requested, else the one about the latest time', () => {
	expect(latest([])).toBeUndefined();
	const months = ['2026-08', '2026-10', '2026-09'].map((month) =>
		completed(month, { startDate: `${month}-01`, endDate: `${month}-28` }),
	);
	expect(latest(months)?.reportId).toBe('2026-10');
});

describe('the IDs to watch', () => {
	test('come as text or as a list, each once', () => {
		expect(watchedIds(' a, b\n c;a ')).toEqual(['a', 'b', 'c']);
		expect(watchedIds(['a', 17, 'b'])).toEqual(['a', '17', 'b']);
	});

	test('are needed, and bounded', () => {
		expect(() => watchedIds('  ')).toThrow("'Report IDs' is empty");
		expect(() => watchedIds(null)).toThrow("'Report IDs' is empty");
		expect(watchedIds(many(0, 500).map(({ reportId }) => reportId))).toHaveLength(500);
		expect(() => watchedIds(many(0, 501).map(({ reportId }) => reportId))).toThrow('at most 500');
	});
});

function poll(more: Partial<Poll<Report>> = {}): Poll<Report> {
	const clock = new FakeClock();
	let state: unknown;
	return {
		node: 'node',
		scope: 'scope',
		event: 'completed',
		first: false,
		hasCopy: false,
		workUntilMs: clock.now() + 60_000,
		untilMs: clock.now() + 90_000,
		store: { get: () => state, set: (next) => (state = next) },
		memory: new WatchMemory(),
		clock,
		complete: async (report) => report,
		...more,
	};
}

describe('a file that cannot be had', () => {
	const broken = new ServiceError('No file', { transient: true });

	test('is tried in ten polls, then the report fires without it', async () => {
		const told: Array<Error | undefined> = [];
		const one = poll({
			complete: async (report, giveUp) => {
				told.push(giveUp);
				if (giveUp === undefined) throw broken;
				return report;
			},
		});
		for (let attempt = 1; attempt < 10; attempt++)
			expect(await completeAll(one, [completed('a')])).toEqual([]);
		expect(await completeAll(one, [completed('a')])).toHaveLength(1);
		expect(told.at(-1)).toBe(broken);
	});

	test('is not tried again when the service says that it is gone', async () => {
		const gone = new ServiceError('Deleted', { reportStatus: 'expired' });
		const one = poll({
			complete: async (report, giveUp) => {
				if (giveUp === undefined) throw gone;
				return report;
			},
		});
		expect(await completeAll(one, [completed('a')])).toHaveLength(1);
	});

	test('for want of a login is told', async () => {
		const refused = new ServiceError('No', { failure: 'credential-invalid' });
		const one = poll({ complete: async () => await Promise.reject(refused) });
		await expect(completeAll(one, [completed('a')])).rejects.toBe(refused);
	});

	test('for want of one right is told, tried again and given up, while the others fire', async () => {
		const forbidden = new ServiceError('No', { failure: 'credential-invalid', status: 403 });
		const one = poll({
			complete: async (report, giveUp) => {
				if (report.reportId === 'a' && giveUp === undefined) throw forbidden;
				return report;
			},
		});
		expect(await completeAll(one, [completed('a'), completed('b')])).toHaveLength(1);
		for (let polls = 2; polls < 10; polls++)
			await expect(completeAll(one, [completed('a')])).rejects.toBe(forbidden);
		expect(await completeAll(one, [completed('a')])).toHaveLength(1);
		expect(await completeAll({ ...one, first: true }, [completed('a')])).toEqual([]);
	});

	test('for want of time says so, and not that somebody stopped it', async () => {
		const told: Array<Error | undefined> = [];
		const one = poll({
			complete: async (report, giveUp) => {
				if (giveUp === undefined) throw new CancelledError();
				told.push(giveUp);
				return report;
			},
		});
		for (let polls = 1; polls <= 10; polls++) await completeAll(one, [completed('a')]);
		expect(told).toEqual([expect.objectContaining({ message: expect.stringContaining('time') })]);
	});

	test('is not begun when the time of the poll is over', async () => {
		const one = poll({ workUntilMs: 0 });
		expect(await completeAll(one, [completed('a')])).toEqual([]);
	});
});

describe('given reports', () => {
	test('that ended otherwise are not asked for again, until another event is chosen', async () => {
		const one = poll();
		const asked: string[][] = [];
		const look = async (ids: readonly string[]) => {
			asked.push([...ids]);
			return { reports: ids.map((id) => completed(id, { status: 'failed' })), failures: [] };
		};
		expect(await pollSpecific(one, ['a'], look)).toBeNull();
		expect(await pollSpecific(one, ['a'], look)).toBeNull();
		expect(asked).toEqual([['a']]);
		expect(await pollSpecific({ ...one, event: 'failed' }, ['a'], look)).toHaveLength(1);
		expect(await pollSpecific({ ...one, event: 'failed' }, ['a'], look)).toBeNull();
	});

	test('that are under way are asked for again', async () => {
		const one = poll();
		let status: Report['status'] = 'pending';
		const look = async (ids: readonly string[]) =>
			await Promise.resolve({ reports: ids.map((id) => completed(id, { status })), failures: [] });
		expect(await pollSpecific(one, ['a'], look)).toBeNull();
		status = 'completed';
		expect(await pollSpecific(one, ['a'], look)).toHaveLength(1);
	});

	test('are remembered once: by their ID, or by the event that they did not end with', () => {
		const before = readSpecificState(undefined, 'scope');
		const [fired, failed, pending] = [
			completed('a'),
			completed('b', { status: 'failed' }),
			completed('c', { status: 'pending' }),
		];
		const after = afterLook(before, [fired, failed, pending], [fired], 'completed');
		expect(after.done).toEqual([reportKey('a'), reportKey('b', 'completed')]);
		expect(afterLook(after, [failed, pending], [], 'completed')).toBe(after);
	});

	test('that cannot be looked at do not hold back the others, and are told when nothing fires', async () => {
		const one = poll();
		const unknown = new ServiceError('Not found', { status: 404 });
		const look = async (ids: readonly string[]) => ({
			reports: ids.filter((id) => id === 'good').map((id) => completed(id)),
			failures: [{ reportId: 'bad', error: unknown }],
		});
		expect(await pollSpecific(one, ['good', 'bad'], look)).toHaveLength(1);
		await expect(pollSpecific(one, ['good', 'bad'], look)).rejects.toMatchObject({
			message: unknown.message,
			details: { reportId: 'bad', description: 'The ID of the report is bad.' },
		});
		// An activation ends only when nothing at all is left to watch.
		await expect(pollSpecific({ ...one, first: true }, ['bad'], look)).rejects.toThrow(
			unknown.message,
		);
	});
});

describe('a state that n8n has not stored', () => {
	const [stored, first, second, last] = ['s', 'u1', 'u2', 'u3'];

	test('is known when n8n forgets what its polls have left, however many those were', () => {
		const unsaved = new UnsavedStates();
		unsaved.remember('n', stored, first);
		unsaved.remember('n', first, 'on the way');
		unsaved.remember('n', first, second);
		unsaved.remember('n', second, last);
		expect(unsaved.latest('n', stored)).toBe(last);
		expect(unsaved.latest('n', second)).toBe(last);
		expect(unsaved.latest('another', stored)).toBe(stored);
	});

	test('counts no more as soon as n8n has stored another one', () => {
		const unsaved = new UnsavedStates();
		unsaved.remember('n', stored, first);
		expect(unsaved.latest('n', 'fired')).toBe('fired');
		unsaved.remember('n', 'fired', second);
		expect(unsaved.latest('n', stored)).toBe(stored);
		expect(unsaved.latest('n', 'fired')).toBe(second);
	});
});
