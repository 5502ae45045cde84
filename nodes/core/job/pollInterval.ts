const SHORTEST_MS = 1_500;
const LONGEST_MS = 30_000;
/** A report is noticed at most this share of its own making time too late. */
const SHARE_OF_ELAPSED = 0.07;

/**
 * The pause before the next look at a report that has been under way for `elapsedMs`: 1.5 s at first, 30 s
 * from seven minutes on. A short report is delivered soon, a long one costs few requests.
 */
export function pollIntervalMs(elapsedMs: number): number {
	return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, elapsedMs * SHARE_OF_ELAPSED));
}
