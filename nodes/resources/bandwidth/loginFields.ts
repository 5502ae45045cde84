import { type INodeProperties } from 'n8n-workflow';
import { BANDWIDTH } from '../../services/bandwidth/hosts';

/** How to log in to Bandwidth, and until when in which way. */
export const bandwidthLoginFields: INodeProperties[] = [
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
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
		displayOptions: { show: { authentication: ['basicAuth'] } },
		default: '',
	},
];
