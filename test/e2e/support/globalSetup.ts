/** Packs the package, installs it into a new n8n as a user would, and starts that n8n. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { N8nServer } from './n8nServer';
import { installPackage, packPackage } from './packageInstall';
import { TMP } from './paths';
import { SHARED_LOG, shareServer } from './sharedServer';

export default async function globalSetup(): Promise<void> {
	const userFolder = path.join(TMP, 'n8n-e2e');
	rmSync(userFolder, { recursive: true, force: true });
	rmSync(SHARED_LOG, { force: true });
	installPackage(packPackage(), userFolder);
	const startedAt = performance.now();
	shareServer(await N8nServer.start({ userFolder, logFile: SHARED_LOG }));
	console.log(`\nn8n is up after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}
