/** Waits for what is about to happen; fails with `what` when it does not. */
export async function waitUntil(
	what: string,
	isTrue: () => boolean,
	limitMs = 20_000,
): Promise<void> {
	const until = Date.now() + limitMs;
	while (!isTrue()) {
		if (Date.now() > until) throw new Error(`It did not happen in ${limitMs} ms: ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}
