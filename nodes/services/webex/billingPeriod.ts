import { type DateRange } from '../../core/dateRange';
import { InputError } from '../../core/errors';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/**
 * Checks a month as Webex takes it.
 *
 * @param text e.g. `2026-10`
 * @throws InputError when it is not a year and a month.
 */
export function billingPeriod(text: string): string {
	if (MONTH.test(text)) return text;
	throw new InputError(
		`'Billing Period' is not a month: ${text}`,
		'Enter the year and the month as YYYY-MM, e.g. 2026-10.',
	);
}

/** First and last day of a billing period; of what is no month, nothing. */
export function daysOf(period: string | undefined): Partial<DateRange> {
	if (period === undefined || !MONTH.test(period)) return {};
	const [year, month] = [Number(period.slice(0, 4)), Number(period.slice(5))];
	// Day 0 of the next month. A list may tell thousands of periods, for which Luxon would take a second.
	const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
	return { startDate: `${period}-01`, endDate: `${period}-${lastDay}` };
}
