/**
 * `npm run test:e2e [-- --n8n 1.123] [jest arguments]`: installs what is missing (n8n too), builds, and runs
 * the packed package in a real n8n, 2.41 unless told otherwise. Works on a fresh clone.
 */
import process from 'node:process';
import { ensureN8nInstalled, ensureRootInstalled } from './lib/install.mjs';
import { CURRENT_N8N, n8nProject } from './lib/n8nVersions.mjs';
import { e2eSuite } from './lib/results.mjs';
import { jest, npmScript, runSuite } from './lib/suite.mjs';
import { main } from './lib/userError.mjs';

/** Takes `--n8n <version>` out of `args`. */
function chosenN8n(args) {
	const at = args.indexOf('--n8n');
	return at === -1 ? CURRENT_N8N : n8nProject(args.splice(at, 2)[1]);
}

/** A few chosen suites need one n8n only. */
const inBand = (jestArgs) => (jestArgs.length > 0 ? ['--runInBand'] : []);

await main(() => {
	const jestArgs = process.argv.slice(2);
	const n8n = chosenN8n(jestArgs);
	const suite = e2eSuite(n8n);
	// Read by test/e2e/support/paths.ts.
	process.env.TELECOM_REPORTS_N8N_PROJECT = n8n.folder;
	const prepare = async () => {
		await ensureRootInstalled();
		await ensureN8nInstalled(n8n);
	};
	return runSuite(suite, prepare, [
		npmScript('build'),
		jest(suite, ['--config', 'test/e2e/jest.config.js', ...inBand(jestArgs), ...jestArgs]),
	]);
});
