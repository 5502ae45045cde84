/** Resolves after `ms` milliseconds. */
export function sleep(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * Asks `probe` every `intervalMs` until it answers something other than undefined, and answers that.
 * @throws Error naming `what` after `timeoutMs`
 */
export async function waitFor<T>(
	what: string,
	probe: () => Promise<T | undefined> | T | undefined,
	{ timeoutMs = 60_000, intervalMs = 100 }: { timeoutMs?: number; intervalMs?: number } = {},
): Promise<T> {
	const deadline = performance.now() + timeoutMs;
	for (;;) {
		const result = await probe();
		if (result !== undefined) return result;
		if (performance.now() > deadline) {
			throw new Error(`Waited ${timeoutMs / 1000} s in vain for ${what}`);
		}
		await sleep(intervalMs);
	}
}
