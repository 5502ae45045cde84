import {
	type IAuthenticate,
	type ICredentialTestRequest,
	type ICredentialType,
	type INodeProperties,
} from 'n8n-workflow';
import { REDIRECT_STATUSES } from '../nodes/core/url';
import { EVO_VOICE } from '../nodes/services/evoVoice/hosts';
import { credentialTest } from './credentialTest';
import { signWithBasicAuth } from './signing';

const SENT_TO_LOGIN =
	"Evo Voice sent the request to its login page. Check the user name and the password, and 'Base URL'.";

export class EvoVoiceApi implements ICredentialType {
	name = 'evoVoiceApi';

	displayName = 'Evo Voice API';

	documentationUrl =
		'https://github.com/n8n-nodes-telecom-reports/n8n-nodes-telecom-reports/blob/main/docs/evo-voice.md#the-login';

	icon = {
		light: 'file:../nodes/EvoVoiceReports/evoVoice.svg',
		dark: 'file:../nodes/EvoVoiceReports/evoVoice.dark.svg',
	} as const;

	properties: INodeProperties[] = [
		{
			displayName: 'Username',
			name: 'username',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. reports@example.com',
			description: `The e-mail address with which you sign in. The user needs one of the roles ${EVO_VOICE.roles}.`,
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: EVO_VOICE.baseUrl,
			description: 'Address of Evo Voice. Change it only for a test environment.',
		},
	];

	authenticate: IAuthenticate = signWithBasicAuth;

	/**
	 * Listing the reports proves the login and a role that may report. `/auth/status` would prove nothing: it
	 * answers 200 to anyone.
	 */
	test: ICredentialTestRequest = credentialTest('"/reports"', 'application/json', {
		byStatus: {
			...Object.fromEntries([...REDIRECT_STATUSES].map((status) => [status, SENT_TO_LOGIN])),
			401: 'Evo Voice did not accept the login. Check the user name and the password.',
			403: `Evo Voice accepted the login, but the user may not make reports. It needs one of the roles ${EVO_VOICE.roles}.`,
			404: "There is no Evo Voice at this address. Check 'Base URL'.",
		},
		ofForeign: SENT_TO_LOGIN,
	});
}
