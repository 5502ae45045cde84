/** The account that the sub-accounts belong to. */
export const MAIN_ACCOUNT = { id: '13670000', name: 'Sandbox Contact Center' };

/** The two sub-accounts of the printed request. */
export const ACCOUNTS = [
	{ id: '13670001', name: 'Sales' },
	{ id: '15300001', name: 'IT, help desk' },
] as const;

/** A profile or a destination of calls. */
export interface CloudItem {
	id: number;
	name: string;
	accountId: string;
}

/** Items that belong together; the items without a group have a group whose id is null. */
export interface CloudGroup {
	id: number | null;
	name: string;
	items: readonly CloudItem[];
}

const [SALES, HELP_DESK] = ACCOUNTS;
const item = (id: number, name: string, account: { id: string }): CloudItem => ({
	id,
	name,
	accountId: account.id,
});

/** Groups and ids of the printed request; the names of the printed reply. */
export const PROFILE_GROUPS: readonly CloudGroup[] = [
	{ id: 111, name: 'Main', items: [item(1111, 'DTE', SALES), item(2222, 'IT TFN', HELP_DESK)] },
	{ id: null, name: 'Ungrouped', items: [item(3333, 'DTE', SALES), item(4444, 'Events', SALES)] },
];

/** Destinations, with the ids of the printed reply. */
export const DESTINATION_GROUPS: readonly CloudGroup[] = [
	{ id: 211, name: 'Offices', items: [item(4546, 'DTE', SALES)] },
	{ id: null, name: 'Ungrouped', items: [item(4467, 'IT TFN', HELP_DESK)] },
];

/** Users form a tree: each has children. */
export interface CxUser {
	userId: number;
	userName: string;
	firstName: string;
	lastName: string;
	enabled: boolean;
	roles: readonly string[];
	children: readonly CxUser[];
}

function user(
	userId: number,
	firstName: string,
	lastName: string,
	enabled: boolean,
	children: readonly CxUser[] = [],
): CxUser {
	const userName = `${firstName}.${lastName}@example.com`.toLowerCase();
	return { userId, userName, firstName, lastName, enabled, roles: ['ADMIN'], children };
}

/** All users, as a tree. */
export const USERS: readonly CxUser[] = [
	user(7001, 'Ada', 'Admin', true, [
		user(7002, 'Tom', 'Teamlead', true, [user(7003, 'Sue', 'Supervisor', true)]),
		user(7004, 'Olaf', 'Onleave', false),
	]),
];

/** The users without their tree, each with no children. */
export function flatten(users: readonly CxUser[]): CxUser[] {
	return users.flatMap((each) => [{ ...each, children: [] }, ...flatten(each.children)]);
}

/** The users that are enabled, in their tree. */
export function enabledOnly(users: readonly CxUser[]): CxUser[] {
	return users
		.filter(({ enabled }) => enabled)
		.map((each) => ({ ...each, children: enabledOnly(each.children) }));
}
