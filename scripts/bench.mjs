/**
 * `npm run bench [-- part ...] [--rounds n]`: installs what is missing (n8n too), builds, runs the parts of the bench
 * (all of them, unless some are named) and writes docs/benchmarks.md.
 */
import process from 'node:process';
import { buildPackage } from './lib/build.mjs';
import { ensureN8nInstalled, ensureRootInstalled } from './lib/install.mjs';
import { node24Environment, run } from './lib/run.mjs';
import { main } from './lib/userError.mjs';

await main(async () => {
	await ensureRootInstalled();
	await ensureN8nInstalled();
	await buildPackage();
	const args = ['--import', 'tsx', 'test/bench/main.ts', ...process.argv.slice(2)];
	return (await run('node', args, { env: node24Environment() })).code;
});
