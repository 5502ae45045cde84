import { type Calendar } from './periods';
import { type Poll, type PollState } from './poll';
import { readScheduleState, type ScheduleState } from './scheduleState';
import { beginSchedule } from './scheduleWatch';

/** How far a schedule has come during a poll. */
export interface Progress {
	/** True when the schedule begins with this poll. */
	readonly isNew: boolean;
	state(): ScheduleState;
	update(change: (state: ScheduleState) => ScheduleState): void;
	fire(change: (state: ScheduleState) => ScheduleState): void;
	/** As if the schedule had not begun yet. */
	abandon(): void;
}

/** The schedule's state; each change is written at once, since what a poll has requested must outlive its failure. */
export function trackProgress<Item>(
	{ scope, clock }: Poll<Item>,
	calendar: Calendar,
	stored: PollState,
): Progress {
	const found = readScheduleState(stored.found, scope);
	let state = found ?? beginSchedule(scope, calendar, clock.now());
	if (found === undefined) stored.write(state);
	return {
		isNew: found === undefined,
		state: () => state,
		update: (change) => {
			const next = change(state);
			if (next === state) return;
			state = next;
			stored.write(next);
		},
		fire: (change) => stored.fire((state = change(state))),
		abandon: () => stored.clear(),
	};
}
