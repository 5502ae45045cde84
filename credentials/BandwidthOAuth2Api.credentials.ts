import {
	type ICredentialTestRequest,
	type ICredentialType,
	type INodeProperties,
} from 'n8n-workflow';
import { BANDWIDTH } from '../nodes/services/bandwidth/hosts';
import { bandwidthAccountFields, bandwidthCredentialTest } from './bandwidthShared';

export class BandwidthOAuth2Api implements ICredentialType {
	name = 'bandwidthOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Bandwidth OAuth2 API';

	documentationUrl =
		'https://github.com/n8n-nodes-telecom-reports/n8n-nodes-telecom-reports/blob/main/docs/bandwidth.md#the-login';

	icon = {
		light: 'file:../nodes/BandwidthReports/bandwidth.svg',
		dark: 'file:../nodes/BandwidthReports/bandwidth.dark.svg',
	} as const;

	properties: INodeProperties[] = [
		{
			displayName: `OAuth2 is the login that stays: Bandwidth ends Basic authentication on ${BANDWIDTH.basicAuthEnds}. Create an API credential in the Bandwidth App and copy its client ID and client secret.`,
			name: 'oAuth2Notice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'hidden',
			default: 'clientCredentials',
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'string',
			default: BANDWIDTH.tokenUrl,
			required: true,
			description: 'Where n8n gets access tokens. Change it only for a test environment.',
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			default: '',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'hidden',
			default: 'header',
		},
		...bandwidthAccountFields,
	];

	test: ICredentialTestRequest = bandwidthCredentialTest;
}
