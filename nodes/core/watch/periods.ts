import { DateTime, type DateTimeUnit } from 'luxon';
import { type DateRange } from '../dateRange';

export type PeriodLength = 'hour' | 'day' | 'week' | 'month';

/** A stretch of time, ms since the epoch; the end is not part of it. */
export interface Period {
	start: number;
	end: number;
}

/** Hours, calendar days, weeks (from Monday) and months of one time zone, without gap or overlap. */
export interface Calendar {
	length: PeriodLength;
	/** IANA name, e.g. `Europe/Berlin`. */
	zone: string;
	/** A period counts as ended so long (ms) after its end, where a service shows what happened in it only then. */
	settleMs?: number;
}

/** The last period that has ended at `nowMs`. */
export function lastEnded(calendar: Calendar, nowMs: number): Period {
	const end = startOf(calendar, nowMs - (calendar.settleMs ?? 0));
	return { start: startOf(calendar, end - 1), end };
}

/** The periods from `sinceMs` (the end of an earlier one) that have ended at `nowMs`, at most the last `max`. */
export function endedSince(
	calendar: Calendar,
	sinceMs: number,
	nowMs: number,
	max: number,
): Period[] {
	const periods: Period[] = [];
	for (let period = lastEnded(calendar, nowMs); periods.length < max;) {
		if (period.end <= sinceMs) break;
		// The first may be cut short when the zone of the workflow has changed.
		periods.unshift({ start: Math.max(period.start, sinceMs), end: period.end });
		period = { start: startOf(calendar, period.start - 1), end: period.start };
	}
	return periods;
}

/** The calendar days of a period, both included. */
export function daysOf({ start, end }: Period, zone: string): DateRange {
	return { startDate: dayShown(zone, start), endDate: dayShown(zone, end - 1) };
}

/** The period as people write it: `2026-11-01 to 2026-11-30`, for an hour its first and last minute. */
export function periodText(period: Period, { length, zone }: Calendar): string {
	if (length !== 'hour') {
		const { startDate, endDate } = daysOf(period, zone);
		return startDate === endDate ? startDate : `${startDate} to ${endDate}`;
	}
	const time = (ms: number, format: string) => DateTime.fromMillis(ms, { zone }).toFormat(format);
	return `${time(period.start, 'yyyy-MM-dd HH:mm')} to ${time(period.end, 'HH:mm')}`;
}

/**
 * The start of the period that a moment falls into. An hour is what the clock shows as one: services take times of
 * the clock, so an hour that it shows twice is one period of two hours, and one that it leaves out is none.
 */
function startOf({ length, zone }: Calendar, ms: number): number {
	const moment = DateTime.fromMillis(ms, { zone });
	if (length !== 'hour') {
		const start = moment.startOf(length satisfies DateTimeUnit).toMillis();
		// Where clocks go back at one in the morning or at midnight, midnight is shown twice.
		return dayShown(zone, start - 1) === dayShown(zone, start)
			? startOf({ length, zone }, start - 1)
			: start;
	}
	const { minute, second, millisecond } = moment;
	const floor = ms - ((minute * 60 + second) * 1_000 + millisecond);
	const isSameHour = (other: number) => hourShown(zone, other) === hourShown(zone, ms);
	// Where clocks change by half an hour, the full hour before may lie on the other side of the change.
	if (!isSameHour(floor)) return firstOfHour(zone, floor, ms);
	return isSameHour(floor - 1) ? startOf({ length, zone }, floor - 1) : floor;
}

function dayShown(zone: string, ms: number): string {
	return DateTime.fromMillis(ms, { zone }).toFormat('yyyy-MM-dd');
}

function hourShown(zone: string, ms: number): string {
	return DateTime.fromMillis(ms, { zone }).toFormat('yyyy-MM-dd HH');
}

/** The first moment after `fromMs` at which the clock no longer shows what it would without the change. */
function firstOfHour(zone: string, fromMs: number, toMs: number): number {
	const offset = DateTime.fromMillis(toMs, { zone }).offset;
	let [before, after] = [fromMs, toMs];
	while (after - before > 1) {
		const middle = Math.floor((before + after) / 2);
		if (DateTime.fromMillis(middle, { zone }).offset === offset) after = middle;
		else before = middle;
	}
	return after;
}
