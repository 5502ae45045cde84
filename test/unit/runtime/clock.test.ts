import { CancelledError } from '../../../nodes/core/errors';
import { systemClock } from '../../../nodes/runtime/clock';

const never = new AbortController().signal;

test.each([0, -5, 0.4, 20.25])('sleeping %p ms is possible, whole number or not', async (ms) => {
	const startMs = performance.now();
	await systemClock(never).sleep(ms);
	expect(performance.now() - startMs).toBeGreaterThanOrEqual(Math.max(0, ms) - 1);
});

test('a stop ends all sleeps at once, and every later one before it begins', async () => {
	const stop = new AbortController();
	const clock = systemClock(stop.signal);
	const sleeps = Promise.allSettled([clock.sleep(60_000), clock.sleep(60_000)]);
	stop.abort();
	for (const sleep of await sleeps) {
		expect(sleep).toMatchObject({ status: 'rejected', reason: expect.any(CancelledError) });
	}
	await expect(clock.sleep(1)).rejects.toBeInstanceOf(CancelledError);
});
