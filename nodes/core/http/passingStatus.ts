const PASSING_REFUSALS: ReadonlySet<number> = new Set([408, 423, 425, 429]);

/**
 * Passing trouble: the same request may succeed later. Of what is wrong at the service only "not implemented" (501)
 * lasts; what stands before a service has statuses of its own, such as Cloudflare's 520 to 524.
 */
export function isPassingStatus(status: number): boolean {
	return PASSING_REFUSALS.has(status) || (status >= 500 && status !== 501);
}
