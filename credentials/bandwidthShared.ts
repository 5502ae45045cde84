import { type INodeProperties } from 'n8n-workflow';
import { BANDWIDTH } from '../nodes/services/bandwidth/hosts';
import { credentialTest } from './credentialTest';

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

const NO_API = "There is no Bandwidth API at this address. Check 'Base URL' and 'Account ID'.";

/**
 * Listing the report types proves the login, the account and the right to read reports in one request: an
 * API user without a reporting role is known to Bandwidth, but gets 403 here.
 */
export const bandwidthCredentialTest = credentialTest(
	'"/accounts/" + $credentials.accountId + "/reports"',
	'application/xml',
	{
		byStatus: {
			401: 'Bandwidth did not accept the login. Check the user name or client ID and its secret.',
			403: 'Bandwidth accepted the login, but it may not read reports of this account. Check the account ID, and give the API user a reporting role.',
			404: NO_API,
		},
		ofForeign: NO_API,
	},
);
