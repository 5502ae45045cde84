import { DateTime } from 'luxon';
import { InputError } from './errors';

/** Whole days, both included, as ISO dates (`2026-11-01`) in the workflow's time zone. */
export interface DateRange {
	startDate: string;
	endDate: string;
}

export type DatePreset = 'yesterday' | 'last7Days' | 'last30Days' | 'monthToDate' | 'lastMonth';

/**
 * The days that a preset means, reckoned from the calendar date that `nowMs` falls on in `zone`. Presets
 * end with yesterday, the last whole day, except the running month, which ends with today.
 */
export function presetRange(preset: DatePreset, nowMs: number, zone: string): DateRange {
	const today = DateTime.fromMillis(nowMs, { zone }).startOf('day');
	const range = (start: DateTime, end: DateTime): DateRange => ({
		startDate: isoDate(start),
		endDate: isoDate(end),
	});
	switch (preset) {
		case 'yesterday':
			return range(today.minus({ days: 1 }), today.minus({ days: 1 }));
		case 'last7Days':
			return range(today.minus({ days: 7 }), today.minus({ days: 1 }));
		case 'last30Days':
			return range(today.minus({ days: 30 }), today.minus({ days: 1 }));
		case 'monthToDate':
			return range(today.startOf('month'), today);
		case 'lastMonth': {
			const lastDay = today.startOf('month').minus({ days: 1 });
			return range(lastDay.startOf('month'), lastDay);
		}
	}
}

/**
 * The days from one date field to another.
 *
 * @throws InputError when a date is missing or is none, or when the end lies before the start.
 */
export function customRange(start: unknown, end: unknown, zone: string): DateRange {
	const startDate = calendarDate(start, 'Start Date', zone);
	const endDate = calendarDate(end, 'End Date', zone);
	if (endDate < startDate) {
		throw new InputError(
			`'End Date' (${endDate}) lies before 'Start Date' (${startDate})`,
			'Choose an end date that is the same as or later than the start date.',
		);
	}
	return { startDate, endDate };
}

/** A window of time as a clock on the wall shows it in some zone: `2026-11-01 00:00:00`, both ends included. */
export interface TimeRange {
	startTimestamp: string;
	endTimestamp: string;
}

/** The time from the first to the last second of these days. */
export function wholeDays({ startDate, endDate }: DateRange): TimeRange {
	return { startTimestamp: `${startDate} 00:00:00`, endTimestamp: `${endDate} 23:59:59` };
}

/**
 * The time from one field to another, on the clocks of `zone`. Fields give what `calendarDate` takes.
 *
 * @throws InputError when a time is missing or is none, or when no time lies between them.
 */
export function customTimes(start: unknown, end: unknown, zone: string): TimeRange {
	const startTimestamp = wallClock(start, 'Start Time', zone);
	const endTimestamp = wallClock(end, 'End Time', zone);
	if (endTimestamp > startTimestamp) return { startTimestamp, endTimestamp };
	throw new InputError(
		`'End Time' (${endTimestamp}) is not later than 'Start Time' (${startTimestamp})`,
		'Choose an end that lies after the start. For a whole day, end it at 23:59:59.',
	);
}

function wallClock(value: unknown, label: string, zone: string): string {
	const time = toDateTime(value, zone);
	if (time?.isValid === true) return time.setZone(zone).toFormat('yyyy-MM-dd HH:mm:ss');
	throw new InputError(
		`'${label}' ${isMissing(value) ? 'is empty' : 'is not a time'}`,
		'Choose a day and a time, or enter them as YYYY-MM-DD HH:mm:ss, e.g. 2026-11-01 00:00:00.',
	);
}

/**
 * The calendar date that a field's value falls on in `zone`. A field gives ISO text without a zone, which
 * is meant in the workflow's; an expression may also give text with a zone, a Luxon `DateTime`, a `Date`
 * or ms since the epoch.
 *
 * @throws InputError naming the field when there is no such date.
 */
export function calendarDate(value: unknown, label: string, zone: string): string {
	const date = toDateTime(value, zone);
	if (date === undefined || !date.isValid) {
		throw new InputError(
			`'${label}' ${isMissing(value) ? 'is empty' : 'is not a date'}`,
			'Choose a day from the calendar, or enter it as YYYY-MM-DD, e.g. 2026-11-01.',
		);
	}
	return isoDate(date);
}

const isMissing = (value: unknown) => value === '' || value === undefined || value === null;

function toDateTime(value: unknown, zone: string): DateTime | undefined {
	if (typeof value === 'number') return DateTime.fromMillis(value, { zone });
	if (value instanceof Date) return DateTime.fromJSDate(value, { zone });
	if (typeof value === 'string' && value.trim() !== '') return fromText(value.trim(), zone);
	// A DateTime from n8n's expressions may come from another copy of Luxon, so its class proves nothing.
	if (typeof value === 'object' && value !== null && 'toMillis' in value) {
		return typeof value.toMillis === 'function'
			? DateTime.fromMillis(Number((value.toMillis as () => unknown)()), { zone })
			: undefined;
	}
	return undefined;
}

function fromText(text: string, zone: string): DateTime {
	const iso = DateTime.fromISO(text, { zone });
	return iso.isValid ? iso : DateTime.fromSQL(text, { zone });
}

const isoDate = (date: DateTime) => date.toFormat('yyyy-MM-dd');
