import { parseArgs } from 'node:util';

import { startSandbox } from './index';
import { welcome } from './welcome';

const USAGE = `Starts a local stand-in for the four telecom services.

  --port N           port of the services (default: any free one)
  --storage-port N   port of download links (default: any free one)
  --job-seconds N    how long a report takes (default: 3)
  --rows N           rows in a report (default: 1000)`;

/** A whole number from the command line, within its limits. */
function numberOf(name: string, given: string | undefined, max: number): number | undefined {
	if (given === undefined) return undefined;
	if (!/^\d+$/.test(given) || Number(given) > max) {
		throw new Error(`--${name} takes a whole number from 0 to ${max}, not "${given}".`);
	}
	return Number(given);
}

function readOptions() {
	const { values } = parseArgs({
		options: {
			port: { type: 'string' },
			'storage-port': { type: 'string' },
			'job-seconds': { type: 'string' },
			rows: { type: 'string' },
			help: { type: 'boolean', short: 'h' },
		},
	});
	const seconds = numberOf('job-seconds', values['job-seconds'], 86_400);
	return {
		help: values.help === true,
		sandbox: {
			port: numberOf('port', values.port, 65_535),
			storagePort: numberOf('storage-port', values['storage-port'], 65_535),
			rows: numberOf('rows', values.rows, 5_000_000),
			jobMs: seconds === undefined ? undefined : seconds * 1000,
		},
	};
}

async function main(): Promise<void> {
	const { help, sandbox: options } = readOptions();
	if (help) {
		console.log(USAGE);
		return;
	}
	const sandbox = await startSandbox(options);
	console.log(welcome(sandbox));
	const end = () => void sandbox.close().then(() => process.exit(0));
	process.once('SIGINT', end);
	process.once('SIGTERM', end);
}

/** One line that says what is wrong. */
function explain(error: unknown): string {
	const { code, port, message } = error as { code?: string; port?: number; message?: string };
	if (code === 'EADDRINUSE') {
		return `Port ${port} is taken by another program. Choose another one, or 0 for any free one.`;
	}
	if (code === 'EACCES') return `Port ${port} may not be used by this user. Choose one above 1023.`;
	return message ?? String(error);
}

main().catch((error: unknown) => {
	console.error(`The sandbox did not start: ${explain(error)}`);
	process.exitCode = 1;
});
