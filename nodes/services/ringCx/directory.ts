import { asError, ServiceError } from '../../core/errors';
import { jsonObjects, jsonText, type JsonObject } from '../../core/json';
import { accountPath, listRingCx, type RingCxConnection } from './connection';

export interface RingCxAccount {
	accountId: string;
	name: string;
}

/** Whose groups: those of cloud profiles or those of cloud destinations. */
export type CloudProduct = 'CLOUD_PROFILE' | 'CLOUD_DESTINATION';

/** Profiles or destinations that belong together. What belongs to no group has a group whose id is `null`. */
export interface CloudGroup {
	id: number | null;
	name?: string;
	members: ReadonlyArray<{ id: number; name?: string }>;
}

/** What the fields of a report are filled from. */
export interface RingCxDirectory {
	/** The sub-accounts that the login sees (`GET …/admin/accounts`). */
	accounts(): Promise<RingCxAccount[]>;
	/**
	 * The groups of these accounts and what is in them; the answers are remembered.
	 *
	 * @throws ServiceError when RingCX lists them in neither of its two ways
	 */
	groups(accountIds: readonly string[], product: CloudProduct): Promise<CloudGroup[]>;
}

/**
 * Whether this list cannot be had, so that another way may work: RingCX refused it, or answered with one that is too
 * large to be read. Without an answer, a login or an allowance any other request would end the same way.
 */
export function isAboutTheList(error: unknown): error is ServiceError {
	if (!(error instanceof ServiceError)) return false;
	const { status, failure, transient } = error.details;
	// Of failures without a status only an unreadable answer has no further cause.
	if (status === undefined) return failure === undefined && transient !== true;
	return status !== 401 && status !== 429;
}

export function ringCxDirectory(connection: RingCxConnection): RingCxDirectory {
	const remembered = new Map<string, Promise<CloudGroup[]>>();
	let user: Promise<string | undefined> | undefined;

	/** The first of the tree of users: it is the one above all others. */
	async function firstUser(): Promise<string | undefined> {
		const [first] = await listRingCx(connection, '/users');
		return jsonText(first, 'userId');
	}

	async function groupsOf(accountId: string, product: CloudProduct): Promise<CloudGroup[]> {
		try {
			user ??= firstUser();
			const userId = await user;
			const groups = userId === undefined ? [] : await inputControls(accountId, userId, product);
			if (groups.length > 0) return groups;
		} catch (error) {
			if (!isAboutTheList(error)) throw asError(error);
		}
		return await groupsWithChildren(accountId, product);
	}

	/**
	 * As the report's document says (reports/DEPRECATED-call-detail-report). No specification has this call, and
	 * the login may see no users, so the groups themselves are asked for when it does not work.
	 */
	async function inputControls(
		accountId: string,
		userId: string,
		product: CloudProduct,
	): Promise<CloudGroup[]> {
		const path = `${accountPath(accountId)}/users/${encodeURIComponent(userId)}/reports/inputControls`;
		const list = await listRingCx(
			connection,
			`${path}?accountIds=${accountId}&products=${product}`,
		);
		return toGroups(list, 'groupId', 'children', [['objId'], ['objectName']]);
	}

	/** The specification's own list of groups, in which everything has another name. */
	async function groupsWithChildren(
		accountId: string,
		product: CloudProduct,
	): Promise<CloudGroup[]> {
		const [kind, member] =
			product === 'CLOUD_PROFILE' ? ['Profile', 'profile'] : ['Destination', 'destination'];
		const list = await listRingCx(
			connection,
			`${accountPath(accountId)}/cloudRoute${kind}Groups/withChildren`,
		);
		return toGroups(list, 'cloudGroupId', `cloudRoute${kind}s`, [
			[`cloud${kind}Id`, `${member}Id`],
			[`${member}Name`],
		]);
	}

	return {
		async accounts() {
			return (await listRingCx(connection, '/accounts')).flatMap((account) => {
				const accountId = jsonText(account, 'accountId');
				const name = jsonText(account, 'accountName');
				return accountId === undefined ? [] : [{ accountId, name: name ?? accountId }];
			});
		},

		async groups(accountIds, product) {
			const lists = accountIds.map(async (accountId) => {
				const key = `${product} ${accountId}`;
				const groups = remembered.get(key) ?? groupsOf(accountId, product);
				remembered.set(key, groups);
				return await groups;
			});
			return merged((await Promise.all(lists)).flat());
		},
	};
}

type Member = CloudGroup['members'][number];

/** The names under which a member's id and name may stand. */
type MemberKeys = readonly [id: readonly string[], name: readonly string[]];

function toGroups(
	list: readonly JsonObject[],
	idKey: string,
	membersKey: string,
	[idKeys, nameKeys]: MemberKeys,
): CloudGroup[] {
	return list.flatMap((group) => {
		const id = group[idKey] === null ? null : wholeNumber(group[idKey]);
		if (id === undefined) return [];
		const members = (jsonObjects(group, membersKey) ?? []).flatMap((member) => {
			const memberId = idKeys
				.map((key) => wholeNumber(member[key]))
				.find((one) => one !== undefined);
			const name = nameKeys.map((key) => jsonText(member, key)).find((one) => one !== undefined);
			return memberId === undefined ? [] : [{ id: memberId, name }];
		});
		return [{ id, name: jsonText(group, 'groupName'), members }];
	});
}

/** The same group may be listed for several accounts, each time with the members of one. */
function merged(groups: readonly CloudGroup[]): CloudGroup[] {
	const byId = new Map<number | null, { group: CloudGroup; members: Map<number, Member> }>();
	for (const group of groups) {
		const known = byId.get(group.id) ?? { group, members: new Map<number, Member>() };
		byId.set(group.id, known);
		for (const member of group.members) {
			if (!known.members.has(member.id)) known.members.set(member.id, member);
		}
	}
	return [...byId.values()].map(({ group, members }) => ({
		...group,
		members: [...members.values()],
	}));
}

function wholeNumber(value: unknown): number | undefined {
	const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
	return Number.isSafeInteger(number) ? (number as number) : undefined;
}
