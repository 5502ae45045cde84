const LIMIT_STATUSES: ReadonlySet<number> = new Set([423, 429]);
const PASSING_REFUSALS: ReadonlySet<number> = new Set([...LIMIT_STATUSES, 408, 425]);

/**
 * Passing trouble: the same request may succeed later. Of what is wrong at the service only "not implemented" (501)
 * lasts; what stands before a service has statuses of its own, such as Cloudflare's 520 to 524.
 */
export function isPassingStatus(status: number): boolean {
	return PASSING_REFUSALS.has(status) || (status >= 500 && status !== 501);
}

/** The service limits requests, and did not take this one. */
export function isLimitStatus(status: number): boolean {
	return LIMIT_STATUSES.has(status);
}
