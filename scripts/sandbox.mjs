/** `npm run sandbox [-- arguments]`: installs what is missing and starts the sandbox alone. */
import process from 'node:process';
import { ensureRootInstalled } from './lib/install.mjs';
import { node24Environment, run } from './lib/run.mjs';
import { main } from './lib/userError.mjs';

await main(async () => {
	await ensureRootInstalled();
	const args = ['--import', 'tsx', 'test/sandbox/main.ts', ...process.argv.slice(2)];
	return (await run('node', args, { env: node24Environment(), endsBySignal: true })).code;
});
