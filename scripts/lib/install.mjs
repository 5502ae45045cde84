/**
 * Brings a checkout to the state that a command needs, doing only what is missing: a second run
 * takes about a second.
 */
import { requireDiskSpace, requireSupportedMachine } from './machine.mjs';
import { areNativeModulesReady, setUpNativeModules } from './nativeModules.mjs';
import { isNode24Ready, setUpNode24 } from './node24.mjs';
import { isInstalled, npmInstall } from './npm.mjs';
import { CURRENT_N8N } from './n8nVersions.mjs';
import { ROOT, shown } from './paths.mjs';
import { node24Environment } from './run.mjs';
import { step } from './steps.mjs';

/** The package's own development tools and the pinned Node 24. @throws UserError */
export async function ensureRootInstalled() {
	requireSupportedMachine();
	if (!isInstalled(ROOT)) {
		requireDiskSpace(1, 'Installing the development tools');
		await step('Install the development tools', () => npmInstall(ROOT, { logName: 'npm-install' }));
	}
	if (!(await isNode24Ready())) await step('Set up Node 24', setUpNode24);
}

/** n8n itself, with its native modules built for Node 24. @throws UserError */
export async function ensureN8nInstalled({ folder, version, gigabytes } = CURRENT_N8N) {
	if (!isInstalled(folder)) {
		requireDiskSpace(gigabytes, 'n8n');
		await step(`Install n8n ${version} in ${shown(folder)} (takes some minutes)`, () =>
			npmInstall(folder, { env: node24Environment(), logName: `npm-install-n8n-${version}` }),
		);
	}
	if (!(await areNativeModulesReady(folder))) {
		await step("Set up n8n's native modules (compiled here if need be)", () =>
			setUpNativeModules(folder),
		);
	}
}
