import { type ILoadOptionsFunctions, type INodeListSearchResult } from 'n8n-workflow';
import { InputError } from '../../core/errors';
import { chosenLocator } from '../../runtime/chosenLocator';
import { fillList } from '../../runtime/fillList';
import { accountReports } from '../../services/bandwidth/accountReports';
import { billingReports } from '../../services/bandwidth/billingReports';
import { reportDefinitions } from '../../services/bandwidth/definitions';
import { KNOWN_DEFINITIONS } from '../../services/bandwidth/knownDefinitions';
import { connectField } from './connect';

/** Fills the Report dropdown with the billing reports that Bandwidth can list. */
export async function searchBillingReports(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await fillList(this, filter, async (stop) => {
		const reports = await billingReports(await connectField(this, stop)).list();
		return reports.map(({ reportId, reportType, startDate, endDate, status }) => ({
			name: `${reportType ?? 'Report'} ${startDate ?? ''} to ${endDate ?? ''} (${status})`,
			value: reportId,
		}));
	});
}

/**
 * Fills the Report Type dropdown with what the account has; with the names that are known to everybody when
 * the account cannot be asked, so that a workflow can be built before there is a login.
 */
export async function searchReportDefinitions(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await fillList(this, filter, async (stop) => {
		const definitions = await definitionsOf(this, stop);
		return definitions.map(({ id, name }) => ({ name, value: id }));
	});
}

async function definitionsOf(
	context: ILoadOptionsFunctions,
	stop: AbortSignal,
): Promise<ReadonlyArray<{ id: string; name: string }>> {
	try {
		return await reportDefinitions(await connectField(context, stop)).list();
	} catch {
		return KNOWN_DEFINITIONS;
	}
}

/** Fills the Report dropdown with the account reports of the chosen report type. */
export async function searchAccountReports(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await fillList(this, filter, async (stop) => {
		const reportDefinitionId = chosenLocator(this, 'reportDefinitionId');
		if (reportDefinitionId === undefined) {
			throw new InputError(
				"Choose a 'Report Type' first",
				'The list shows the reports of one type.',
			);
		}
		const service = accountReports(await connectField(this, stop));
		const reports = await service.list({ reportDefinitionId });
		return reports.map(({ reportId, createdAt, outputFormat, status }) => ({
			name: `${[createdAt ?? reportId, outputFormat].filter(Boolean).join(', ')} (${status})`,
			value: reportId,
		}));
	});
}
