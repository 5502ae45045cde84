import { type INodeProperties } from 'n8n-workflow';

/** How to log in to Webex. */
export const webexLoginFields: INodeProperties[] = [
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		options: [
			{
				name: 'Access Token',
				value: 'accessToken',
				description: 'A token that you paste. A personal one lives for 12 hours only.',
			},
			{
				name: 'OAuth2',
				value: 'oAuth2',
				description: 'An integration of your own, connected once; n8n renews its tokens',
			},
		],
		default: 'oAuth2',
	},
];
