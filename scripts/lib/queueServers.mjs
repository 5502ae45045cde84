/**
 * The two servers that n8n's queue mode needs. Those that the environment names are used; otherwise private ones
 * are started from the programs that this machine has, on free ports of loopback, and are gone afterwards.
 */
import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './freePort.js';
import { answers } from './ports.mjs';
import programs from './programs.js';
import { logFile, run, startServer } from './run.mjs';
import { UserError } from './userError.mjs';
import { shown } from './paths.mjs';

/** Environment variables that name the servers, as the tests read them. */
const POSTGRES_URL = 'TELECOM_REPORTS_POSTGRES_URL';
const REDIS_URL = 'TELECOM_REPORTS_REDIS_URL';

const START_TIMEOUT_MS = 30_000;

const HOW_TO = `The tests of n8n's queue mode need two servers, PostgreSQL and Redis. Either

  - install their programs; this command then starts private servers of its own and stops them again:
      apt-get install -y postgresql redis-server (Debian, Ubuntu; elsewhere, the packages with these programs)

  - or name servers that run already. A database is created there and dropped again:
      ${POSTGRES_URL}=postgres://postgres@127.0.0.1:5432/postgres \\
      ${REDIS_URL}=redis://127.0.0.1:6379/0 npm run test:queue
      For instance: docker run -d -p 127.0.0.1:5432:5432 -e POSTGRES_HOST_AUTH_METHOD=trust postgres:17
                    docker run -d -p 127.0.0.1:6379:6379 redis:7`;

/** @throws UserError that says how to get them, when the servers are neither named nor can be started here */
export function requireQueueServers() {
	const missing = [
		process.env[POSTGRES_URL] || postgresPrograms() ? '' : 'PostgreSQL (`postgres`, `initdb`)',
		process.env[REDIS_URL] || redisProgram() ? '' : 'Redis (`redis-server`)',
	].filter((name) => name !== '');
	if (missing.length > 0)
		throw new UserError(`This machine lacks ${missing.join(' and ')}.\n${HOW_TO}`);
}

/**
 * Makes sure that both run and are named in the environment. Answers what stops those that were started.
 * @throws UserError when one does not answer
 */
export async function startQueueServers() {
	const stops = [];
	const stop = async () => {
		for (const each of stops.splice(0)) await each();
	};
	try {
		process.env[POSTGRES_URL] ||= await startPostgres(stops);
		process.env[REDIS_URL] ||= await startRedis(stops);
		await untilItAnswers(POSTGRES_URL, 5432, 'postgres');
		await untilItAnswers(REDIS_URL, 6379, 'redis');
	} catch (error) {
		await stop();
		throw error;
	}
	return stop;
}

async function startPostgres(stops) {
	const { postgres, initdb } = postgresPrograms();
	const user = otherUser();
	// Not below this checkout: the other user may not be allowed to go there.
	const data = mkdtempSync(path.join(tmpdir(), 'telecom-reports-postgres-'));
	const remove = () => rmSync(data, { recursive: true, force: true });
	process.once('exit', remove);
	stops.push(remove);
	if (user.uid !== undefined) chownSync(data, user.uid, user.gid);
	const options = ['-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--no-locale', '--no-sync'];
	const { code } = await run(initdb, ['-D', data, ...options], {
		cwd: '/',
		user,
		logName: 'postgres-init',
	});
	if (code !== 0) {
		throw new UserError(
			`PostgreSQL could not make a database cluster. See ${shown(logFile('postgres-init'))}`,
		);
	}
	const port = await freePort();
	const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off' };
	const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	stops.unshift(
		startServer(postgres, ['-D', data, '-p', String(port), ...flags], {
			user,
			logName: 'postgres',
		}),
	);
	return `postgres://postgres@127.0.0.1:${port}/postgres`;
}

async function startRedis(stops) {
	const port = await freePort();
	const flags = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
	stops.push(startServer(redisProgram(), ['--port', String(port), ...flags], { logName: 'redis' }));
	return `redis://127.0.0.1:${port}/0`;
}

/** PostgreSQL refuses to run as root; this user is there on every system and may do nothing else. */
function otherUser() {
	if (process.getuid() !== 0) return {};
	const id = (flag) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
	return { uid: id('-u'), gid: id('-g') };
}

/** On the PATH, or in the folders, one for each version, that Debian keeps off the PATH. */
function postgresPrograms() {
	const versions = '/usr/lib/postgresql';
	const folders = existsSync(versions)
		? readdirSync(versions)
				.sort((a, b) => Number(b) - Number(a))
				.map((version) => path.join(versions, version, 'bin'))
		: [];
	const [postgres, initdb] = ['postgres', 'initdb'].map((name) =>
		programs.findProgram(name, folders),
	);
	return postgres && initdb ? { postgres, initdb } : undefined;
}

function redisProgram() {
	return programs.findProgram('redis-server') ?? programs.findProgram('valkey-server');
}

async function untilItAnswers(variable, defaultPort, logName) {
	const { hostname, port } = new URL(process.env[variable]);
	const deadline = performance.now() + START_TIMEOUT_MS;
	while (!(await answers(Number(port || defaultPort), hostname))) {
		if (performance.now() > deadline) {
			throw new UserError(
				`Nothing answers at ${hostname}:${port || defaultPort} (${variable}).\n` +
					`If it was started here, see ${shown(logFile(logName))}.\n\n${HOW_TO}`,
			);
		}
		await sleep(100);
	}
}
