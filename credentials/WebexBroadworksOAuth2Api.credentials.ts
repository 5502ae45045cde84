import {
	type ICredentialTestRequest,
	type ICredentialType,
	type INodeProperties,
} from 'n8n-workflow';
import { WEBEX } from '../nodes/services/webex/hosts';
import {
	webexBaseUrlField,
	webexCredentialTest,
	webexPartnerNotice,
} from './webexBroadworksShared';

export class WebexBroadworksOAuth2Api implements ICredentialType {
	name = 'webexBroadworksOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Webex BroadWorks OAuth2 API';

	documentationUrl =
		'https://github.com/n8n-nodes-telecom-reports/n8n-nodes-telecom-reports/blob/main/docs/webex-broadworks.md#the-login';

	icon = {
		light: 'file:../nodes/WebexBroadworksReports/webexBroadworks.svg',
		dark: 'file:../nodes/WebexBroadworksReports/webexBroadworks.dark.svg',
	} as const;

	properties: INodeProperties[] = [
		{
			displayName: `Create an integration at developer.webex.com with the redirect URL shown here and the scopes ${WEBEX.scopes.replace(' ', ' and ')}, and copy its client ID and client secret.`,
			name: 'integrationNotice',
			type: 'notice',
			default: '',
		},
		webexPartnerNotice,
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'hidden',
			default: 'authorizationCode',
		},
		// Both addresses have to be visible: n8n does not keep a changed value of a hidden one.
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'string',
			default: WEBEX.authUrl,
			required: true,
			description: 'Where you allow n8n to use Webex. Change it only for a test environment.',
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'string',
			default: WEBEX.tokenUrl,
			required: true,
			description: 'Where n8n gets access tokens. Change it only for a test environment.',
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			default: WEBEX.scopes,
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: '',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'hidden',
			default: 'body',
		},
		webexBaseUrlField,
	];

	test: ICredentialTestRequest = webexCredentialTest;
}
