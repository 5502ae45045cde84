import { type HttpReply } from './httpPort';
import { isLimitStatus } from './passingStatus';

/** First and longest pause of the exponential back-off, in ms. */
const BASE_MS = 1_000;
const CAP_MS = 30_000;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A service that asks for more is not believed: such numbers come from broken clocks, or from an attack. */
const MAX_HINT_MS = 24 * HOUR_MS;

/** From here on a number in a reset header can only be a date: 2001 in seconds, 1973 in ms. */
const EPOCH_SECONDS_FROM = 1e9;
const EPOCH_MS_FROM = 1e11;

/**
 * How long the service asks us to wait, in ms from now; `undefined` when it does not say, or not legibly.
 *
 * `Retry-After` is seconds or an HTTP date (RFC 9110 10.2.3). `X-RateLimit-Reset` is epoch seconds
 * (Bandwidth, numbers/rateLimits); other readings of that header are seconds from now and epoch ms. It may stand in
 * any answer, so it is believed only in one by which the service limits requests.
 * Dates are reckoned from the reply's own `Date` when it has one, so that a wrong clock here or there
 * does not matter. More than a day counts as a day.
 */
export function waitHintMs(
	{ status, headers }: Pick<HttpReply, 'status' | 'headers'>,
	nowMs: number,
): number | undefined {
	const serverNowMs = dateMs(headers.date) ?? nowMs;
	const reset = isLimitStatus(status) ? headers['x-ratelimit-reset'] : undefined;
	const hintMs =
		retryAfterMs(headers['retry-after'], serverNowMs) ?? rateLimitResetMs(reset, serverNowMs);
	return hintMs === undefined ? undefined : Math.min(hintMs, MAX_HINT_MS);
}

/** "Full jitter": anywhere between nothing and the exponential step, so that clients do not march in step. */
export function backoffMs(attempt: number, random: () => number): number {
	return Math.round(random() * Math.min(CAP_MS, BASE_MS * 2 ** attempt));
}

/** A wait in words, never shorter than it is: "40 seconds", "10 minutes", "24 hours". */
export function waitText(ms: number): string {
	const [count, unit] =
		ms <= MINUTE_MS
			? [ms / 1_000, 'second']
			: ms <= 2 * HOUR_MS
				? [ms / MINUTE_MS, 'minute']
				: [ms / HOUR_MS, 'hour'];
	const whole = Math.max(1, Math.ceil(count));
	return `${whole} ${unit}${whole === 1 ? '' : 's'}`;
}

function retryAfterMs(value: string | undefined, serverNowMs: number): number | undefined {
	const seconds = nonNegative(value);
	if (seconds !== undefined) return seconds * 1_000;
	const date = dateMs(value);
	return date === undefined ? undefined : Math.max(0, date - serverNowMs);
}

function rateLimitResetMs(value: string | undefined, serverNowMs: number): number | undefined {
	const number = nonNegative(value);
	if (number === undefined) return undefined;
	if (number >= EPOCH_MS_FROM) return Math.max(0, number - serverNowMs);
	if (number >= EPOCH_SECONDS_FROM) return Math.max(0, number * 1_000 - serverNowMs);
	return number * 1_000;
}

function nonNegative(value: string | undefined): number | undefined {
	return value !== undefined && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : undefined;
}

/** HTTP dates begin with the name of a day; `Date.parse` alone would take "-3" for a year. */
function dateMs(value: string | undefined): number | undefined {
	const ms = /^[a-z]{3}/i.test(value ?? '') ? Date.parse(value ?? '') : Number.NaN;
	return Number.isNaN(ms) ? undefined : ms;
}
