/**
 * `npm test [-- jest arguments]`: installs what is missing, builds, type-checks, lints, scans,
 * builds once more to compare, and runs the tests that need no n8n server. Works on a fresh clone.
 */
import process from 'node:process';
import { ensureRootInstalled } from './lib/install.mjs';
import { jest, npmScript, runSuite } from './lib/suite.mjs';
import { main } from './lib/userError.mjs';

await main(() =>
	runSuite('test', ensureRootInstalled, [
		npmScript('build'),
		npmScript('typecheck'),
		npmScript('lint'),
		npmScript('scan'),
		npmScript('reproduce'),
		jest('test', process.argv.slice(2)),
	]),
);
