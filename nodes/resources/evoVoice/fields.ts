import { type INodeProperties } from 'n8n-workflow';
import { dateRangeFields } from '../../runtime/fields/dateRange';
import {
	DETAIL_TYPES,
	ENDPOINT_TYPES,
	REPORT_TYPES,
	type ReportDetails,
} from '../../services/evoVoice/reportTypes';

const reportTypeField: INodeProperties = {
	displayName: 'Report Type',
	name: 'reportType',
	type: 'options',
	options: REPORT_TYPES.map(({ value, name, description }) => ({ name, value, description })),
	default: 'billing',
	description: 'What the report lists',
};

const anyAccountField: INodeProperties = {
	displayName: 'Account',
	name: 'accountId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'The account that the report is about. The list has those of your login.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select an account…',
			typeOptions: { searchListMethod: 'searchAccounts', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 5f8e2c1a9b3d4e0012ab34cd',
		},
	],
};

/** For reports that exist: the account in whose list they are looked for. */
export const accountField: INodeProperties = {
	...anyAccountField,
	hint: 'Needed only if your login has several accounts',
};

const emailField: INodeProperties = {
	displayName: 'Email Address to Notify',
	name: 'emailAddressToNotify',
	type: 'string',
	default: '',
	placeholder: 'e.g. name@email.com',
	description: 'Who gets an e-mail from Evo Voice once the report is made',
};

type DetailField = INodeProperties & { name: keyof ReportDetails };

const DETAIL_FIELDS: DetailField[] = [
	{
		displayName: 'Customer ID',
		name: 'customerId',
		type: 'string',
		default: '',
		description: 'Limits the report to one customer of the account',
	},
	{
		displayName: 'Endpoint ID',
		name: 'endpointId',
		type: 'string',
		default: '',
		description: 'Limits the report to one endpoint, e.g. a phone number or a user',
	},
	{
		displayName: 'Endpoint Types',
		name: 'types',
		type: 'multiOptions',
		options: ENDPOINT_TYPES.map(({ name, value }) => ({ name, value })),
		default: [],
		description: 'Limits the report to these kinds of endpoints',
	},
	{
		displayName: 'Flow ID',
		name: 'flowId',
		type: 'string',
		default: '',
		description: 'Limits the report to one flow',
	},
	{
		displayName: 'Include Archived Sessions',
		name: 'includeArchivedSessions',
		type: 'boolean',
		default: false,
		description: 'Whether to include sessions that have been archived',
	},
	{
		displayName: 'Include Customer IDs',
		name: 'includeCustomerIds',
		type: 'boolean',
		default: false,
		description: 'Whether to include the ID of each customer',
	},
	{
		displayName: 'Metric Name',
		name: 'metricName',
		type: 'string',
		default: '',
		description: 'The metric to report',
	},
	{
		displayName: 'Specific State',
		name: 'specificState',
		type: 'string',
		default: '',
		description: 'Limits the report to one outcome',
	},
	{
		displayName: 'Sync Documo Numbers',
		name: 'syncDocumoNumbers',
		type: 'boolean',
		default: false,
		description: 'Whether to include the numbers at Documo',
	},
	{
		displayName: 'Time Zone ID',
		name: 'timeZoneId',
		type: 'string',
		default: '',
		description: 'The time zone of the report, by the ID that Evo Voice has for it',
	},
];

const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	options: DETAIL_FIELDS.map((field) => ({
		...field,
		displayOptions: { show: { '/reportType': [...DETAIL_TYPES[field.name]] } },
	})),
};

/** What a new report is about. */
export const requestFields: INodeProperties[] = [
	reportTypeField,
	{ ...anyAccountField, required: true },
	...dateRangeFields,
	emailField,
	additionalFields,
];

const reportIdField: INodeProperties = {
	displayName: 'Report',
	name: 'reportId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	typeOptions: { loadOptionsDependsOn: ['accountId.value'] },
	description:
		'The report, from those that the user of the credential requested, or by the ID that Create put out',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a report…',
			typeOptions: {
				searchListMethod: 'searchReports',
				searchable: true,
			},
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 6f1d0c2b7a8e4f3d9b5a4c3e2d1f0a9b',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '^\\s*[\\w-]+\\s*$',
						errorMessage: 'An ID has only letters, digits, dashes and underscores',
					},
				},
			],
		},
	],
};

/** An existing report, and the account in whose list it is looked for. */
export const reportFields: INodeProperties[] = [accountField, reportIdField];
