import { DateTime } from 'luxon';
import { InputError } from '../../core/errors';

/** Bandwidth keeps the file of an account report for so many days at most (19046). */
const MAX_DAYS = 30;

/**
 * Checks the last day of a report's file.
 *
 * @param expiresAt ISO date, in the workflow's time zone
 * @param nowMs ms since the epoch
 * @throws InputError unless it is 1 to 30 days ahead
 */
export function checkedExpiry(
	expiresAt: string | undefined,
	nowMs: number,
	zone: string,
): string | undefined {
	if (expiresAt === undefined) return undefined;
	const today = DateTime.fromMillis(nowMs, { zone }).startOf('day');
	const [first, last] = [1, MAX_DAYS].map((days) => today.plus({ days }).toFormat('yyyy-MM-dd'));
	if (first !== undefined && last !== undefined && expiresAt >= first && expiresAt <= last)
		return expiresAt;
	throw new InputError(
		`'Expires At' (${expiresAt}) must be within the next ${MAX_DAYS} days`,
		`Choose a day from ${first} to ${last}, or leave the field empty: Bandwidth then decides.`,
	);
}
