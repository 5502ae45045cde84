import { asError } from '../errors';
import { type Report } from '../report';
import { afterFiring, beginListWatch, newlyEnded, readListState } from './listWatch';
import {
	completeAll,
	isPassing,
	itemsOf,
	refuseLate,
	runAlone,
	type Poll,
	type PollState,
} from './poll';

/**
 * Looks at a service's list and tells what has ended since the watch began. The state changes only when
 * something fires, and when the list is seen for the first time.
 *
 * @param list one request, whatever the number of reports
 * @returns what is put out, in the order of the list; `null` for nothing
 * @throws what `list` throws, with the state as it was; but in the first poll passing trouble is not thrown.
 */
export async function pollList<Item>(
	poll: Poll<Item>,
	list: () => Promise<Report[]>,
): Promise<Item[] | null> {
	const { scope, event, clock } = poll;

	/** From now on counts what ends, even if the list cannot be had yet. */
	const begun = (state: PollState) => {
		const found = readListState(state.found, scope);
		if (found !== undefined) return found;
		const begins = beginListWatch(scope, clock.now());
		state.write(begins);
		return begins;
	};

	return await runAlone(
		poll,
		async (state) => {
			const before = begun(state);
			const listed = await look(poll, list);
			if (listed === undefined) return null;

			const completed = await completeAll(poll, newlyEnded(before, listed, event));
			refuseLate(poll);
			const fired = completed.map(({ report }) => report);
			const after = afterFiring(before, listed, fired);
			const items = itemsOf(completed);
			if (items.length > 0) {
				state.fire(after);
				return items;
			}
			if (after !== before) state.write(after);
			return null;
		},
		begun,
	);
}

async function look<Item>(
	{ first }: Poll<Item>,
	list: () => Promise<Report[]>,
): Promise<Report[] | undefined> {
	try {
		return await list();
	} catch (error) {
		if (first && isPassing(error)) return undefined;
		throw asError(error);
	}
}
