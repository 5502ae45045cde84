/**
 * A PostgreSQL for the examples: PGlite, which is PostgreSQL itself built for Node, behind a socket. In a
 * process of its own, since it loads parts of itself in a way that jest does not know.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { freePort } from '../../../scripts/lib/freePort';
import { N8N_PROJECT } from './paths';
import { waitFor } from './wait';

const HOST = '127.0.0.1';
const SERVER = path.join(
	N8N_PROJECT,
	'node_modules/@electric-sql/pglite-socket/dist/scripts/server.js',
);

export class Warehouse {
	private constructor(
		private readonly server: ChildProcess,
		private readonly port: number,
	) {}

	static async open(): Promise<Warehouse> {
		const port = await freePort();
		const options = [`--host=${HOST}`, `--port=${port}`, '--max-connections=10'];
		const server = spawn(process.execPath, [SERVER, ...options], { stdio: 'ignore' });
		await waitFor('PostgreSQL to listen', async () => (await accepts(port)) || undefined);
		return new Warehouse(server, port);
	}

	/** What a user would type into n8n's Postgres credential. */
	get credential(): ICredentialDataDecryptedObject {
		return {
			host: HOST,
			port: this.port,
			database: 'postgres',
			user: 'postgres',
			// PGlite takes any; one that stands in no node's name can be told when it is shown.
			password: 'warehouse-password-7Qk',
			ssl: 'disable',
		};
	}

	async close(): Promise<void> {
		const closed = once(this.server, 'close');
		this.server.kill();
		await closed;
	}
}

async function accepts(port: number): Promise<boolean> {
	const socket = net.connect(port, HOST);
	const connected = await Promise.race([
		once(socket, 'connect').then(() => true),
		once(socket, 'error').then(() => false),
	]).catch(() => false);
	socket.destroy();
	return connected;
}
