import { type INodeProperties } from 'n8n-workflow';
import { BANDWIDTH } from '../services/bandwidth/hosts';

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
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { service: ['bandwidth'] } },
		options: [
			{
				name: 'Basic Auth',
				value: 'basicAuth',
				description: `User name and password. Bandwidth ends this on ${BANDWIDTH.basicAuthEnds}.`,
			},
			{
				name: 'OAuth2',
				value: 'oAuth2',
				description: 'Client ID and client secret of an API credential',
			},
		],
		default: 'oAuth2',
	},
	{
		displayName: `Bandwidth ends Basic authentication on ${BANDWIDTH.basicAuthEnds}. Create an API credential in the Bandwidth App and switch to OAuth2 before then.`,
		name: 'basicAuthNotice',
		type: 'notice',
		displayOptions: { show: { service: ['bandwidth'], authentication: ['basicAuth'] } },
		default: '',
	},
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { service: ['webexBroadworks'] } },
		options: [
			{
				name: 'Access Token',
				value: 'accessToken',
				description: 'A personal access token, which lives for 12 hours',
			},
			{ name: 'OAuth2', value: 'oAuth2', description: 'An integration that you connect once' },
		],
		default: 'oAuth2',
	},
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
				description: 'Reports on numbers, orders and usage of the account',
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
