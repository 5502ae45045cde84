import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
	daysOf,
	endedSince,
	lastEnded,
	periodText,
	type PeriodLength,
} from '../../../../nodes/core/watch/periods';
import { PERIOD_FIELDS, periodValues } from '../../../../nodes/runtime/watch/period';
import { runs } from '../../support/runs';

const ms = (text: string, zone: string) => DateTime.fromISO(text, { zone }).toMillis();
const HOUR = 3_600_000;

/** Ordinary zones, and those whose clocks change by half an hour, at midnight or not on the hour. */
const ZONES = [
	'UTC',
	'Europe/Berlin',
	'America/New_York',
	'Australia/Lord_Howe',
	'Asia/Kathmandu',
	'America/Santiago',
	'Africa/Cairo',
	'Pacific/Apia',
	// Midnight is shown twice.
	'Atlantic/Azores',
	'America/Havana',
];

test('periods follow one another without gap or overlap, whatever the clocks do', () => {
	fc.assert(
		fc.property(
			fc.constantFrom(...ZONES),
			fc.constantFrom<PeriodLength>('hour', 'day', 'week', 'month'),
			fc.date({ min: new Date('2010-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
			(zone, length, date) => {
				const calendar = { zone, length };
				const nowMs = date.getTime();
				const last = lastEnded(calendar, nowMs);
				expect(last.end).toBeLessThanOrEqual(nowMs);
				expect(last.start).toBeLessThan(last.end);
				// The next one is not over yet.
				const next = lastEnded(
					calendar,
					last.end + { hour: 3, day: 50, week: 190, month: 750 }[length] * HOUR,
				);
				expect(next.end).toBeGreaterThan(nowMs);
				const many = endedSince(calendar, 0, nowMs, 30);
				expect(many.at(-1)).toEqual(last);
				many.slice(1).forEach(({ start }, index) => expect(start).toBe(many[index]?.end));
				// Seen from the middle of any of them, they are the same.
				const [first, second] = many.slice(-2);
				expect(lastEnded(calendar, (second?.start ?? 0) + 1)).toEqual(first);
			},
		),
		runs(500),
	);
});

test.each([
	['day', 'Atlantic/Azores', '2026-10-28T12:00Z'],
	['month', 'America/Havana', '2026-12-02T12:00Z'],
] as const)(
	'no date is in two periods where midnight is shown twice (%s, %s)',
	(length, zone, now) => {
		const periods = endedSince({ length, zone }, 0, Date.parse(now), 12);
		const dates = periods.map((period) => daysOf(period, zone));
		expect(new Set(dates.map(({ startDate }) => startDate)).size).toBe(12);
		dates.slice(1).forEach(({ startDate }, index) => {
			expect(Number(new Date(startDate)) - Number(new Date(dates[index]?.endDate ?? ''))).toBe(
				24 * HOUR,
			);
		});
	},
);

test('a period counts as ended only when what happened in it can be seen', () => {
	const calendar = { zone: 'UTC', length: 'hour', settleMs: 15 * 60_000 } as const;
	const at = (time: string) => ms(`2026-11-21T${time}`, 'UTC');
	const hour = { start: at('10:00'), end: at('11:00') };
	expect(endedSince(calendar, hour.start, at('11:14:59.999'), 9)).toEqual([]);
	expect(endedSince(calendar, hour.start, at('11:15'), 9)).toEqual([hour]);
	expect(lastEnded(calendar, at('12:14'))).toEqual(hour);
});

test('a day has as many hours as the clock shows; one that it shows twice is one of two hours', () => {
	const hoursOf = (day: string) => {
		const zone = 'Europe/Berlin';
		const start = ms(day, zone);
		const end = DateTime.fromMillis(start, { zone }).plus({ days: 1 }).toMillis();
		return endedSince({ length: 'hour', zone }, start, end, 100).length;
	};
	expect(hoursOf('2026-03-28')).toBe(24);
	expect(hoursOf('2026-03-29')).toBe(23);
	expect(hoursOf('2026-10-25')).toBe(24);
	const doubled = { length: 'hour', zone: 'America/New_York' } as const;
	const period = lastEnded(doubled, Date.parse('2026-11-01T07:10Z'));
	expect(period.end - period.start).toBe(2 * HOUR);
	expect(periodText(period, doubled)).toBe('2026-11-01 01:00 to 02:00');
	// Half way through it, it is not over.
	expect(lastEnded(doubled, Date.parse('2026-11-01T06:10Z')).end).toBe(period.start);
});

test('the last period is that of the time zone', () => {
	const nowMs = Date.parse('2026-11-01T03:30:00Z');
	const days = (zone: string, length: PeriodLength) =>
		daysOf(lastEnded({ zone, length }, nowMs), zone);
	expect(days('UTC', 'day')).toEqual({ startDate: '2026-10-31', endDate: '2026-10-31' });
	expect(days('America/New_York', 'day')).toEqual({
		startDate: '2026-10-30',
		endDate: '2026-10-30',
	});
	expect(days('UTC', 'month')).toEqual({ startDate: '2026-10-01', endDate: '2026-10-31' });
	expect(days('America/New_York', 'month')).toEqual({
		startDate: '2026-09-01',
		endDate: '2026-09-30',
	});
	expect(days('UTC', 'week')).toEqual({ startDate: '2026-10-19', endDate: '2026-10-25' });
});

test('at most so many are made up for, the last ones', () => {
	const calendar = { zone: 'UTC', length: 'day' } as const;
	const ended = endedSince(calendar, Date.parse('2026-01-01'), Date.parse('2026-02-01'), 2);
	expect(ended.map((period) => periodText(period, calendar))).toEqual(['2026-01-30', '2026-01-31']);
	expect(endedSince(calendar, Date.parse('2026-02-01'), Date.parse('2026-02-01'), 2)).toEqual([]);
});

test('the fields of all services are filled in', () => {
	const period = {
		start: ms('2026-10-01', 'Europe/Berlin'),
		end: ms('2026-11-01', 'Europe/Berlin'),
	};
	expect(periodValues(period, 'Europe/Berlin')).toEqual({
		dateRange: 'custom',
		startDate: '2026-10-01',
		endDate: '2026-10-31',
		startTimestamp: period.start,
		endTimestamp: period.end - 1_000,
		billingPeriod: '2026-10',
	});
	expect([...PERIOD_FIELDS]).toContain('billingPeriod');
});
