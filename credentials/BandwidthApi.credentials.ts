import {
	type IAuthenticate,
	type ICredentialTestRequest,
	type ICredentialType,
	type INodeProperties,
} from 'n8n-workflow';
import { BANDWIDTH } from '../nodes/services/bandwidth/hosts';
import { bandwidthAccountFields, bandwidthCredentialTest } from './bandwidthShared';
import { signWithBasicAuth } from './signing';

export class BandwidthApi implements ICredentialType {
	name = 'bandwidthApi';

	displayName = 'Bandwidth API';

	documentationUrl =
		'https://github.com/n8n-nodes-telecom-reports/n8n-nodes-telecom-reports/blob/main/docs/bandwidth.md#the-login';

	icon = {
		light: 'file:../nodes/BandwidthReports/bandwidth.svg',
		dark: 'file:../nodes/BandwidthReports/bandwidth.dark.svg',
	} as const;

	properties: INodeProperties[] = [
		{
			displayName: `Bandwidth ends Basic authentication on ${BANDWIDTH.basicAuthEnds}. Use the credential "Bandwidth OAuth2 API" for anything that should run after that day.`,
			name: 'basicAuthNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Username',
			name: 'username',
			type: 'string',
			required: true,
			default: '',
			description: 'User name of an API user of the account',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
		},
		...bandwidthAccountFields,
	];

	authenticate: IAuthenticate = signWithBasicAuth;

	test: ICredentialTestRequest = bandwidthCredentialTest;
}
