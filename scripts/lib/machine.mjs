/** What the machine must offer before anything is installed. */
import { statfsSync } from 'node:fs';
import process from 'node:process';
import { ROOT } from './paths.mjs';
import programs from './programs.js';
import { UserError } from './userError.mjs';

const OLDEST_NODE = [20, 19];

/** @throws UserError when the running Node is too old or the system is not supported */
export function requireSupportedMachine() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
		throw new UserError(
			`Node ${process.versions.node} is too old: Node ${OLDEST_NODE.join('.')} or later is needed ` +
				'(https://nodejs.org). The Node 24 that n8n needs is then installed into this folder.',
		);
	}
	if (process.platform === 'win32') {
		throw new UserError(
			'These scripts run on Linux, and on macOS except for what reads /proc (`npm run bench`, and of ' +
				'`npm run test:e2e` the suite files/memory). On Windows use them inside WSL ' +
				'(https://learn.microsoft.com/windows/wsl/install).',
		);
	}
}

/** @throws UserError when the disk that holds the checkout has less than `gigabytes` free */
export function requireDiskSpace(gigabytes, purpose) {
	const { bavail, bsize } = statfsSync(ROOT);
	const free = (bavail * bsize) / 1e9;
	if (free < gigabytes) {
		throw new UserError(
			`${purpose} needs about ${gigabytes} GB, but only ${free.toFixed(1)} GB are free on the disk ` +
				`that holds ${ROOT}. Make room there, then run the command again.`,
		);
	}
}

/** The tools that compiling a native module needs and that are not on the PATH. */
export function missingBuildTools() {
	const needed = {
		'a C++ compiler': [process.env.CXX, 'g++', 'c++', 'clang++'],
		make: [process.env.MAKE, 'make', 'gmake'],
		'Python 3': [process.env.PYTHON, 'python3', 'python'],
	};
	return Object.keys(needed).filter((tool) => !needed[tool].some(isOnPath));
}

function isOnPath(program) {
	return Boolean(program) && programs.findProgram(program) !== undefined;
}
