/** The one n8n that all suites share when they need no restart of it. */
import path from 'node:path';
import { N8nClient } from './n8nClient';
import type { N8nServer } from './n8nServer';
import { TMP } from './paths';
import { addWritten, writtenByServer } from './written';

/** Anything but secret: the instance listens on loopback only and lives for one test run. */
export const OWNER = { email: 'owner@example.com', password: 'Telecom-Reports-1' };

export const SHARED_LOG = path.join(TMP, 'logs', 'n8n-e2e.log');

const ORIGIN = 'TELECOM_REPORTS_E2E_N8N';
const FOLDER = 'TELECOM_REPORTS_E2E_N8N_FOLDER';
const PID = 'TELECOM_REPORTS_E2E_N8N_PID';

const holder = globalThis as typeof globalThis & { telecomReportsServer?: N8nServer };

/** For the set-up: keeps `server` for the tear-down and tells the suites where it is. */
export function shareServer(server: N8nServer): void {
	holder.telecomReportsServer = server;
	process.env[ORIGIN] = server.origin;
	process.env[FOLDER] = server.userFolder;
	process.env[PID] = String(server.pid);
}

/** The process of the shared n8n. */
export function sharedServerPid(): number {
	return Number(process.env[PID]);
}

/** For the tear-down. */
export async function stopSharedServer(): Promise<void> {
	await holder.telecomReportsServer?.stop();
}

/** A client of the shared n8n, logged in as its owner. */
export async function connectToSharedServer(): Promise<N8nClient> {
	const origin = process.env[ORIGIN];
	if (origin === undefined) throw new Error('The shared n8n was not started: see globalSetup.ts');
	addWritten(SHARED_LOG, () => writtenByServer(process.env[FOLDER] ?? '', SHARED_LOG));
	const client = new N8nClient(origin);
	await client.logInAsOwner(OWNER);
	return client;
}
