/** The n8ns that all suites share when they need no restart of one: each worker of Jest has its own. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { N8nClient } from './n8nClient';
import type { N8nProfile } from './n8nEnvironment';
import { N8nServer } from './n8nServer';
import { TMP } from './paths';
import { addWritten, writtenByServer } from './written';

/** Anything but secret: the instances listen on loopback only and live for one test run. */
export const OWNER = { email: 'owner@example.com', password: 'Telecom-Reports-1' };

export interface SharedServer {
	origin: string;
	userFolder: string;
	logFile: string;
	pid: number;
}

/** A JSON array of {@link SharedServer}, read by the suites and by `serverLogReporter.js`. */
const SHARED = 'TELECOM_REPORTS_E2E_N8NS';

const holder = globalThis as typeof globalThis & { telecomReportsServers?: N8nServer[] };

/**
 * For the set-up: starts an n8n in each of `userFolders`, which {@link stopSharedServers} ends, and tells the
 * suites where they are.
 */
export async function startSharedServers(
	userFolders: string[],
	profile: N8nProfile,
): Promise<void> {
	const started: N8nServer[] = (holder.telecomReportsServers = []);
	const shared = userFolders.map(async (userFolder): Promise<SharedServer> => {
		const logFile = path.join(TMP, 'logs', `${path.basename(userFolder)}.log`);
		rmSync(logFile, { force: true });
		const server = await N8nServer.start({
			userFolder,
			logFile,
			profile,
			onStarting: (starting) => started.push(starting),
		});
		return { origin: server.origin, userFolder, logFile, pid: Number(server.pid) };
	});
	process.env[SHARED] = JSON.stringify(await Promise.all(shared));
}

/** For the tear-down. */
export async function stopSharedServers(): Promise<void> {
	await Promise.all((holder.telecomReportsServers ?? []).map((server) => server.stop()));
}

/** The one of this worker. */
export function sharedServer(): SharedServer {
	const servers = JSON.parse(process.env[SHARED] ?? '[]') as SharedServer[];
	const server = servers[Number(process.env.JEST_WORKER_ID) - 1];
	if (server === undefined) throw new Error('The shared n8n was not started: see globalSetup.ts');
	return server;
}

/** A client of the shared n8n, logged in as its owner. */
export async function connectToSharedServer(): Promise<N8nClient> {
	const server = sharedServer();
	addWritten(server.logFile, () => writtenByServer(server));
	const client = new N8nClient(server.origin);
	await client.logInAsOwner(OWNER);
	return client;
}
