import { json, type Answer } from '../core/answer';
import type { Clock } from '../core/clock';
import type { Call, Route } from '../core/service';
import {
	ACCOUNTS,
	DESTINATION_GROUPS,
	enabledOnly,
	flatten,
	MAIN_ACCOUNT,
	PROFILE_GROUPS,
	USERS,
	type CloudGroup,
} from './directory';
import { BASE_PATH, refusal } from './replies';

/** A moment in the form that the objects' time stamps are given in; the form is not documented. */
const STAMP = '2020-04-19T12:00:00.000+0000';

/** What the fields of a report are filled from: accounts, users, profiles and destinations. */
export function lookups(clock: Clock): Route[] {
	const admin = `${BASE_PATH}/voice/api/v1/admin`;
	const account = `${admin}/accounts/:accountId`;
	const inAccount =
		(handle: (call: Call) => Answer): Route['handle'] =>
		(call) =>
			isAccount(call.params.accountId) ? handle(call) : refusal(403, clock, call);
	return [
		{ method: 'GET', url: `${admin}/accounts`, handle: () => json(200, ACCOUNTS.map(accountJson)) },
		{ method: 'GET', url: `${admin}/users`, handle: users },
		{
			method: 'GET',
			url: `${account}/users/:userId/reports/inputControls`,
			handle: inAccount((call) => inputControls(call, clock)),
		},
		{
			method: 'GET',
			url: `${account}/cloudRouteProfileGroups/withChildren`,
			handle: inAccount(() => json(200, PROFILE_GROUPS.map(profileGroupJson))),
		},
		{
			method: 'GET',
			url: `${account}/cloudRouteDestinationGroups/withChildren`,
			handle: inAccount(() => json(200, DESTINATION_GROUPS.map(destinationGroupJson))),
		},
	];
}

/** Whether there is a sub-account with this id. */
export function isAccount(id: unknown): boolean {
	return ACCOUNTS.some((account) => account.id === id);
}

function accountJson({ id, name }: { id: string; name: string }): object {
	return {
		accountId: id,
		accountName: name,
		mainAccountId: MAIN_ACCOUNT.id,
		mainAccountName: MAIN_ACCOUNT.name,
	};
}

function users({ query }: Call): Answer {
	const shown = query.get('activeOnly') === 'true' ? enabledOnly(USERS) : USERS;
	return json(200, query.get('flatten') === 'true' ? flatten(shown) : shown);
}

/**
 * Groups and their children. The path is named by the report's documents only; the reply is inferred from a
 * schema that an earlier specification had and whose names fit the documents.
 */
function inputControls(call: Call, clock: Clock): Answer {
	const userExists = flatten(USERS).some(({ userId }) => String(userId) === call.params.userId);
	if (!userExists) return refusal(404, clock, call);
	const product = call.query.get('products');
	const groups =
		product === 'CLOUD_PROFILE'
			? PROFILE_GROUPS
			: product === 'CLOUD_DESTINATION'
				? DESTINATION_GROUPS
				: [];
	const accountIds = call.query.getAll('accountIds').flatMap((ids) => ids.split(','));
	const parents = accountIds.flatMap((accountId) =>
		groups.map((group) => parentJson(group, accountId, product)),
	);
	return json(
		200,
		parents.filter(({ children }) => children.length > 0),
	);
}

function parentJson(group: CloudGroup, accountId: string, product: string | null) {
	const about = { accountId: Number(accountId), groupId: group.id, groupName: group.name };
	return {
		...about,
		product,
		filters: [],
		objectTimestamp: STAMP,
		children: group.items
			.filter((item) => item.accountId === accountId)
			.map(({ id, name }) => ({ ...about, objId: id, objectName: name, objectTimestamp: STAMP })),
	};
}

const groupJson = ({ id, name }: CloudGroup) => ({
	cloudGroupId: id,
	groupName: name,
	isDefault: id === null,
	permissions: [],
});

function profileGroupJson(group: CloudGroup): object {
	return {
		...groupJson(group),
		cloudRouteProfiles: group.items.map(({ id, name }) => ({
			cloudProfileId: id,
			profileName: name,
			groupId: group.id,
			isActive: true,
		})),
		cloudRouteDestinations: [],
	};
}

/** The names in a destination are inferred from those in a profile. */
function destinationGroupJson(group: CloudGroup): object {
	return {
		...groupJson(group),
		cloudRouteProfiles: [],
		cloudRouteDestinations: group.items.map(({ id, name }) => ({
			cloudDestinationId: id,
			destinationName: name,
			groupId: group.id,
			isActive: true,
		})),
	};
}
