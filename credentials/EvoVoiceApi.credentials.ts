import {
	type IAuthenticate,
	type ICredentialTestRequest,
	type ICredentialType,
	type INodeProperties,
} from 'n8n-workflow';
import { EVO_VOICE } from '../nodes/services/evoVoice/hosts';
import { TEST_BASE_URL } from './testBaseUrl';
import { signWithBasicAuth } from './signing';

const SENT_TO_LOGIN =
	"Evo Voice sent the request to its login page. Check the user name and the password, and 'Base URL'.";

export class EvoVoiceApi implements ICredentialType {
	name = 'evoVoiceApi';

	displayName = 'Evo Voice API';

	documentationUrl =
		'https://github.com/n8n-nodes-telecom-reports/n8n-nodes-telecom-reports#evo-voice';

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
	test: ICredentialTestRequest = {
		request: {
			baseURL: TEST_BASE_URL,
			url: '/reports',
			headers: { Accept: 'application/json' },
			disableFollowRedirect: true,
		},
		// n8n reads rules of both kinds in one list, though its types say one kind or the other.
		rules: [
			// A web page is text, and its first character tells it from an answer.
			{
				type: 'responseSuccessBody',
				properties: { key: '0', value: '<', message: SENT_TO_LOGIN },
			},
			...[301, 302, 303, 307, 308].map((value) => ({
				type: 'responseCode' as const,
				properties: { value, message: SENT_TO_LOGIN },
			})),
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message: 'Evo Voice did not accept the login. Check the user name and the password.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message: `Evo Voice accepted the login, but the user may not make reports. It needs one of the roles ${EVO_VOICE.roles}.`,
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message: "There is no Evo Voice at this address. Check 'Base URL'.",
				},
			},
		] as ICredentialTestRequest['rules'],
	};
}
