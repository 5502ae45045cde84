import { ServiceError } from '../errors';
import { isCount, isJsonObject } from '../json';
import { hasEnded, type Report } from '../report';
import { earliestMs, endedAsAsked, type WatchedEvent } from './event';
import { isReportKey, keyInList } from './reportKey';

/**
 * What a trigger that watches a list keeps. n8n stores it only when the trigger fires and when it is
 * activated, so it must stay true although nothing else is ever written: it names the reports that must not
 * fire, and every other report in the list that has ended is news. What is under way is not kept at all.
 */
export interface ListState {
	version: 1;
	watch: 'any';
	/** What is watched; a state about something else counts for nothing. */
	scope: string;
	/** When the watch began, ms since the epoch. */
	since: number;
	/** Keys of the reports that had ended by then or have fired, oldest first; absent until the list was seen once. */
	ended?: readonly string[];
}

/** So many reports the state can name. */
export const MAX_ENDED = 5_000;

/** The state as n8n kept it; `undefined` when there is none, or none that can be trusted or that is about this list. */
export function readListState(stored: unknown, scope: string): ListState | undefined {
	if (!isJsonObject(stored)) return undefined;
	const { version, watch, scope: of, since, ended } = stored;
	if (version !== 1 || watch !== 'any' || of !== scope || !isCount(since)) return undefined;
	if (ended === undefined) return { version, watch, scope, since };
	if (!Array.isArray(ended) || ended.length > MAX_ENDED || !ended.every(isReportKey))
		return undefined;
	return { version, watch, scope, since, ended: [...ended] };
}

/** A watch that begins now and has not seen the list yet. */
export function beginListWatch(scope: string, nowMs: number): ListState {
	return { version: 1, watch: 'any', scope, since: nowMs };
}

/**
 * The reports in a list that are to fire: those that have ended as asked and are not in the state. As long as
 * the list was never seen, only those that were certainly requested after the watch began.
 *
 * @throws ServiceError when more reports have ended than the state can name.
 */
export function newlyEnded(
	state: ListState,
	listed: readonly Report[],
	event: WatchedEvent,
): Report[] {
	const ended = endedByKey(listed);
	if (ended.size > MAX_ENDED) throw tooMany(ended.size);
	const known = state.ended === undefined ? undefined : new Set(state.ended);
	return [...ended].flatMap(([key, report]) => {
		const isNews = known === undefined ? requestedLater(report, state.since) : !known.has(key);
		return isNews && endedAsAsked(report, event) ? [report] : [];
	});
}

/**
 * The state once `fired` have fired. Nothing is forgotten while there is room, since a list that was cut short
 * would make old reports fire again; then those go first that the list has no longer.
 */
export function afterFiring(
	state: ListState,
	listed: readonly Report[],
	fired: readonly Report[],
): ListState {
	const ended = endedByKey(listed);
	const firedKeys = fired.map(keyInList);
	if (state.ended !== undefined) {
		if (firedKeys.length === 0) return state;
		return { ...state, ended: withinBound([...state.ended, ...firedKeys], ended) };
	}
	const before = [...ended].flatMap(([key, report]) =>
		requestedLater(report, state.since) ? [] : [key],
	);
	return { ...state, ended: [...before, ...firedKeys] };
}

function withinBound(keys: readonly string[], listed: ReadonlyMap<string, Report>): string[] {
	const unique = [...new Set(keys)];
	let excess = unique.length - MAX_ENDED;
	return unique.filter((key) => excess <= 0 || listed.has(key) || excess-- <= 0);
}

function endedByKey(listed: readonly Report[]): Map<string, Report> {
	return new Map(listed.filter(hasEnded).map((report) => [keyInList(report), report] as const));
}

function requestedLater({ createdAt }: Report, sinceMs: number): boolean {
	return (earliestMs(createdAt) ?? 0) > sinceMs;
}

function tooMany(count: number): ServiceError {
	return new ServiceError(`The service lists ${count} reports that have ended`, {
		description: `The trigger can tell at most ${MAX_ENDED} old reports from new ones. Delete reports at the service that are no longer needed, or set 'Watch' to Specific Reports or Scheduled.`,
		failure: 'configuration-invalid',
	});
}
