const SHORTEST_MS = 2_000;
const LONGEST_MS = 30_000;
/** A report is noticed at most this share of its own making time too late. */
const SHARE_OF_ELAPSED = 0.1;

/**
 * The pause before the next look at a report that has been under way for `elapsedMs`: 2 s at first, 30 s
 * from five minutes on. A short report is delivered soon, a long one costs few requests.
 */
export function pollIntervalMs(elapsedMs: number): number {
	return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, elapsedMs * SHARE_OF_ELAPSED));
}
