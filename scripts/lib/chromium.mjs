/** The browser of the browser tests. */
import { existsSync } from 'node:fs';
import process from 'node:process';
import chromium from '../../test/e2e/support/chromium.js';
import { run } from './run.mjs';
import { step } from './steps.mjs';
import { UserError } from './userError.mjs';

/** Installs Debian's Chromium when there is none and we may. @throws UserError that tells what to install */
export async function ensureChromium() {
	if (chromium.findChromium() !== undefined) return;
	if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
		await step('Install Chromium', async () => {
			const options = { logName: 'apt-chromium' };
			await run('apt-get', ['update'], options);
			await run('apt-get', ['install', '-y', 'chromium'], options);
		});
	}
	if (chromium.findChromium() === undefined) throw new UserError(chromium.HOW_TO_INSTALL);
}
