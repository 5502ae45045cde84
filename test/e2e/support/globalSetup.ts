/** Packs the package, installs it into a new n8n for each worker as a user would, and starts them. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { N8nProfile } from './n8nEnvironment';
import { installPackage, packPackage } from './packageInstall';
import { TMP } from './paths';
import { startSharedServers } from './sharedServer';

export default async function globalSetup({ maxWorkers }: { maxWorkers: number }): Promise<void> {
	await prepareSharedServers('n8n-e2e', 'slim', maxWorkers);
}

/** Starts the n8ns that all suites of one run share; `name` is how their folders below `.tmp` begin. */
export async function prepareSharedServers(
	name: string,
	profile: N8nProfile,
	count: number,
): Promise<void> {
	const tarball = packPackage();
	const userFolders = Array.from({ length: count }, (_, index) =>
		path.join(TMP, `${name}-${index + 1}`),
	);
	for (const userFolder of userFolders) {
		rmSync(userFolder, { recursive: true, force: true });
		installPackage(tarball, userFolder);
	}
	const startedAt = performance.now();
	await startSharedServers(userFolders, profile);
	console.log(`\nn8n is up after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}
