import {
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
	type INodePropertyOptions,
} from 'n8n-workflow';
import { systemClock } from '../../runtime/clock';
import { fillList } from '../../runtime/fillList';
import { fieldError } from '../../runtime/nodeErrors';
import { plainEntries } from '../../runtime/serviceText';
import {
	ringCxDirectory,
	type CloudGroup,
	type CloudProduct,
	type RingCxDirectory,
} from '../../services/ringCx/directory';
import { connectRingCx } from './connect';
import { NO_GROUP, readAccountIds, readGroupIds } from './ids';

/** Fills the Account dropdown. */
export async function searchAccounts(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await fillList(this, filter, async () => await accountEntries(this));
}

/** Fills the list of accounts that the report covers. */
export async function getAccounts(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await options(this, async () => await accountEntries(this));
}

export async function getProfileGroups(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return await options(this, async () => groupEntries(await groups(this, 'CLOUD_PROFILE')));
}

export async function getDestinationGroups(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return await options(this, async () => groupEntries(await groups(this, 'CLOUD_DESTINATION')));
}

/** Fills the list of profiles: those of the groups that are chosen, or all. */
export async function getProfiles(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await options(this, async () =>
		memberEntries(this, await groups(this, 'CLOUD_PROFILE'), 'cloudProfileGroupIds'),
	);
}

/** Fills the list of destinations: those of the groups that are chosen, or all. */
export async function getDestinations(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return await options(this, async () =>
		memberEntries(this, await groups(this, 'CLOUD_DESTINATION'), 'cloudDestinationGroupIds'),
	);
}

async function options(
	context: ILoadOptionsFunctions,
	load: () => Promise<INodePropertyOptions[]>,
): Promise<INodePropertyOptions[]> {
	try {
		return plainEntries(await load());
	} catch (error) {
		throw fieldError(context, error);
	}
}

/** Nothing stops a dropdown. */
async function directoryOf(context: ILoadOptionsFunctions): Promise<RingCxDirectory> {
	const stop = new AbortController().signal;
	return ringCxDirectory(await connectRingCx(context, systemClock(stop), stop));
}

async function accountEntries(
	context: ILoadOptionsFunctions,
): Promise<Array<{ name: string; value: string }>> {
	const accounts = await (await directoryOf(context)).accounts();
	return accounts.map(({ accountId, name }) => ({
		name: name === accountId ? name : `${name} (${accountId})`,
		value: accountId,
	}));
}

/** The groups of the accounts that the report is to cover. */
async function groups(
	context: ILoadOptionsFunctions,
	product: CloudProduct,
): Promise<CloudGroup[]> {
	const chosen = readAccountIds(
		context.getCurrentNodeParameter('accountIds'),
		'Covered Account Names or IDs',
	);
	const account = context.getCurrentNodeParameter('accountId', { extractValue: true });
	const accountIds = chosen.length > 0 ? chosen : readAccountIds(account, 'Account');
	return await (await directoryOf(context)).groups(accountIds, product);
}

function groupEntries(found: readonly CloudGroup[]): INodePropertyOptions[] {
	return found.map(({ id, name }) =>
		id === null
			? { name: '(No Group)', value: NO_GROUP }
			: { name: name === undefined ? String(id) : `${name} (${id})`, value: String(id) },
	);
}

function memberEntries(
	context: ILoadOptionsFunctions,
	found: readonly CloudGroup[],
	groupField: string,
): INodePropertyOptions[] {
	const chosen = readGroupIds(context.getCurrentNodeParameter(groupField), 'Group');
	return found
		.filter(({ id }) => chosen.length === 0 || chosen.includes(id))
		.flatMap(({ members }) => members)
		.map(({ id, name }) => ({
			name: name === undefined ? String(id) : `${name} (${id})`,
			value: String(id),
		}));
}
