/**
 * `npm run test:browser [-- jest arguments]`: installs what is missing (n8n and Chromium too), builds, and
 * uses the package as a person does, in n8n's editor. Works on a fresh clone. `npm run screenshots` does the
 * same and keeps the pictures and figures in `docs`.
 */
import process from 'node:process';
import { ensureChromium } from './lib/chromium.mjs';
import { ensureN8nInstalled, ensureRootInstalled } from './lib/install.mjs';
import { hasFlag } from './lib/steps.mjs';
import { jest, npmScript, runSuite } from './lib/suite.mjs';
import { main } from './lib/userError.mjs';

const WRITE_DOCS = '--write-docs';

if (hasFlag(WRITE_DOCS.slice(2))) process.env.WRITE_DOCS = 'yes';

async function prepare() {
	await ensureRootInstalled();
	await ensureN8nInstalled();
	await ensureChromium();
}

await main(() =>
	runSuite('test-browser', prepare, [
		npmScript('build'),
		jest('test-browser', [
			'--config',
			'test/e2e/jest.browser.config.js',
			'--runInBand',
			...process.argv.slice(2).filter((argument) => argument !== WRITE_DOCS),
		]),
	]),
);
