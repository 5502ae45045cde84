/** A credential for every way to log in that n8n and the sandbox share. */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import { ringCxCredential } from '../../support/ringCx';
import { credentialData } from './bandwidth';
import { loginData as evoVoiceData } from './evoVoice';
import type { N8nClient } from './n8nClient';
import type { StoredCredential } from './n8nTypes';
import { oAuth2Data, tokenData } from './webex';

export interface CredentialDraft {
	type: string;
	name: string;
	data: ICredentialDataDecryptedObject;
}

/** What a user would type in to reach the sandbox, named as people tell them apart. */
export function sandboxLogins(sandbox: Sandbox): CredentialDraft[] {
	return [
		{
			type: 'bandwidthOAuth2Api',
			name: 'Bandwidth sandbox (OAuth2)',
			data: credentialData(sandbox, 'bandwidthOAuth2Api'),
		},
		{
			type: 'bandwidthApi',
			name: 'Bandwidth sandbox (Basic)',
			data: credentialData(sandbox, 'bandwidthApi'),
		},
		{
			type: 'webexBroadworksOAuth2Api',
			name: 'Webex BroadWorks sandbox (OAuth2)',
			data: oAuth2Data(sandbox),
		},
		{
			type: 'webexBroadworksApi',
			name: 'Webex BroadWorks sandbox (token)',
			data: tokenData(sandbox),
		},
		{ type: 'evoVoiceApi', name: 'Evo Voice sandbox', data: evoVoiceData(sandbox) },
		{
			type: 'ringCxApi',
			name: 'RingCX sandbox (token pair)',
			data: ringCxCredential(sandbox, 'tokenPair'),
		},
	];
}

/**
 * Stores `drafts`, each in the place of one that an earlier start left, and connects those that a user
 * would connect in the browser.
 */
export async function storeCredentials(
	client: N8nClient,
	drafts: CredentialDraft[],
): Promise<StoredCredential[]> {
	const stored = await client.listCredentials();
	return await Promise.all(
		drafts.map(async ({ type, name, data }) => {
			const existing = stored.find((one) => one.type === type && one.name === name);
			const credential =
				existing === undefined
					? await client.createCredential(type, name, data)
					: await client.updateCredential(existing, data);
			if (type === 'webexBroadworksOAuth2Api') await client.connectOAuth2(credential);
			return credential;
		}),
	);
}
