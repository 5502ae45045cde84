import { type Report } from '../report';
import { oneLine } from '../text';
import { endedSince, lastEnded, type Calendar } from './periods';
import { MAX_OPEN, storable, type OpenPeriod, type ScheduleState } from './scheduleState';

/** So many reports of one period are requested before it counts as failed. */
const MAX_ATTEMPTS = 3;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** The pauses after the first and the second that could not be made. */
const PAUSES_MS = [5 * MINUTE_MS, 30 * MINUTE_MS];
/** The pause after a request that took longer than its poll. */
const POSTPONED_MS = 5 * MINUTE_MS;
/** A report that is under way for longer than this is no longer waited for. */
const MAX_WAIT_MS = 2 * DAY_MS;

/** A schedule that begins now: the last period that has ended is the first to be reported. */
export function beginSchedule(scope: string, calendar: Calendar, nowMs: number): ScheduleState {
	const { start } = lastEnded(calendar, nowMs);
	return { version: 1, watch: 'scheduled', scope, through: start, open: [] };
}

/**
 * Opens the periods that have ended since the last look. After a long time without one, only the last
 * `catchUp` of them.
 */
export function withEnded(
	state: ScheduleState,
	calendar: Calendar,
	nowMs: number,
	catchUp: number,
): ScheduleState {
	const room = Math.min(catchUp, MAX_OPEN);
	const ended = endedSince(calendar, state.through, nowMs, room);
	const last = ended.at(-1);
	if (last === undefined) return state;
	const open = [
		...state.open,
		...ended.map((period): OpenPeriod => ({ ...period, failures: 0, notBefore: 0 })),
	];
	return { ...state, through: last.end, open: open.slice(-MAX_OPEN) };
}

/** The periods whose report has to be requested now. */
export function toRequest({ open }: ScheduleState, nowMs: number): OpenPeriod[] {
	return open.filter((period) => mayRequest(period) && period.notBefore <= nowMs);
}

/** The periods whose report is under way. */
export function underWay({ open }: ScheduleState): Array<OpenPeriod & { report: Report }> {
	return open.flatMap((period) =>
		period.report === undefined ? [] : [{ ...period, report: period.report }],
	);
}

/** The periods that will get no report any more: so many attempts failed. */
export function givenUp({ open }: ScheduleState): OpenPeriod[] {
	return open.filter((period) => period.report === undefined && !mayRequest(period));
}

/** The report of a period was requested, or was looked at and is still under way. */
export function withReport(
	state: ScheduleState,
	{ start }: OpenPeriod,
	report: Report,
	nowMs: number,
): ScheduleState {
	return changed(state, start, (period) => ({
		...period,
		report: storable(report),
		requestedAt: period.requestedAt ?? nowMs,
	}));
}

/** The report of a period could not be made: the next attempt comes after a pause, if there is one. */
export function withFailure(
	state: ScheduleState,
	{ start }: OpenPeriod,
	why: { report?: Report; message?: string },
	nowMs: number,
): ScheduleState {
	const { report = undefined, message = report?.message } = why;
	return changed(state, start, ({ end, failures }) => ({
		start,
		end,
		failures: failures + 1,
		notBefore: nowMs + (PAUSES_MS[failures] ?? 0),
		...(report !== undefined && { failed: storable(report) }),
		...(message !== undefined && { message: oneLine(message) }),
	}));
}

/** The report of a period is requested no more for a while, without a word on why. */
export function postponed(
	state: ScheduleState,
	{ start }: OpenPeriod,
	nowMs: number,
): ScheduleState {
	return changed(state, start, (period) => ({ ...period, notBefore: nowMs + POSTPONED_MS }));
}

/** The periods have fired, or were given up for good. */
export function without(state: ScheduleState, done: readonly OpenPeriod[]): ScheduleState {
	const starts = new Set(done.map(({ start }) => start));
	if (starts.size === 0) return state;
	return { ...state, open: state.open.filter(({ start }) => !starts.has(start)) };
}

/** True when a report takes so long that it cannot be expected any more. */
export function isOverdue({ requestedAt = 0 }: OpenPeriod, nowMs: number): boolean {
	return nowMs - requestedAt > MAX_WAIT_MS;
}

function mayRequest({ report, failures }: OpenPeriod): boolean {
	return report === undefined && failures < MAX_ATTEMPTS;
}

function changed(
	state: ScheduleState,
	start: number,
	change: (period: OpenPeriod) => OpenPeriod,
): ScheduleState {
	return {
		...state,
		open: state.open.map((period) => (period.start === start ? change(period) : period)),
	};
}
