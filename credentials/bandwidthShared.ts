import { type ICredentialTestRequest, type INodeProperties } from 'n8n-workflow';
import { BANDWIDTH } from '../nodes/services/bandwidth/hosts';
import { TEST_BASE_URL } from './testBaseUrl';

/** Which account, and where: the same for both ways to log in. */
export const bandwidthAccountFields: INodeProperties[] = [
	{
		displayName: 'Account ID',
		name: 'accountId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 5500123',
		description: 'The number of the account, shown at the top of the Bandwidth App',
	},
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		required: true,
		default: BANDWIDTH.baseUrl,
		description: 'Address of the API. Change it only for a test environment.',
	},
];

/**
 * Listing the report types proves the login, the account and the right to read reports in one request: an
 * API user without a reporting role is known to Bandwidth, but gets 403 here.
 */
export const bandwidthCredentialTest: ICredentialTestRequest = {
	request: {
		baseURL: TEST_BASE_URL,
		url: '=/accounts/{{$credentials.accountId}}/reports',
		headers: { Accept: 'application/xml' },
		disableFollowRedirect: true,
	},
	rules: [
		{
			type: 'responseCode',
			properties: {
				value: 401,
				message:
					'Bandwidth did not accept the login. Check the user name or client ID and its secret.',
			},
		},
		{
			type: 'responseCode',
			properties: {
				value: 403,
				message:
					'Bandwidth accepted the login, but it may not read reports of this account. Check the account ID, and give the API user a reporting role.',
			},
		},
		{
			type: 'responseCode',
			properties: {
				value: 404,
				message: "There is no Bandwidth API at this address. Check 'Base URL' and 'Account ID'.",
			},
		},
	],
};
