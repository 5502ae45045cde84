/** Milliseconds since the epoch. */
export type Clock = () => number;

/** A clock that can be made to stand. */
export interface PausableClock {
	now: Clock;
	/** Lets time stand still while `run` runs; the time that this takes passes at its end. */
	standStillDuring: <T>(run: () => Promise<T>) => Promise<T>;
}

export function pausableClock(clock: Clock): PausableClock {
	let stoppedAt: number | undefined;
	return {
		now: () => stoppedAt ?? clock(),
		async standStillDuring(run) {
			stoppedAt = clock();
			try {
				return await run();
			} finally {
				stoppedAt = undefined;
			}
		},
	};
}

const two = (value: number) => String(value).padStart(2, '0');

/** `yyyy-MM-dd` in UTC. */
export function isoDay(at: number): string {
	return new Date(at).toISOString().slice(0, 10);
}

/** `yyyy-MM-dd HH:mm:ss` in UTC. */
export function plainDateTime(at: number): string {
	return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

/** `HH:mm:ss` in UTC. */
export function timeOfDay(at: number): string {
	const date = new Date(at);
	return [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
}

/** Whether the text is a day that exists, written `YYYY-MM-DD`. */
export function isCalendarDay(day: string): boolean {
	const at = Date.parse(`${day}T00:00:00Z`);
	return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(at) && isoDay(at) === day;
}
