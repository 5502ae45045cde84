/** The browser of the browser tests. */
import { existsSync } from 'node:fs';
import process from 'node:process';
import chromium from '../../test/e2e/support/chromium.js';
import { shown } from './paths.mjs';
import { logFile, run } from './run.mjs';
import { step } from './steps.mjs';
import { UserError } from './userError.mjs';

const INSTALL_LOG = 'apt-install';

/** Installs Debian's Chromium when there is none and we may. @throws UserError that tells what to install */
export async function ensureChromium() {
	if (chromium.findChromium() !== undefined) return;
	if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
		await step('Install Chromium', async () => {
			// A new machine may be busy with updates of its own.
			const patience = ['-o', 'DPkg::Lock::Timeout=300'];
			await run('apt-get', [...patience, 'update'], { logName: 'apt-update' });
			await run('apt-get', [...patience, 'install', '-y', 'chromium'], { logName: INSTALL_LOG });
		});
	}
	if (chromium.findChromium() === undefined) {
		const log = logFile(INSTALL_LOG);
		throw new UserError(
			chromium.HOW_TO_INSTALL +
				(existsSync(log) ? `\nWhat apt-get said when it was to install one: ${shown(log)}` : ''),
		);
	}
}
