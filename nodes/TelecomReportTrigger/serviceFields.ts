import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import { bandwidthLoginFields } from '../resources/bandwidth/loginFields';
import { webexLoginFields } from '../resources/webex/loginFields';

/** Whose reports are watched, and how to log in there. */
export const serviceFields: INodeProperties[] = [
	{
		displayName: 'Service',
		name: 'service',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Bandwidth', value: 'bandwidth' },
			{ name: 'Evo Voice', value: 'evoVoice' },
			{ name: 'RingCX', value: 'ringCx', description: 'Also known as Engage Voice' },
			{ name: 'Webex BroadWorks', value: 'webexBroadworks' },
		],
		default: 'bandwidth',
		description: 'Whose reports start the workflow',
	},
	...updateDisplayOptions({ show: { service: ['bandwidth'] } }, bandwidthLoginFields),
	...updateDisplayOptions({ show: { service: ['webexBroadworks'] } }, webexLoginFields),
	{
		displayName: 'Credentials',
		name: 'credentials',
		type: 'credentials',
		default: '',
	},
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { service: ['bandwidth'] } },
		options: [
			{
				name: 'Account Report',
				value: 'accountReport',
				description: 'Phone numbers, orders, emergency addresses and users of the account',
			},
			{
				name: 'Billing Report',
				value: 'billingReport',
				description: 'Call, message and invoice records of a period',
			},
		],
		default: 'billingReport',
	},
];
