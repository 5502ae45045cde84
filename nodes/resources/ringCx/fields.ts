import { type INodeProperties } from 'n8n-workflow';
import { datePresetField } from '../../runtime/fields/dateRange';
import { optionsOf, outputFields, outputOptions } from '../../runtime/fields/output';
import { MAX_TIMEOUT_MINUTES } from '../../runtime/parameters';
import { RINGCX } from '../../services/ringCx/hosts';
import { RINGCX_REPORT_TYPES } from '../../services/ringCx/reportTypes';
import { cloudFields } from './cloudFields';
import { otherFields } from './otherFields';

/** Reports that RingCX makes for several accounts and with a choice of form. */
const CASPER = [
	'agentSession',
	'callDetail',
	'inboundAgentSegmentMetadata',
	'outboundAgentSegmentMetadata',
];

const deprecationNotice: INodeProperties = {
	displayName: `RingCentral has deprecated these reports: since ${RINGCX.reportsDeprecatedOn} they are no longer in its description of the API. They still work, and no day is known on which they end, but plan for their replacement.`,
	name: 'deprecationNotice',
	type: 'notice',
	default: '',
};

const reportTypeField: INodeProperties = {
	displayName: 'Report Type',
	name: 'reportType',
	type: 'options',
	options: RINGCX_REPORT_TYPES.map(({ name, value, description }) => ({
		name,
		value,
		description,
	})),
	default: 'callDetail',
	description: 'What the report lists',
};

const accountFields: INodeProperties[] = [
	{
		displayName: 'Account',
		name: 'accountId',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description: 'The RingCX sub-account that the report is run in',
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
				placeholder: 'e.g. 99990001',
				validation: [
					{
						type: 'regex',
						properties: {
							regex: '^\\s*[A-Za-z0-9_-]+\\s*$',
							errorMessage: 'An ID has only letters, digits and dashes',
						},
					},
				],
			},
		],
	},
	{
		displayName: 'Covered Account Names or IDs',
		name: 'accountIds',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getAccounts' },
		displayOptions: { show: { reportType: CASPER } },
		default: [],
		hint: 'Leave empty for the account above',
		description:
			'The accounts that the report covers; nothing chosen means the account above. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
];

const timeFields: INodeProperties[] = [
	{ ...datePresetField, description: 'The days that the report covers' },
	{
		displayName: 'Start Time',
		name: 'startTimestamp',
		type: 'dateTime',
		required: true,
		displayOptions: { show: { dateRange: ['custom'] } },
		default: '',
		placeholder: 'e.g. 2026-11-01 00:00:00',
		description: 'First second that the report covers',
	},
	{
		displayName: 'End Time',
		name: 'endTimestamp',
		type: 'dateTime',
		required: true,
		displayOptions: { show: { dateRange: ['custom'] } },
		default: '',
		placeholder: 'e.g. 2026-11-30 23:59:59',
		description: 'Last second that the report covers. A day without a time means its midnight.',
	},
	{
		displayName: 'Time Zone',
		name: 'timezoneName',
		type: 'string',
		default: '',
		placeholder: 'e.g. US/Arizona',
		description:
			'Zone of the dates and times, by its name in the tz database. Leave empty for the time zone of the workflow.',
	},
];

const formFields: INodeProperties[] = [
	{
		displayName: 'Delimiter',
		name: 'delimiter',
		type: 'options',
		displayOptions: { show: { reportType: CASPER } },
		options: [
			{ name: 'Comma', value: 'COMMA' },
			{ name: 'Excel', value: 'EXCEL', description: 'For Microsoft Excel' },
			{ name: 'HTML', value: 'HTML', description: 'A table for a browser' },
			{ name: 'Pipe', value: 'PIPE' },
			{ name: 'Tab', value: 'TAB' },
		],
		default: 'COMMA',
		description: 'What stands between the fields of a row',
	},
	{
		displayName: 'Return Type',
		name: 'returnType',
		type: 'options',
		displayOptions: { show: { reportType: CASPER } },
		options: [
			{ name: 'CSV', value: 'CSV' },
			{ name: 'XML', value: 'XML', description: 'Documented for older versions only' },
		],
		default: 'CSV',
		description: 'The kind of file',
	},
];

/** How long RingCX is waited for, unless the user says otherwise. */
export const DEFAULT_TIMEOUT_MINUTES = 30;

const optionsField = optionsOf([
	...outputOptions,
	{
		displayName: 'Timeout',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: MAX_TIMEOUT_MINUTES },
		default: DEFAULT_TIMEOUT_MINUTES,
		description: 'How many minutes RingCX may take until the file begins to arrive',
	},
]);

/** All that a report can be asked, and where its file goes. */
export const reportFields: INodeProperties[] = [
	deprecationNotice,
	reportTypeField,
	...accountFields,
	...cloudFields,
	...otherFields,
	...timeFields,
	...formFields,
	...outputFields,
	optionsField,
];
