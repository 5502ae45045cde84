import { DateTime } from 'luxon';
import { type Report } from '../report';

/** Which end of a report a trigger fires for. */
export type WatchedEvent = 'completed' | 'failed' | 'completedOrFailed';

/** True when the report has ended as asked. One that has expired since was completed once. */
export function endedAsAsked({ status }: Report, event: WatchedEvent): boolean {
	if (status === 'pending') return false;
	return event === 'completedOrFailed' || (event === 'failed') === (status === 'failed');
}

/** No clock on earth is further ahead of UTC than this. */
const EASTERNMOST = 'UTC+14';

/**
 * The earliest moment (ms since the epoch) that a service's text for a date can mean: text without a zone may
 * come from any. `undefined` for what is no date.
 */
export function earliestMs(text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	// JSON of .NET: `/Date(1763683200000-0000)/`.
	const dotNet = /^\/Date\((\d+)/.exec(text)?.[1];
	if (dotNet !== undefined) return Number(dotNet);
	const iso = DateTime.fromISO(text, { zone: EASTERNMOST });
	const read = iso.isValid ? iso : DateTime.fromFormat(text, 'y-M-d H:m:s', { zone: EASTERNMOST });
	return read.isValid ? read.toMillis() : undefined;
}

/** The report that a person would call the latest: by creation, else by what it covers; the later listed of equals. */
export function latest(reports: readonly Report[]): Report | undefined {
	const age = ({ createdAt, endDate, startDate }: Report) =>
		earliestMs(createdAt) ?? earliestMs(endDate) ?? earliestMs(startDate) ?? 0;
	return reports.reduce<Report | undefined>(
		(best, report) => (best === undefined || age(report) >= age(best) ? report : best),
		undefined,
	);
}
