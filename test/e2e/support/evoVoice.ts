/** Evo Voice logins as the end-to-end suites use them. */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import { basic } from '../../sandbox/testing';
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

/** Requests a report as somebody else would, without n8n. Answers its id. */
export async function requestReport({ evoVoice }: Sandbox): Promise<string> {
	const response = await fetch(`${evoVoice.baseUrl}/reports/billing`, {
		method: 'POST',
		headers: {
			...basic(evoVoice),
			accept: 'application/json',
			'content-type': 'application/json',
			// Tests count the connections that n8n leaves open.
			connection: 'close',
		},
		body: JSON.stringify({
			startDate: '2026-10-01',
			endDate: '2026-10-31',
			accountId: evoVoice.accountIds[0],
		}),
	});
	const { id } = (await response.json()) as { id: string };
	expect(id).toBeDefined();
	return id;
}
