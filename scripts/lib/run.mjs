/**
 * Starts other programs, each as the leader of a process group of its own, so that nothing it
 * started outlives this script: a signal to the script goes to every group, and what is left of a
 * group when its leader has ended, or a grace period is over, is killed.
 */
import { spawn } from 'node:child_process';
import { closeSync, createWriteStream, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { LOGS, NODE_BINARY, ROOT } from './paths.mjs';

const GRACE_MS = 10_000;
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

const running = new Set();
let stoppedBy;

function signalGroup(child, signal) {
	try {
		process.kill(-child.pid, signal);
	} catch {
		// The whole group has ended already.
	}
}

function stopEverything(signal) {
	const again = stoppedBy !== undefined;
	stoppedBy ??= signal;
	for (const child of running) signalGroup(child, again ? 'SIGKILL' : signal);
	if (running.size === 0) process.exit(128 + SIGNALS[signal]);
	setTimeout(() => running.forEach((child) => signalGroup(child, 'SIGKILL')), GRACE_MS).unref();
}

for (const signal of Object.keys(SIGNALS)) process.on(signal, () => stopEverything(signal));
process.on('exit', () => running.forEach((child) => signalGroup(child, 'SIGKILL')));

// npm starts us through a shell that does not pass a signal on, but ends of it.
if (process.env.npm_lifecycle_event !== undefined) {
	const parent = process.ppid;
	setInterval(() => {
		if (process.ppid !== parent && stoppedBy === undefined) stopEverything('SIGTERM');
	}, 1_000).unref();
}

/**
 * The environment for a child: ours without what the npm that started us said about itself, since a
 * nested npm would take it for settings.
 */
export function childEnvironment(extra = {}) {
	const own = Object.entries(process.env).filter(
		([name]) =>
			!/^npm_(package|lifecycle)_|^npm_(config_(local_prefix|global_prefix|prefix)|command|execpath|node_execpath)$/i.test(
				name,
			),
	);
	return { ...Object.fromEntries(own), ...extra };
}

/** As {@link childEnvironment}, with the pinned Node 24 found first. */
export function node24Environment(extra = {}) {
	const env = childEnvironment(extra);
	return { ...env, PATH: `${path.dirname(NODE_BINARY)}${path.delimiter}${env.PATH ?? ''}` };
}

/**
 * Runs `command` to its end and answers `{ code, output }`; `code` is 127 when there is no such
 * program. With `logName` the output goes to `.tmp/logs/<logName>.log` and into `output`, else it
 * is shown as it comes and `output` is empty. `user` (uid and gid) runs it as somebody else. After a signal the script ends with the program, unless
 * the program `endsBySignal` in its normal course.
 */
export async function run(
	command,
	args,
	{ cwd = ROOT, env = childEnvironment(), user = {}, logName, endsBySignal = false } = {},
) {
	const child = spawn(command, args, {
		cwd,
		env,
		...user,
		detached: true,
		stdio: ['ignore', ...(logName ? ['pipe', 'pipe'] : ['inherit', 'inherit'])],
	});
	const chunks = [];
	if (logName) {
		mkdirSync(LOGS, { recursive: true });
		const log = createWriteStream(logFile(logName));
		for (const stream of [child.stdout, child.stderr]) {
			stream.on('data', (chunk) => chunks.push(chunk) && log.write(chunk));
		}
		child.on('close', () => log.end());
	}
	if (child.pid !== undefined) running.add(child);
	const code = await new Promise((resolve, reject) => {
		child.on('error', (error) => (error.code === 'ENOENT' ? resolve(127) : reject(error)));
		child.on('close', (exitCode, signal) => resolve(exitCode ?? 128 + (SIGNALS[signal] ?? 9)));
	});
	if (child.pid !== undefined) {
		signalGroup(child, 'SIGKILL');
		running.delete(child);
	}
	if (stoppedBy !== undefined && !endsBySignal) process.exit(128 + SIGNALS[stoppedBy]);
	return { code, output: Buffer.concat(chunks).toString('utf8') };
}

/**
 * Starts a server that others use meanwhile; its output goes to `.tmp/logs/<logName>.log`. `user` (uid and gid) runs
 * it as somebody else. It ends with this script, or when the function that is answered is called.
 */
export function startServer(command, args, { env = childEnvironment(), user = {}, logName }) {
	mkdirSync(LOGS, { recursive: true });
	const log = openSync(logFile(logName), 'w');
	const child = spawn(command, args, {
		cwd: '/',
		env,
		...user,
		detached: true,
		stdio: ['ignore', log, log],
	});
	closeSync(log);
	const ended = new Promise((resolve) => {
		child.on('error', resolve);
		child.on('exit', resolve);
	});
	if (child.pid !== undefined) running.add(child);
	return async () => {
		// PostgreSQL would wait for its clients after SIGTERM.
		signalGroup(child, 'SIGINT');
		await ended;
		running.delete(child);
	};
}

/** The file that {@link run} writes for `logName`. */
export function logFile(logName) {
	return path.join(LOGS, `${logName}.log`);
}
