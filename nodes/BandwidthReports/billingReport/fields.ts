import { type INodeProperties } from 'n8n-workflow';
import { BILLING_TYPES } from '../../services/bandwidth/billingTypes';
import { dateRangeFields } from '../../runtime/fields/dateRange';
import { type Parameters } from '../../runtime/parameters';
import { type BillingReportRequest } from '../../services/bandwidth/billingReports';

/** What a new billing report is about. */
export const requestFields: INodeProperties[] = [
	{
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
	},
	...dateRangeFields,
];

/** @throws InputError when a field is empty or the dates are none. */
export function readRequest(parameters: Parameters, nowMs: number): BillingReportRequest {
	return {
		reportType: parameters.text('reportType', 'Report Type'),
		...parameters.dateRange(nowMs),
	};
}

export const reportIdField: INodeProperties = {
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

/** @throws InputError when no report is chosen. */
export function readReportId(parameters: Parameters): string {
	return parameters.located('reportId', 'Report');
}
