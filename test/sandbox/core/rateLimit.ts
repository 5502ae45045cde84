import type { Clock } from './clock';
import type { Vendor } from './service';

/** So many requests are taken in a window of time, for each service by itself. */
export interface RateLimit {
	requests: number;
	windowMs: number;
}

/** Counts requests in fixed windows that begin with a service's first request. */
export class RateLimiter {
	private readonly windows = new Map<Vendor, { since: number; count: number }>();

	constructor(
		private readonly limit: RateLimit | undefined,
		private readonly clock: Clock,
	) {}

	/** Milliseconds until the next request is taken; undefined when this one is. */
	refuses(vendor: Vendor): number | undefined {
		if (this.limit === undefined) return undefined;
		const now = this.clock();
		let window = this.windows.get(vendor);
		if (window === undefined || now >= window.since + this.limit.windowMs) {
			window = { since: now, count: 0 };
			this.windows.set(vendor, window);
		}
		window.count += 1;
		return window.count > this.limit.requests
			? window.since + this.limit.windowMs - now
			: undefined;
	}

	reset(): void {
		this.windows.clear();
	}
}
