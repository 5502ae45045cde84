import { type INodeProperties } from 'n8n-workflow';
import { WEBEX } from '../nodes/services/webex/hosts';
import { credentialTest } from './credentialTest';

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
export const webexCredentialTest = credentialTest(
	'"/broadworks/billing/reports"',
	'application/json',
	{
		byStatus: {
			401: 'Webex did not accept the access token. A personal token lives for 12 hours: get a new one, or connect the OAuth2 credential again.',
			403: `Webex accepted the login, but it may not read billing reports. It has to be that of a partner administrator of Webex for BroadWorks, with the scopes ${WEBEX.scopes.replace(' ', ' and ')}.`,
			404: NO_API,
		},
		ofForeign: NO_API,
	},
);
