import { type Clock } from '../core/clock';
import { CancelledError } from '../core/errors';

/**
 * Real time. `AbortSignal.timeout` is used because packages may not touch `setTimeout`, and n8n's own
 * `sleep` cannot be cut short.
 *
 * @param stop ends every sleep at once, and every later one before it begins.
 */
export function systemClock(stop: AbortSignal): Clock {
	return {
		now: () => Date.now(),
		sleep: async (ms) =>
			await new Promise((resolve, reject) => {
				const cancelled = () => reject(new CancelledError());
				if (stop.aborted) return cancelled();
				stop.addEventListener('abort', cancelled, { once: true });
				// It takes whole, non-negative ms only.
				AbortSignal.timeout(Math.max(0, Math.ceil(ms))).addEventListener('abort', () => {
					stop.removeEventListener('abort', cancelled);
					resolve();
				});
			}),
	};
}
