/** Packs the package, installs it into a new n8n as a user would, and starts that n8n. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { N8nProfile } from './n8nEnvironment';
import { N8nServer } from './n8nServer';
import { installPackage, packPackage } from './packageInstall';
import { TMP } from './paths';
import { SHARED_LOG, shareServer } from './sharedServer';

export default async function globalSetup(): Promise<void> {
	await startSharedServer('n8n-e2e', 'slim');
}

/** Starts the n8n that all suites of one run share; `folder` is where below `.tmp` it keeps its data. */
export async function startSharedServer(folder: string, profile: N8nProfile): Promise<void> {
	const userFolder = path.join(TMP, folder);
	rmSync(userFolder, { recursive: true, force: true });
	rmSync(SHARED_LOG, { force: true });
	installPackage(packPackage(), userFolder);
	const startedAt = performance.now();
	shareServer(await N8nServer.start({ userFolder, logFile: SHARED_LOG, profile }));
	console.log(`\nn8n is up after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}
