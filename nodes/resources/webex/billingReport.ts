import { type INodeProperties } from 'n8n-workflow';
import { createOperation } from '../../runtime/operations/create';
import { createAndDownloadOperation } from '../../runtime/operations/createAndDownload';
import { downloadOperation } from '../../runtime/operations/download';
import { getAllOperation } from '../../runtime/operations/getAll';
import { getStatusOperation } from '../../runtime/operations/getStatus';
import { deleteOperation } from '../../runtime/operations/remove';
import { type ReportResource } from '../../runtime/operations/reportResource';
import { type Parameters } from '../../runtime/parameters';
import { billingPeriod } from '../../services/webex/billingPeriod';
import {
	webexBillingReports,
	type WebexReportFilter,
	type WebexReportRequest,
} from '../../services/webex/billingReports';
import { type WebexConnection } from '../../services/webex/connection';
import { WEBEX } from '../../services/webex/hosts';

const periodFields: INodeProperties[] = [
	{
		displayName: 'Date Range',
		name: 'dateRange',
		type: 'options',
		options: [
			{ name: 'Custom Month', value: 'custom', description: 'A month of your choice' },
			{ name: 'Last Month', value: 'lastMonth', description: 'The previous calendar month' },
			{
				name: 'Month to Date',
				value: 'monthToDate',
				description: 'The running month, as far as it has been billed',
			},
		],
		default: 'custom',
		description: 'The month that the report covers, in the time zone of the workflow',
	},
	{
		displayName: 'Billing Period',
		name: 'billingPeriod',
		type: 'string',
		required: true,
		displayOptions: { show: { dateRange: ['custom'] } },
		default: '',
		placeholder: 'e.g. 2026-10',
		description: 'Year and month that the report covers, as YYYY-MM',
	},
];

const reportIdField: INodeProperties = {
	displayName: 'Report',
	name: 'reportId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The report, by its period or by the ID that Create put out',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a report…',
			typeOptions: { searchListMethod: 'searchBillingReports', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. Y2lzY29zcGFyazovL3VzL0JJTExJTkdfUkVQT1JU…',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '^\\s*[\\w+/=-]+\\s*$',
						errorMessage: 'An ID has only letters, digits and the characters + / = - _',
					},
				},
			],
		},
	],
};

const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	options: [
		{
			displayName: 'After',
			name: 'after',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2026-01',
			description: 'Only reports after this month or date. Webex gets it as you type it.',
		},
		{
			displayName: 'Before',
			name: 'before',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2026-11',
			description: 'Only reports before this month or date. Webex gets it as you type it.',
		},
		{
			displayName: 'Sort By',
			name: 'sortBy',
			type: 'options',
			options: [
				{ name: 'Billing Period', value: 'billingPeriod' },
				{ name: 'ID', value: 'id' },
				{ name: 'Status', value: 'status' },
			],
			default: 'billingPeriod',
			description: 'What to sort the reports by',
		},
	],
};

export const billingReport: ReportResource<WebexConnection, WebexReportRequest, WebexReportFilter> =
	{
		noun: 'billing report',
		requestFields: periodFields,
		readRequest: (parameters, nowMs) => ({ billingPeriod: readPeriod(parameters, nowMs) }),
		reportFields: [reportIdField],
		readReport: (parameters) => ({
			service: WEBEX.name,
			reportId: parameters.located('reportId', 'Report'),
			status: 'pending',
		}),
		service: webexBillingReports,
	};

/** A typed month, or the month in which a preset begins. */
function readPeriod(parameters: Parameters, nowMs: number): string {
	return parameters.text('dateRange', 'Date Range') === 'custom'
		? billingPeriod(parameters.text('billingPeriod', 'Billing Period'))
		: billingPeriod(parameters.dateRange(nowMs).startDate.slice(0, 7));
}

function readFilter(parameters: Parameters): WebexReportFilter {
	const filters = parameters.collection('filters');
	const text = (name: keyof WebexReportFilter) => {
		const value = filters[name];
		return typeof value === 'string' || typeof value === 'number'
			? String(value).trim()
			: undefined;
	};
	return { before: text('before'), after: text('after'), sortBy: text('sortBy') };
}

export const billingReportOperations = [
	createOperation(billingReport),
	createAndDownloadOperation(billingReport),
	deleteOperation(billingReport),
	downloadOperation(billingReport),
	getAllOperation(billingReport, {
		description: "List the partner's billing reports",
		fieldsAfter: [filtersField],
		readFilter,
	}),
	getStatusOperation(billingReport),
];
