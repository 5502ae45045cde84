import {
	updateDisplayOptions,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';
import { reportTypeField } from '../resources/bandwidth/reportTypeField';
import { accountField } from '../resources/evoVoice/fields';
import { ACCOUNT, BILLING, notice } from './shown';

export const eventField: INodeProperties = {
	displayName: 'Event',
	name: 'event',
	type: 'options',
	options: [
		{
			name: 'Completed',
			value: 'completed',
			description: 'A report is ready',
			action: 'On report completed',
		},
		{
			name: 'Completed or Failed',
			value: 'completedOrFailed',
			description: 'A report has ended, either way',
			action: 'On report completed or failed',
		},
		{
			name: 'Failed',
			value: 'failed',
			description: 'A report could not be made',
			action: 'On report failed',
		},
	],
	default: 'completed',
	description: 'What starts the workflow, once for each report',
};

const ANY: INodePropertyOptions = {
	name: 'Any Report',
	value: 'any',
	description: 'Every report that the login can see and that ends from now on',
};
const SCHEDULED: INodePropertyOptions = {
	name: 'Scheduled',
	value: 'scheduled',
	description: 'Request the report of each period once it is over, and start with it',
};
const SPECIFIC: INodePropertyOptions = {
	name: 'Specific Reports',
	value: 'specific',
	description: 'Reports that have been requested already, by their IDs',
};

const watchField: INodeProperties = {
	displayName: 'Watch',
	name: 'watch',
	type: 'options',
	options: [ANY, SCHEDULED, SPECIFIC],
	default: 'any',
	description: 'Which reports start the workflow',
};

/** Which reports start the workflow. */
export const watchFields: INodeProperties[] = [
	{ ...watchField, displayOptions: { show: ACCOUNT } },
	{ ...watchField, displayOptions: { show: { service: ['evoVoice', 'webexBroadworks'] } } },
	{
		...watchField,
		displayOptions: { show: BILLING },
		options: [SCHEDULED, SPECIFIC],
		default: 'scheduled',
	},
	{
		...watchField,
		displayOptions: { show: { service: ['ringCx'] } },
		options: [SCHEDULED],
		default: 'scheduled',
	},
	notice(
		'billingListNotice',
		BILLING,
		'Bandwidth cannot list billing reports such as BDR and MDR, so the trigger cannot watch all of them. Let it request them (Scheduled), or enter the IDs of reports that you have requested (Specific Reports).',
	),
	notice(
		'ringCxNotice',
		{ service: ['ringCx'] },
		'RingCX answers a request with the file itself, so there is nothing to wait for: the trigger runs the report for each period and starts the workflow with its file. It does so a quarter of an hour after a period ends, since RingCX shows calls some minutes late; poll every 5 to 10 minutes, not on the hour.',
	),
];

/** Which reports, by their IDs. */
export const specificFields: INodeProperties[] = [
	...updateDisplayOptions({ show: { ...ACCOUNT, watch: ['specific'] } }, [
		{ ...reportTypeField, description: 'The type of the reports with these IDs' },
	]),
	{
		displayName: 'Report IDs',
		name: 'reportIds',
		type: 'string',
		required: true,
		displayOptions: {
			show: { watch: ['specific'] },
			hide: { service: ['ringCx'] },
		},
		default: '',
		placeholder: 'e.g. 5f8734f0-d7c3-445c-b1e2-cdbb620e4ff7',
		description:
			'IDs that Create put out, separated by commas. The workflow starts once for each of them, also for one that has ended before.',
	},
];

/** What narrows the list of reports that is watched. */
export const filterFields: INodeProperties[] = [
	...updateDisplayOptions({ show: { ...ACCOUNT, watch: ['any'] } }, [
		{
			...reportTypeField,
			required: undefined,
			description: 'Watch only the reports of this type. Leave empty for all types.',
		},
	]),
	...updateDisplayOptions({ show: { service: ['evoVoice'], watch: ['any', 'specific'] } }, [
		{
			...accountField,
			description:
				'Watch only the reports about this account. Leave empty if your login has only one.',
		},
	]),
];
