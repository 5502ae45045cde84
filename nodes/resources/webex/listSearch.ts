import { type ILoadOptionsFunctions, type INodeListSearchResult } from 'n8n-workflow';
import { systemClock } from '../../runtime/clock';
import { fillList } from '../../runtime/fillList';
import { webexBillingReports } from '../../services/webex/billingReports';
import { connectWebex } from './connect';

/** Fills the Report dropdown with the billing reports that Webex lists, the latest period first. */
export async function searchBillingReports(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await fillList(this, filter, async (stop) => {
		const connection = await connectWebex(this, systemClock(stop), stop);
		const reports = await webexBillingReports(connection).list({ sortBy: 'billingPeriod' });
		return reports
			.map(({ reportId, startDate, status }) => ({
				name: `${startDate?.slice(0, 7) ?? 'Report'} (${status})`,
				value: reportId,
			}))
			.sort((a, b) => b.name.localeCompare(a.name));
	});
}
