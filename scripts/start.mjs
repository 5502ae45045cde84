/**
 * `npm start`: from a fresh clone to a report in a real n8n, with nothing else done before. Installs
 * what is missing, builds, and hands over to test/e2e/demo.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { buildPackage } from './lib/build.mjs';
import { ensureN8nInstalled, ensureRootInstalled } from './lib/install.mjs';
import { requireSupportedMachine } from './lib/machine.mjs';
import { freePort } from './lib/freePort.js';
import { requireFreePort } from './lib/ports.mjs';
import { clearResults, saveSteps } from './lib/results.mjs';
import { node24Environment, run } from './lib/run.mjs';
import { secondsSince, step } from './lib/steps.mjs';
import { main, UserError } from './lib/userError.mjs';

const USAGE = `npm start [-- options]

  --once        end after the jobs; exit status 0 only if every file is right
  --port N      the editor's port (default 5678, or $N8N_PORT; 0 takes any that is free)
  --fresh       start with an empty n8n instead of the one of earlier starts
  --help        this text`;

function readOptions() {
	try {
		const { values } = parseArgs({
			options: {
				once: { type: 'boolean', default: process.env.npm_config_once === 'true' },
				port: { type: 'string', default: process.env.N8N_PORT ?? '5678' },
				fresh: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false },
			},
		});
		const port = Number(values.port);
		if (!Number.isInteger(port) || port < 0 || port > 65_535) {
			throw new UserError(`--port wants a number from 0 to 65535, not "${values.port}"`);
		}
		return { ...values, port };
	} catch (error) {
		throw new UserError(`${error.message}\n\n${USAGE}`);
	}
}

await main(async () => {
	const { port: wanted, once, fresh, help } = readOptions();
	if (help) return void console.log(USAGE);
	// Only with `--once` it ends by itself, so that `.ci/run` can count it.
	if (once) clearResults('start');
	const startedAt = performance.now();
	requireSupportedMachine();
	const port = wanted || (await freePort());
	// Before the long steps, and since those take minutes the demo finds out again.
	await requireFreePort(port, 'npm start -- --port');
	await ensureRootInstalled();
	await ensureN8nInstalled();
	await step('Build the package', buildPackage);
	const args = ['--import', 'tsx', 'test/e2e/demo/main.ts', '--port', String(port)];
	if (once) args.push('--once');
	if (fresh) args.push('--fresh');
	const { code } = await run('node', args, { env: node24Environment(), endsBySignal: true });
	if (once) {
		saveSteps('start', [{ name: 'demo', passed: code === 0, seconds: secondsSince(startedAt) }]);
	}
	return code;
});
