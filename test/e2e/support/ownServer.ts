/** A new n8n of a suite's own, with the package installed as a user would. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { N8nServer, type N8nServerOptions } from './n8nServer';
import { installPackage, packPackage } from './packageInstall';
import { TMP } from './paths';

/** Its folder and its log below `.tmp` bear `name`; what an earlier run left there is gone. */
export async function ownServer(
	name: string,
	options: Pick<N8nServerOptions, 'role' | 'env' | 'startTimeoutMs'> = {},
): Promise<N8nServer> {
	const userFolder = path.join(TMP, `n8n-${name}`);
	const logFile = path.join(TMP, 'logs', `n8n-${name}.log`);
	for (const old of [userFolder, logFile]) rmSync(old, { recursive: true, force: true });
	installPackage(packPackage(), userFolder);
	return await N8nServer.start({ userFolder, logFile, ...options });
}
