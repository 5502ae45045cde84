import {
	type IAuthenticate,
	type ICredentialDataDecryptedObject,
	type ICredentialTestRequest,
	type ICredentialType,
	type IDataObject,
	type IHttpRequestHelper,
	type INodeProperties,
} from 'n8n-workflow';
import { RINGCX } from '../nodes/services/ringCx/hosts';
import { renewRingCxLogin, ringCxHeaders } from './ringCxLogin';
import { credentialTest } from './credentialTest';

const NO_RINGCX = "There is no RingCX at this address. Check 'Base URL'.";

const onlyFor = (method: string) => ({ displayOptions: { show: { method: [method] } } });

export class RingCxApi implements ICredentialType {
	name = 'ringCxApi';

	displayName = 'RingCX API';

	documentationUrl =
		'https://github.com/n8n-nodes-telecom-reports/n8n-nodes-telecom-reports/blob/main/docs/ringcx.md#the-login';

	icon = {
		light: 'file:../nodes/RingCxReports/ringcx.svg',
		dark: 'file:../nodes/RingCxReports/ringcx.dark.svg',
	} as const;

	properties: INodeProperties[] = [
		{
			displayName: 'Session Token',
			name: 'sessionToken',
			// Only a hidden field that can expire makes n8n call preAuthentication and store what it returns.
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			displayName: 'Log In With',
			name: 'method',
			type: 'options',
			options: [
				{
					name: 'Access and Refresh Token',
					value: 'tokenPair',
					description: 'A pair of RingCX tokens. n8n renews the pair and stores the new one.',
				},
				{
					name: 'API Token',
					value: 'apiToken',
					description: 'A permanent RingCX API token, sent as X-Auth-Token',
				},
				{
					name: 'RingCentral JWT',
					value: 'ringCentralJwt',
					description: 'An app of the RingCentral Developer Portal and the JWT of a user',
				},
			],
			default: 'tokenPair',
		},
		{
			displayName:
				'A refresh token works only once: from now on only n8n may use this pair. Enter the tokens themselves, not an expression, since n8n stores each new pair in their place.',
			name: 'pairNotice',
			type: 'notice',
			...onlyFor('tokenPair'),
			default: '',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			...onlyFor('tokenPair'),
			default: '',
			description: 'The RingCX access token, not the one of RingCentral. It lives five minutes.',
		},
		{
			displayName: 'Refresh Token',
			name: 'refreshToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			...onlyFor('tokenPair'),
			default: '',
			description: 'The refresh token that came with the access token',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			required: true,
			...onlyFor('ringCentralJwt'),
			default: '',
			description: 'Client ID of the app, which needs the permission Read Accounts',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			...onlyFor('ringCentralJwt'),
			default: '',
		},
		// eslint-disable-next-line @n8n/community-nodes/credential-unnecessary-password -- a JWT is a secret
		{
			displayName: 'JWT',
			name: 'jwt',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			...onlyFor('ringCentralJwt'),
			default: '',
			description: 'JWT of a RingCentral user who has access to RingCX',
		},
		{
			displayName: 'API Token',
			name: 'apiToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			...onlyFor('apiToken'),
			default: '',
			placeholder: 'e.g. aws80:5e9d5d9e-3f0c-4c5b-9a55-2f7f0a8c7d11',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: RINGCX.baseUrl,
			description: 'Address of RingCX. Change it only for a test environment or an older host.',
		},
		{
			displayName: 'RingCentral URL',
			name: 'ringCentralUrl',
			type: 'string',
			required: true,
			...onlyFor('ringCentralJwt'),
			default: RINGCX.ringCentralUrl,
			description: 'Address of RingCentral. Change it only for a test environment.',
		},
	];

	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		return await renewRingCxLogin(credentials, this.helpers.httpRequest);
	}

	authenticate: IAuthenticate = (credentials, requestOptions) =>
		Promise.resolve({
			...requestOptions,
			headers: { ...requestOptions.headers, ...ringCxHeaders(credentials) },
		});

	/** The list of accounts proves the login and the right to use the administration, where the reports are. */
	test: ICredentialTestRequest = credentialTest(
		'"/voice/api/v1/admin/accounts"',
		'application/json',
		{
			byStatus: {
				401: 'RingCX did not accept the login. Check the tokens, or the client ID, its secret and the JWT.',
				403: 'RingCX accepted the login, but it may not see any account. Ask an administrator of RingCX to give this user the right to read reports.',
				404: NO_RINGCX,
			},
			ofForeign: NO_RINGCX,
			bySign: [
				[['length', 0], NO_RINGCX],
				[[0, '{'], NO_RINGCX],
				[
					[1, ']'],
					'RingCX accepted the login, but it sees no account. Ask an administrator of RingCX to give this user access to an account and the right to read its reports.',
				],
			],
		},
	);
}
