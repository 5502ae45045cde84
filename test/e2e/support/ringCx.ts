/** RingCX logins as the end-to-end suites use them. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import { TMP } from './paths';
import { ReportBench } from './reportBench';
import { SHARED_LOG } from './sharedServer';

export type RingCxMethod = 'tokenPair' | 'ringCentralJwt' | 'apiToken';

export function openRingCx(): Promise<ReportBench> {
	return ReportBench.open({
		type: 'ringCxReports',
		resource: 'report',
		parameters: () => ({}),
	});
}

/** What a user would type into the credential. */
export function loginData(
	{ ringCx }: Sandbox,
	method: RingCxMethod,
): ICredentialDataDecryptedObject {
	const { baseUrl, ringCentralUrl, accessToken, refreshToken, apiToken } = ringCx;
	const { clientId, clientSecret, jwt } = ringCx;
	const fields = {
		tokenPair: { accessToken, refreshToken },
		ringCentralJwt: { ringCentralUrl, clientId, clientSecret, jwt },
		apiToken: { apiToken },
	};
	return { method, baseUrl, ...fields[method] };
}

/** All that the shared n8n has written to its database and its log, to look for secrets in. */
export function writtenByN8n(): string {
	const database = path.join(TMP, 'n8n-e2e', '.n8n', 'database.sqlite');
	return [database, `${database}-wal`, SHARED_LOG]
		.filter((file) => existsSync(file))
		.map((file) => readFileSync(file, 'latin1'))
		.join('\n');
}
