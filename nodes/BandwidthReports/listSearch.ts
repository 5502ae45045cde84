import {
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
} from 'n8n-workflow';
import { InputError } from '../core/errors';
import { toNodeError } from '../runtime/nodeErrors';
import { accountReports } from '../services/bandwidth/accountReports';
import { billingReports } from '../services/bandwidth/billingReports';
import { reportDefinitions } from '../services/bandwidth/definitions';
import { KNOWN_DEFINITIONS } from '../services/bandwidth/knownDefinitions';
import { connectField } from './connect';
import { isPlain, plainLabel } from './serviceText';

/** Fills the Report dropdown with the billing reports that Bandwidth can list. */
export async function searchBillingReports(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	try {
		const reports = await billingReports(await connectField(this)).list();
		const results = reports.map(({ reportId, reportType, startDate, endDate, status }) => ({
			name: `${reportType ?? 'Report'} ${startDate ?? ''} to ${endDate ?? ''} (${status})`,
			value: reportId,
		}));
		return matching(results, filter);
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}

/**
 * Fills the Report Type dropdown with what the account has; with the names that are known to everybody when
 * the account cannot be asked, so that a workflow can be built before there is a login.
 */
export async function searchReportDefinitions(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const definitions = await definitionsOf(this);
	return matching(
		definitions.map(({ id, name }) => ({ name, value: id })),
		filter,
	);
}

async function definitionsOf(
	context: ILoadOptionsFunctions,
): Promise<ReadonlyArray<{ id: string; name: string }>> {
	try {
		return await reportDefinitions(await connectField(context)).list();
	} catch {
		return KNOWN_DEFINITIONS;
	}
}

/** Fills the Report dropdown with the account reports of the chosen report type. */
export async function searchAccountReports(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	try {
		const reportDefinitionId = chosenDefinition(this);
		if (reportDefinitionId === undefined) {
			throw new InputError(
				"Choose a 'Report Type' first",
				'The list shows the reports of one type.',
			);
		}
		const reports = await accountReports(await connectField(this)).list({ reportDefinitionId });
		const results = reports.map(({ reportId, createdAt, outputFormat, status }) => ({
			name: `${[createdAt ?? reportId, outputFormat].filter(Boolean).join(', ')} (${status})`,
			value: reportId,
		}));
		return matching(results, filter);
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}

/** The report type that is chosen in the node, unless it is an expression that cannot be read before a run. */
export function chosenDefinition(context: ILoadOptionsFunctions): string | undefined {
	const locator: unknown = context.getCurrentNodeParameter('reportDefinitionId');
	const value =
		typeof locator === 'object' && locator !== null && 'value' in locator ? locator.value : locator;
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value).trim();
	return text === '' || !isPlain(text) ? undefined : text;
}

function matching(
	items: readonly INodeListSearchItems[],
	filter: string | undefined,
): INodeListSearchResult {
	const wanted = (filter ?? '').toLowerCase();
	return {
		results: items
			.filter(({ value }) => isPlain(String(value)))
			.map((item) => ({ ...item, name: plainLabel(item.name) }))
			.filter(({ name, value }) => `${name} ${String(value)}`.toLowerCase().includes(wanted)),
	};
}
