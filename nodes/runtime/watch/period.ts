import { DateTime } from 'luxon';
import { daysOf, type Period } from '../../core/watch/periods';

const SECOND_MS = 1_000;

/**
 * What the fields that say which time a report covers would hold for a period, by name: so a trigger asks for
 * it with the very code of the nodes. Services with fields of their own for it have them here as well.
 */
export function periodValues(period: Period, zone: string): Readonly<Record<string, unknown>> {
	const start = DateTime.fromMillis(period.start, { zone });
	return {
		dateRange: 'custom',
		...daysOf(period, zone),
		startTimestamp: period.start,
		// The last second is part of the report.
		endTimestamp: period.end - SECOND_MS,
		billingPeriod: start.toFormat('yyyy-MM'),
	};
}

/** The names of those fields: a schedule does not show them. */
export const PERIOD_FIELDS: ReadonlySet<string> = new Set(
	Object.keys(periodValues({ start: 0, end: SECOND_MS }, 'utc')),
);
