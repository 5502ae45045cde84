/** Evo Voice logins as the end-to-end suites use them. */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import { ReportBench } from './reportBench';

export function openEvoVoice(): Promise<ReportBench> {
	return ReportBench.open({
		type: 'evoVoiceReports',
		resource: 'report',
		parameters: () => ({}),
	});
}

/** What a user would type into the credential. */
export function loginData({ evoVoice }: Sandbox): ICredentialDataDecryptedObject {
	const { username, password, baseUrl } = evoVoice;
	return { username, password, baseUrl };
}
