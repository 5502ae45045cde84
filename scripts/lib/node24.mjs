/** The pinned Node 24 of the npm package `node`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { npm } from './npm.mjs';
import { NODE_BINARY, ROOT } from './paths.mjs';
import { childEnvironment, run } from './run.mjs';
import { UserError } from './userError.mjs';

const PACKAGE = path.join(ROOT, 'node_modules', 'node');

/** True when the binary is there, is the pinned version, and runs on this machine. */
export async function isNode24Ready() {
	return existsSync(NODE_BINARY) && (await runningVersion()) === `v${wantedVersion()}`;
}

/**
 * Lets the package `node` fetch the binary for this machine, which is its install script's work.
 * @throws UserError when it cannot be had or does not run here
 */
export async function setUpNode24() {
	await npm(['rebuild', 'node', '--ignore-scripts=false'], {
		cwd: ROOT,
		env: childEnvironment(),
		logName: 'node-24',
	});
	if (!(await isNode24Ready())) {
		throw new UserError(
			`Node ${wantedVersion()} was installed but does not run here (${process.platform} ${process.arch}).\n` +
				'It needs glibc 2.28 or later on Linux (Alpine has none), or macOS 13.5 or later.',
		);
	}
}

/** The folder with `include/node`, for compiling native modules; absent after some npm runs. */
export function nodeHeaders() {
	const nested = path.join(PACKAGE, 'node_modules');
	if (!existsSync(nested)) return undefined;
	return readdirSync(nested)
		.map((name) => path.join(nested, name))
		.find((folder) => existsSync(path.join(folder, 'include', 'node', 'node_version.h')));
}

function wantedVersion() {
	return JSON.parse(readFileSync(path.join(PACKAGE, 'package.json'), 'utf8')).version;
}

async function runningVersion() {
	try {
		return (await run(NODE_BINARY, ['--version'], { logName: 'node-24-version' })).output.trim();
	} catch {
		return undefined;
	}
}
