import { ServiceError } from '../../core/errors';
import { callEvoVoice, type EvoVoiceConnection } from './connection';
import { EVO_VOICE } from './hosts';

export interface EvoVoiceAccount {
	accountId: string;
	/** The ID again where the service tells no name. */
	name: string;
}

/**
 * The accounts that the user may report on, in the service's order.
 *
 * @throws ServiceError when the login is wrong. `/auth/status` answers 200 to anyone and tells it in its
 *   content only.
 */
export async function evoVoiceAccounts(connection: EvoVoiceConnection): Promise<EvoVoiceAccount[]> {
	const status = await callEvoVoice(connection, 'GET', '/auth/status');
	if (status?.isAuthenticated !== true) {
		throw new ServiceError(`${EVO_VOICE.name} did not accept the login`, {
			description: 'Open the credential, check the user name and the password, and test it.',
			failure: 'credential-invalid',
		});
	}
	const names = texts(status.accountNames);
	return texts(status.accountIds).flatMap((accountId, i) =>
		accountId === '' ? [] : [{ accountId, name: names[i] || accountId }],
	);
}

/** The two lists belong together entry by entry, so that nothing may be dropped from one of them. */
function texts(list: unknown): string[] {
	if (!Array.isArray(list)) return [];
	return list.map((entry: unknown) =>
		typeof entry === 'string' || typeof entry === 'number' ? String(entry) : '',
	);
}
