import { type ILoadOptionsFunctions, type INodeListSearchResult } from 'n8n-workflow';
import { systemClock } from '../../runtime/clock';
import { chosenLocator } from '../../runtime/chosenLocator';
import { fillList } from '../../runtime/fillList';
import { evoVoiceAccounts } from '../../services/evoVoice/accounts';
import { evoVoiceReports } from '../../services/evoVoice/reports';
import { connectEvoVoice } from './connect';

/** Fills the Account dropdown with the accounts of the credential's user. */
export async function searchAccounts(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await fillList(this, filter, async (stop) => {
		const accounts = await evoVoiceAccounts(await connectEvoVoice(this, systemClock(stop), stop));
		return accounts.map(({ accountId, name }) => ({ name, value: accountId }));
	});
}

/** Fills the Report dropdown with the user's reports, of the account that is chosen beside it if one is. */
export async function searchReports(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await fillList(this, filter, async (stop) => {
		const accountId = chosenLocator(this, 'accountId');
		const connection = await connectEvoVoice(this, systemClock(stop), stop);
		const reports = await evoVoiceReports(connection).list({ accountId });
		return reports.map(({ reportId, name, createdAt, status }) => ({
			name: `${name ?? 'Report'}${createdAt === undefined ? '' : `, ${createdAt}`} (${status})`,
			value: reportId,
		}));
	});
}
