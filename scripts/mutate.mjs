/**
 * `npm run mutate [-- stryker arguments]`: changes `nodes/core` in small ways and counts the changes that no unit test
 * notices. All of it takes hours; `-- --mutate nodes/core/url.ts` takes a minute. The report: `.tmp/mutation/report.html`.
 */
import path from 'node:path';
import process from 'node:process';
import { ensureRootInstalled } from './lib/install.mjs';
import { isInstalled, npmInstall } from './lib/npm.mjs';
import { ROOT } from './lib/paths.mjs';
import { node24Environment, run } from './lib/run.mjs';
import { step } from './lib/steps.mjs';
import { main } from './lib/userError.mjs';

const MUTATION = path.join(ROOT, 'test', 'mutation');
const STRYKER = path.join(
	MUTATION,
	'node_modules',
	'@stryker-mutator',
	'core',
	'bin',
	'stryker.js',
);

await main(async () => {
	await ensureRootInstalled();
	if (!isInstalled(MUTATION)) {
		await step('Install Stryker in test/mutation', () =>
			npmInstall(MUTATION, { logName: 'npm-install-stryker' }),
		);
	}
	const args = [STRYKER, 'run', 'test/mutation/stryker.config.mjs', ...process.argv.slice(2)];
	return (await run('node', args, { env: node24Environment() })).code;
});
