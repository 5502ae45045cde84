import { type INodeProperties } from 'n8n-workflow';
import { dateRangeFields } from '../../runtime/fields/dateRange';
import { createOperation } from '../../runtime/operations/create';
import { createAndDownloadOperation } from '../../runtime/operations/createAndDownload';
import { downloadOperation } from '../../runtime/operations/download';
import { getAllOperation } from '../../runtime/operations/getAll';
import { getStatusOperation } from '../../runtime/operations/getStatus';
import { type ReportResource } from '../../runtime/operations/reportResource';
import { billingReports, type BillingReportRequest } from '../../services/bandwidth/billingReports';
import { BILLING_TYPES } from '../../services/bandwidth/billingTypes';
import { type BandwidthConnection } from '../../services/bandwidth/connection';
import { BANDWIDTH } from '../../services/bandwidth/hosts';

const reportTypeField: INodeProperties = {
	displayName: 'Report Type',
	name: 'reportType',
	type: 'options',
	options: BILLING_TYPES.map(({ value, name, description }) => ({
		name,
		value,
		description: `${description} (${value})`,
	})),
	default: 'BDR',
	description:
		'What the report lists. Which types an account has depends on its products; any other code can be given with an expression.',
};

const reportIdField: INodeProperties = {
	displayName: 'Report',
	name: 'reportId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'id', value: '' },
	description:
		'The report, by the ID that Create put out. Bandwidth can list phone number reports (DIDSNAP, DIDSNAP_MSG) only.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a phone number report…',
			typeOptions: { searchListMethod: 'searchBillingReports', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 5f8734f0-d7c3-445c-b1e2-cdbb620e4ff7',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '^\\s*[A-Za-z0-9_.-]+\\s*$',
						errorMessage: 'An ID has only letters, digits and dashes',
					},
				},
			],
		},
	],
};

export const billingReport: ReportResource<BandwidthConnection, BillingReportRequest> = {
	noun: 'billing report',
	requestFields: [reportTypeField, ...dateRangeFields],
	readRequest: (parameters, nowMs) => ({
		reportType: parameters.text('reportType', 'Report Type'),
		...parameters.dateRange(nowMs),
	}),
	reportFields: [reportIdField],
	readReport: (parameters) => ({
		service: BANDWIDTH.name,
		reportId: parameters.located('reportId', 'Report'),
		status: 'pending',
	}),
	service: billingReports,
};

const listNotice: INodeProperties = {
	displayName:
		'Bandwidth lists phone number reports only (DIDSNAP and DIDSNAP_MSG). Keep the ID of any other report from the output of Create.',
	name: 'listNotice',
	type: 'notice',
	default: '',
};

export const billingReportOperations = [
	createOperation(billingReport),
	createAndDownloadOperation(billingReport),
	downloadOperation(billingReport),
	getAllOperation(billingReport, { fieldsBefore: [listNotice], readFilter: () => undefined }),
	getStatusOperation(billingReport),
];
