/** Time as the core sees it, so that tests can own it. */
export interface Clock {
	/** Ms since the epoch. */
	now(): number;
	/** Resolves after `ms`; rejects with `CancelledError` as soon as the execution is stopped. */
	sleep(ms: number): Promise<void>;
}
