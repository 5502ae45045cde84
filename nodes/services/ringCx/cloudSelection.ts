import { asError, ServiceError } from '../../core/errors';
import { sentences } from '../../core/text';
import { isAboutTheList, type CloudGroup } from './directory';
import { RINGCX } from './hosts';

/** Groups and members (profiles, or destinations) that a report is about. */
export interface CloudSelection {
	/** `null` stands for what belongs to no group. */
	groupIds: ReadonlyArray<number | null>;
	ids: readonly number[];
}

/**
 * Fills in what the user left open, since RingCX reports only what is named: a report on everything has to name
 * every group, also `null`, and every member (reports/DEPRECATED-call-detail-report). Members must belong to the
 * groups that are named, so members alone bring their groups along.
 *
 * @param groups asked only when something is left open
 * @param what the members as users know them, e.g. `profiles`
 * @throws ServiceError when nothing is found to fill in; what `groups` throws, with advice where it is about the
 *   lists
 */
export async function completeSelection(
	{ groupIds, ids }: CloudSelection,
	groups: () => Promise<readonly CloudGroup[]>,
	what: string,
): Promise<CloudSelection> {
	if (groupIds.length > 0 && ids.length > 0) return { groupIds, ids };
	const known = await groups().catch((error: unknown) => {
		throw withIdsByHand(error, what, groupIds.length > 0 || ids.length > 0);
	});
	const found = { groupIds, ids };
	if (ids.length === 0) {
		const wanted = new Set(groupIds);
		const chosen = known.filter(({ id }) => wanted.size === 0 || wanted.has(id));
		found.ids = chosen.flatMap(({ members }) => members.map(({ id }) => id));
	}
	if (groupIds.length === 0) found.groupIds = groupsOf(found.ids, known);
	if (found.ids.length > 0 && found.groupIds.length > 0) return found;
	throw new ServiceError(`${RINGCX.name} lists no ${what} for what is chosen`, {
		description: `A report has to name the ${what} and their groups. Choose another account or another group, or enter the IDs under 'IDs by Hand'.`,
	});
}

/** Without its lists RingCX can still be asked, but only by someone who names groups and members alike. */
function withIdsByHand(error: unknown, what: string, oneIsGiven: boolean): Error {
	if (!isAboutTheList(error) || error.details.transient === true) return asError(error);
	const { description, status } = error.details;
	const gap = oneIsGiven
		? `Only the groups or only the ${what} are given, and the lists that would complete them cannot be had.`
		: `The lists of groups and ${what} cannot be had.`;
	return error.with({
		// What is too large has advice about reports.
		description: sentences(
			status === undefined ? undefined : description,
			gap,
			`Enter both under 'IDs by Hand': groups and ${what}.`,
		),
	});
}

/** The groups of these members; all groups when one of them is in no list, as it may be in any. */
function groupsOf(ids: readonly number[], known: readonly CloudGroup[]): Array<number | null> {
	const wanted = new Set(ids);
	const withThem = known.filter(({ members }) => members.some(({ id }) => wanted.has(id)));
	const listed = new Set(withThem.flatMap(({ members }) => members.map(({ id }) => id)));
	const all = ids.every((id) => listed.has(id)) ? withThem : known;
	return all.map(({ id }) => id);
}
