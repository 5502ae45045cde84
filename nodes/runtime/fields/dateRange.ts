import { type INodeProperties } from 'n8n-workflow';

/** Which days a report covers: a preset, or whatever else is shown for `custom`. */
export const datePresetField: INodeProperties = {
	displayName: 'Date Range',
	name: 'dateRange',
	type: 'options',
	description: 'The days that the report covers, in the time zone of the workflow',
	options: [
		{ name: 'Custom', value: 'custom', description: 'From one date to another' },
		{
			name: 'Last 30 Days',
			value: 'last30Days',
			description: 'The 30 whole days up to yesterday',
		},
		{ name: 'Last 7 Days', value: 'last7Days', description: 'The 7 whole days up to yesterday' },
		{ name: 'Last Month', value: 'lastMonth', description: 'The previous calendar month' },
		{
			name: 'Month to Date',
			value: 'monthToDate',
			description: 'From the first of this month to today',
		},
		{ name: 'Yesterday', value: 'yesterday', description: 'The previous day only' },
	],
	default: 'lastMonth',
};

/** Which days a report covers: a preset in the workflow's time zone, or two dates. */
export const dateRangeFields: INodeProperties[] = [
	datePresetField,
	{
		displayName: 'Start Date',
		name: 'startDate',
		type: 'dateTime',
		typeOptions: { dateOnly: true },
		required: true,
		displayOptions: { show: { dateRange: ['custom'] } },
		default: '',
		placeholder: 'e.g. 2026-11-01',
		description: 'First day that the report covers',
	},
	{
		displayName: 'End Date',
		name: 'endDate',
		type: 'dateTime',
		typeOptions: { dateOnly: true },
		required: true,
		displayOptions: { show: { dateRange: ['custom'] } },
		default: '',
		placeholder: 'e.g. 2026-11-30',
		description: 'Last day that the report covers',
	},
];
