import { type ICredentialTestRequest, type INodeProperties } from 'n8n-workflow';
import { WEBEX } from '../nodes/services/webex/hosts';
import { TEST_BASE_URL } from './testBaseUrl';

/** Whom the credential is for, and where: the same for both ways to log in. */
export const webexPartnerNotice: INodeProperties = {
	displayName:
		'For partner administrators of Webex for BroadWorks. Partners with a wholesale contract have another kind of billing report, which this node does not offer.',
	name: 'partnerNotice',
	type: 'notice',
	default: '',
};

export const webexBaseUrlField: INodeProperties = {
	displayName: 'Base URL',
	name: 'baseUrl',
	type: 'string',
	required: true,
	default: WEBEX.baseUrl,
	description: 'Address of the API. Change it only for a test environment.',
};

const NO_API = "There is no Webex API at this address. Check 'Base URL'.";

/**
 * Listing the reports proves the token, its scope and the role of partner administrator in one request:
 * any Webex token may ask who it belongs to, but gets 403 here.
 */
export const webexCredentialTest: ICredentialTestRequest = {
	request: {
		baseURL: TEST_BASE_URL,
		url: '/broadworks/billing/reports',
		headers: { Accept: 'application/json' },
		disableFollowRedirect: true,
	},
	// n8n reads rules of both kinds in one list, though its types say one kind or the other.
	rules: [
		{
			type: 'responseCode',
			properties: {
				value: 401,
				message:
					'Webex did not accept the access token. A personal token lives for 12 hours: get a new one, or connect the OAuth2 credential again.',
			},
		},
		{
			type: 'responseCode',
			properties: {
				value: 403,
				message: `Webex accepted the login, but it may not read billing reports. It has to be that of a partner administrator of Webex for BroadWorks, with the scopes ${WEBEX.scopes.replace(' ', ' and ')}.`,
			},
		},
		{
			type: 'responseCode',
			properties: {
				value: 404,
				message: NO_API,
			},
		},
		// A web page is text, and its first character tells it from an answer.
		{ type: 'responseSuccessBody', properties: { key: '0', value: '<', message: NO_API } },
	] as ICredentialTestRequest['rules'],
};
