import { type ILoadOptionsFunctions, type INodeListSearchResult } from 'n8n-workflow';
import { billingReports } from '../services/bandwidth/billingReports';
import { systemClock } from '../runtime/clock';
import { toNodeError } from '../runtime/nodeErrors';
import { connectBandwidth } from './connect';

/** Fills the Report dropdown with the billing reports that Bandwidth can list. */
export async function searchBillingReports(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	try {
		const never = new AbortController().signal;
		const connection = await connectBandwidth(this, systemClock(never), never);
		const reports = await billingReports(connection).list();
		const results = reports.map(({ reportId, reportType, startDate, endDate, status }) => ({
			name: `${reportType ?? 'Report'} ${startDate ?? ''} to ${endDate ?? ''} (${status})`,
			value: reportId,
		}));
		const wanted = (filter ?? '').toLowerCase();
		return {
			results: results.filter(({ name, value }) =>
				`${name} ${value}`.toLowerCase().includes(wanted),
			),
		};
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}
