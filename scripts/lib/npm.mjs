/** Runs npm, and says in plain words why it failed. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { childEnvironment, logFile, run } from './run.mjs';
import { shown } from './paths.mjs';
import { UserError } from './userError.mjs';

const NO_NETWORK =
	/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|FETCH_ERROR|network request/;

const EXPLANATIONS = [
	[
		NO_NETWORK,
		'npm could not reach its package registry. Check the network, and if you use a proxy or a registry\n' +
			'of your own, `npm config get registry` and `npm config get proxy`. Then run the command again.',
	],
	[
		/SELF_SIGNED_CERT|UNABLE_TO_(GET|VERIFY)|CERT_/,
		'npm does not trust the certificate it was shown. If a proxy here inspects TLS, name its certificate\n' +
			'in NODE_EXTRA_CA_CERTS. Then run the command again.',
	],
	[/\bE40[13]\b/, 'The package registry refused access: check the login in your npm settings.'],
	[/ENOSPC/, 'The disk is full. Make room (n8n takes 3 GB), then run the command again.'],
	[/EACCES|EPERM/, 'npm was not allowed to write. Check who owns this folder and the npm cache.'],
];

/**
 * Runs npm in `cwd`, its output going to `.tmp/logs/<logName>.log`.
 * @throws UserError with the reason and the log's name
 */
export async function npm(args, { cwd, env = childEnvironment(), logName }) {
	const { code, output } = await run('npm', args, { cwd, env, logName });
	if (code === 0) return;
	if (code === 127) throw new UserError('There is no `npm` on the PATH. Install it beside Node.');
	const explanation = EXPLANATIONS.find(([pattern]) => pattern.test(output))?.[1];
	const command = `\`npm ${args.join(' ')}\` in ${shown(cwd)}`;
	throw new UserError(
		`${explanation ? `${explanation}\n\n` : ''}${command} ended with exit status ${code}:\n` +
			`${firstErrors(output, explanation ? 3 : 12)}\nThe whole output: ${shown(logFile(logName))}`,
	);
}

/** npm's own error lines, or else the first lines of whatever it said. */
function firstErrors(output, count) {
	const lines = output.trim().split('\n');
	const errors = lines.filter((line) => /^npm (error|ERR!)/.test(line));
	return (errors.length > 0 ? errors : lines).slice(0, count).join('\n');
}

/**
 * Installs what `folder/package-lock.json` names. Not `npm ci`: that refuses a lock which leaves out
 * optional packages of other platforms, and npm leaves them out of the lock where it cannot get them.
 * @throws UserError
 */
export async function npmInstall(folder, { env, logName }) {
	await requireNetwork(folder);
	await npm(['install', '--no-save'], { cwd: folder, env, logName });
}

/** Left to itself, an install without a network tries for many minutes before it gives up. */
async function requireNetwork(folder) {
	const patience = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-timeout=15000'];
	try {
		await npm(['ping', ...patience], { cwd: folder, logName: 'npm-ping' });
	} catch (error) {
		// Some registries do not know this question, but they are there.
		if (NO_NETWORK.test(error.message)) throw error;
	}
}

/**
 * True when `folder/node_modules` holds what `folder/package-lock.json` asks for, as npm itself
 * recorded it at the end of its last complete run there.
 */
export function isInstalled(folder) {
	const wanted = readLock(path.join(folder, 'package-lock.json'));
	const present = readLock(path.join(folder, 'node_modules', '.package-lock.json'));
	if (wanted === undefined || present === undefined) return false;
	return Object.entries(wanted).every(
		([where, { version, optional, devOptional, link }]) =>
			where === '' || optional || devOptional || link || present[where]?.version === version,
	);
}

function readLock(file) {
	if (!existsSync(file)) return undefined;
	try {
		return JSON.parse(readFileSync(file, 'utf8')).packages;
	} catch {
		return undefined;
	}
}
