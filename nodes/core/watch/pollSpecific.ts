import { ServiceError } from '../errors';
import { type Report } from '../report';
import { sentences } from '../text';
import { endedAsAsked } from './event';
import { completeAll, isPassing, itemsOf, refuseLate, runAlone, type Poll } from './poll';
import { afterLook, readSpecificState, undecided } from './specificWatch';

/** What came of a look at several reports. */
export interface Looked {
	reports: Report[];
	/** Why others could not be looked at. */
	failures: LookFailure[];
}

export interface LookFailure {
	/** The report that it is about; absent when it is about all. */
	reportId?: string;
	error: Error;
}

/**
 * Looks at the watched reports that have not been decided yet.
 *
 * @param ids see `watchedIds`
 * @param look brings reports up to date, as few requests as the service allows
 * @returns what is put out; `null` for nothing
 * @throws why a report could not be looked at, when nothing fires; but in the first poll only when that is no
 *   passing trouble and holds for every report.
 */
export async function pollSpecific<Item>(
	poll: Poll<Item>,
	ids: readonly string[],
	look: (ids: readonly string[]) => Promise<Looked>,
): Promise<Item[] | null> {
	const { scope, event } = poll;
	return await runAlone(poll, async (state) => {
		const before = readSpecificState(state.found, scope);
		const watched = undecided(before, ids, event);
		if (watched.length === 0) return null;

		const { reports, failures } = await look(watched);
		const completed = await completeAll(
			poll,
			reports.filter((report) => endedAsAsked(report, event)),
		);
		refuseLate(poll);
		const fired = completed.map(({ report }) => report);
		const after = afterLook(before, reports, fired, event);
		const items = itemsOf(completed);
		if (items.length > 0) {
			state.fire(after);
			return items;
		}
		if (after !== before) state.write(after);
		const [failure] = failures;
		const isBearable =
			poll.first && (reports.length > 0 || failures.some(({ error }) => isPassing(error)));
		if (failure !== undefined && !isBearable) throw naming(failure);
		return null;
	});
}

/** The services' own words seldom say which report they are about. */
function naming({ reportId, error }: LookFailure): Error {
	if (reportId === undefined || !(error instanceof ServiceError)) return error;
	const { description } = error.details;
	return error.with({
		description: sentences(description, `The ID of the report is ${reportId}.`),
		reportId,
	});
}
