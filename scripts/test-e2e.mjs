/**
 * `npm run test:e2e [-- jest arguments]`: installs what is missing (n8n too), builds, and runs the
 * packed package in a real n8n. Works on a fresh clone.
 */
import process from 'node:process';
import { ensureN8nInstalled, ensureRootInstalled } from './lib/install.mjs';
import { jest, npmScript, runSuite } from './lib/suite.mjs';
import { main } from './lib/userError.mjs';

async function prepare() {
	await ensureRootInstalled();
	await ensureN8nInstalled();
}

await main(() =>
	runSuite('test-e2e', prepare, [
		npmScript('build'),
		jest('test-e2e', [
			'--config',
			'test/e2e/jest.config.js',
			'--runInBand',
			...process.argv.slice(2),
		]),
	]),
);
