import { DateTime } from 'luxon';
import {
	calendarDate,
	customRange,
	customTimes,
	presetRange,
	wholeDays,
} from '../../../nodes/core/dateRange';

const at = (iso: string) => DateTime.fromISO(iso).toMillis();

describe('presets are reckoned in the time zone of the workflow', () => {
	// 02:30 UTC on 1 March 2026 is still the evening of 28 February in New York.
	const nowMs = at('2026-03-01T02:30:00Z');
	test.each([
		['yesterday', 'UTC', '2026-02-28', '2026-02-28'],
		['yesterday', 'America/New_York', '2026-02-27', '2026-02-27'],
		['last7Days', 'UTC', '2026-02-22', '2026-02-28'],
		['last30Days', 'UTC', '2026-01-30', '2026-02-28'],
		['monthToDate', 'UTC', '2026-03-01', '2026-03-01'],
		['monthToDate', 'America/New_York', '2026-02-01', '2026-02-28'],
		['lastMonth', 'UTC', '2026-02-01', '2026-02-28'],
		['lastMonth', 'America/New_York', '2026-01-01', '2026-01-31'],
	] as const)('%s in %s', (preset, zone, startDate, endDate) => {
		expect(presetRange(preset, nowMs, zone)).toEqual({ startDate, endDate });
	});

	test('days of 23 and 25 hours do not shift a range', () => {
		// Daylight saving begins on 8 March and ends on 1 November 2026 in New York.
		expect(
			presetRange('yesterday', at('2026-03-09T00:30:00-04:00'), 'America/New_York').startDate,
		).toBe('2026-03-08');
		expect(
			presetRange('yesterday', at('2026-11-02T00:30:00-05:00'), 'America/New_York').startDate,
		).toBe('2026-11-01');
	});

	test('last month of a leap year', () => {
		expect(presetRange('lastMonth', at('2028-03-31T12:00:00Z'), 'UTC').endDate).toBe('2028-02-29');
	});
});

describe('a date field', () => {
	const ny = 'America/New_York';
	test.each([
		['the editor gives text without a zone', '2026-03-01T00:00:00', '2026-03-01'],
		['a plain date', '2026-03-01', '2026-03-01'],
		['SQL text', '2026-03-01 23:59:59', '2026-03-01'],
		['text with a zone counts in the zone of the workflow', '2026-03-01T03:00:00Z', '2026-02-28'],
		['a Date', new Date('2026-03-01T12:00:00Z'), '2026-03-01'],
		['ms since the epoch', Date.UTC(2026, 2, 1, 12), '2026-03-01'],
		["Luxon's DateTime", DateTime.fromISO('2026-03-01T12:00:00Z'), '2026-03-01'],
		['a DateTime of another Luxon', { toMillis: () => Date.UTC(2026, 2, 1, 12) }, '2026-03-01'],
	])('%s', (_, value, expected) => {
		expect(calendarDate(value, 'Start Date', ny)).toBe(expected);
	});

	test.each([[''], [undefined], [null], ['soon'], ['2026-02-30'], [{}], [Number.NaN], [true]])(
		'refuses %p and names the field',
		(value) => {
			expect(() => calendarDate(value, 'Start Date', 'UTC')).toThrow(
				/'Start Date' is (empty|not a date)/,
			);
		},
	);

	test('an end before the start is refused, the same day is not', () => {
		expect(() => customRange('2026-03-02', '2026-03-01', 'UTC')).toThrow(
			"'End Date' (2026-03-01) lies before 'Start Date' (2026-03-02)",
		);
		expect(customRange('2026-03-01', '2026-03-01', 'UTC').endDate).toBe('2026-03-01');
	});
});

describe('windows of time', () => {
	test('of whole days go from their first to their last second', () => {
		expect(wholeDays({ startDate: '2026-11-01', endDate: '2026-11-30' })).toEqual({
			startTimestamp: '2026-11-01 00:00:00',
			endTimestamp: '2026-11-30 23:59:59',
		});
	});

	test.each([
		['text without a zone is meant in the zone', '2026-03-01T10:00:00', '2026-03-01 10:00:00'],
		['SQL with decimals', '2026-03-01 10:00:00.0000', '2026-03-01 10:00:00'],
		['a day is its midnight', '2026-03-01', '2026-03-01 00:00:00'],
		['text with a zone is turned into it', '2026-03-01T10:00:00Z', '2026-03-01 05:00:00'],
		['a Date', new Date('2026-03-01T10:00:00Z'), '2026-03-01 05:00:00'],
		[
			"Luxon's DateTime of another zone",
			DateTime.fromISO('2026-03-01T10:00:00', { zone: 'Europe/Berlin' }),
			'2026-03-01 04:00:00',
		],
	])('%s', (_, value, expected) => {
		const { startTimestamp } = customTimes(value, '2027-01-01', 'America/New_York');
		expect(startTimestamp).toBe(expected);
	});

	test('that hold no time are refused, and so is what is no time', () => {
		const range = (start: unknown, end: unknown) => () => customTimes(start, end, 'UTC');
		expect(range('2026-03-02', '2026-03-01')).toThrow(
			"'End Time' (2026-03-01 00:00:00) is not later",
		);
		expect(range('2026-03-01', '2026-03-01')).toThrow("'End Time'");
		expect(range('', '2026-03-01')).toThrow("'Start Time' is empty");
		expect(range('2026-03-01', 'soon')).toThrow("'End Time' is not a time");
	});
});
