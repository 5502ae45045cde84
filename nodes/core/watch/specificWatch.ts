import { InputError } from '../errors';
import { isJsonObject } from '../json';
import { hasEnded, type Report } from '../report';
import { endedAsAsked, type WatchedEvent } from './event';
import { isReportKey, reportKey } from './reportKey';

/** What a trigger that watches given reports keeps: which of them need no further look. */
export interface SpecificState {
	version: 1;
	watch: 'specific';
	scope: string;
	/** Keys of reports that have fired, and of those that ended otherwise together with the event. */
	done: readonly string[];
}

/** So many reports can be watched by their IDs; each may cost a request per poll. */
const MAX_WATCHED = 500;
/** IDs that were watched earlier are kept as well, in case they are added again. */
const MAX_DONE = 5_000;

/** The state as n8n kept it; an empty one when there is none that can be trusted. */
export function readSpecificState(stored: unknown, scope: string): SpecificState {
	const empty: SpecificState = { version: 1, watch: 'specific', scope, done: [] };
	if (!isJsonObject(stored)) return empty;
	const { version, watch, scope: of, done } = stored;
	if (version !== 1 || watch !== 'specific' || of !== scope || !Array.isArray(done)) return empty;
	return done.length <= MAX_DONE && done.every(isReportKey) ? { ...empty, done: [...done] } : empty;
}

/**
 * The IDs in a field: separated by commas, spaces or lines, or a list from an expression.
 *
 * @throws InputError when there is none, or more than can be watched.
 */
export function watchedIds(value: unknown): string[] {
	const parts: unknown[] = Array.isArray(value) ? value : [value];
	const ids = parts.flatMap((part) => {
		if (typeof part !== 'string' && typeof part !== 'number') return [];
		return String(part)
			.split(/[\s,;]+/)
			.filter((id) => id !== '');
	});
	const unique = [...new Set(ids)];
	if (unique.length === 0) {
		throw new InputError(
			"'Report IDs' is empty",
			'Enter the IDs of the reports, separated by commas, as Create put them out.',
		);
	}
	if (unique.length <= MAX_WATCHED) return unique;
	throw new InputError(
		`'Report IDs' has ${unique.length} IDs; at most ${MAX_WATCHED} can be watched`,
		"Watch fewer reports, or set 'Watch' to Any Report.",
	);
}

/** The IDs that are still worth a look. */
export function undecided(
	{ done }: SpecificState,
	ids: readonly string[],
	event: WatchedEvent,
): string[] {
	const known = new Set(done);
	return ids.filter((id) => !known.has(reportKey(id)) && !known.has(reportKey(id, event)));
}

/** The state once `fired` have fired; reports that ended otherwise need no further look for this event either. */
export function afterLook(
	state: SpecificState,
	looked: readonly Report[],
	fired: readonly Report[],
	event: WatchedEvent,
): SpecificState {
	const otherwise = looked.filter((report) => hasEnded(report) && !endedAsAsked(report, event));
	const keys = [
		...fired.map(({ reportId }) => reportKey(reportId)),
		...otherwise.map(({ reportId }) => reportKey(reportId, event)),
	].filter((key) => !state.done.includes(key));
	if (keys.length === 0) return state;
	return { ...state, done: [...new Set([...state.done, ...keys])].slice(-MAX_DONE) };
}
