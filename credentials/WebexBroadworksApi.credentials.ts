import {
	type IAuthenticate,
	type ICredentialTestRequest,
	type ICredentialType,
	type INodeProperties,
} from 'n8n-workflow';
import {
	webexBaseUrlField,
	webexCredentialTest,
	webexPartnerNotice,
} from './webexBroadworksShared';
import { signWithAccessToken } from './signing';

export class WebexBroadworksApi implements ICredentialType {
	name = 'webexBroadworksApi';

	displayName = 'Webex BroadWorks API';

	documentationUrl =
		'https://github.com/n8n-nodes-telecom-reports/n8n-nodes-telecom-reports/blob/main/docs/webex-broadworks.md#the-login';

	icon = {
		light: 'file:../nodes/WebexBroadworksReports/webexBroadworks.svg',
		dark: 'file:../nodes/WebexBroadworksReports/webexBroadworks.dark.svg',
	} as const;

	properties: INodeProperties[] = [
		webexPartnerNotice,
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'A token with the billing report scopes. The personal token of developer.webex.com lives for 12 hours: use the OAuth2 credential for workflows that run by themselves.',
		},
		webexBaseUrlField,
	];

	authenticate: IAuthenticate = signWithAccessToken;

	test: ICredentialTestRequest = webexCredentialTest;
}
