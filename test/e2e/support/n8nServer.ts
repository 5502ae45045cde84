/** A real n8n process of our own: started, stopped, killed, restarted. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../../../scripts/lib/freePort';
import { type N8nProfile, n8nEnvironment } from './n8nEnvironment';
import { IS_N8N_1 } from './n8nVersion';
import { N8N_BIN } from './paths';
import { sleep } from './wait';
import { addWritten, writtenByServer } from './written';

export interface N8nServerOptions {
	/** Holds `.n8n` (database, binary data, installed packages); created when missing. */
	userFolder: string;
	/** All that n8n prints is appended here. */
	logFile: string;
	profile?: N8nProfile;
	/** `worker` takes executions from the queue, one at a time, and has no API. Default `main`. */
	role?: 'main' | 'worker';
	/** A free port is chosen when absent, and kept over restarts. */
	port?: number;
	/** Further environment variables. */
	env?: Record<string, string>;
	/** How long a start may take; the first one migrates a new database. */
	startTimeoutMs?: number;
	/** Called as soon as there is a process to end, long before it is ready. */
	onStarting?: (server: N8nServer) => void;
	/** Called about every 5 s while starting, with the seconds so far. */
	onStillStarting?: (seconds: number) => void;
}

const STOP_GRACE_MS = 8_000;

/** How n8n is started, by role; a worker answers at its port only whether it is well. */
const ROLES = {
	main: { command: ['start'], env: () => ({}) },
	worker: {
		command: ['worker', '--concurrency=1'],
		env: (port: number) => ({
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(port),
			N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		}),
	},
};

export class N8nServer {
	private child: ChildProcess | undefined;

	private constructor(
		private readonly options: N8nServerOptions,
		readonly port: number,
		private readonly brokerPort: number,
	) {}

	/** Starts n8n and waits until it answers requests. @throws Error with the end of its log */
	static async start(options: N8nServerOptions): Promise<N8nServer> {
		const server = new N8nServer(options, options.port ?? (await freePort()), await freePort());
		addWritten(options.logFile, () => writtenByServer(options));
		options.onStarting?.(server);
		await server.start();
		return server;
	}

	get origin(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	get userFolder(): string {
		return this.options.userFolder;
	}

	/** Undefined while it is not running. */
	get pid(): number | undefined {
		return this.child?.pid;
	}

	/** Starts it again after {@link stop} or {@link kill}, on the same port and data. */
	async start(): Promise<void> {
		if (this.child !== undefined) throw new Error('n8n is running already');
		if (!existsSync(N8N_BIN)) throw new Error('n8n is not installed: run `npm run test:e2e`');
		mkdirSync(this.options.userFolder, { recursive: true });
		mkdirSync(path.dirname(this.options.logFile), { recursive: true });
		const log = openSync(this.options.logFile, 'a');
		const role = ROLES[this.options.role ?? 'main'];
		const child = spawn(process.execPath, ['--no-warnings', N8N_BIN, ...role.command], {
			cwd: this.options.userFolder,
			env: n8nEnvironment(
				{ userFolder: this.userFolder, port: this.port, brokerPort: this.brokerPort },
				this.options.profile ?? 'slim',
				{ ...role.env(this.port), ...this.options.env },
			),
			stdio: ['ignore', log, log],
		});
		closeSync(log);
		this.child = child;
		child.once('exit', () => {
			process.removeListener('exit', killAtExit);
			if (this.child === child) this.child = undefined;
		});
		const killAtExit = () => child.kill('SIGKILL');
		process.once('exit', killAtExit);
		await this.untilReady(child);
	}

	/** Ends it as a service manager would; kills it when that takes more than 8 s. */
	async stop(): Promise<void> {
		await this.end('SIGTERM');
	}

	/** Ends it as a crash would: nothing is saved, nobody is told. */
	async kill(): Promise<void> {
		await this.end('SIGKILL');
	}

	async restart(): Promise<void> {
		await this.stop();
		await this.start();
	}

	/** Resolves when the process that runs now has ended, for whatever reason. */
	async ended(): Promise<void> {
		if (this.child !== undefined) await once(this.child, 'exit');
	}

	/** All that n8n has printed. */
	log(): string {
		const { logFile } = this.options;
		return existsSync(logFile) ? readFileSync(logFile, 'utf8') : '';
	}

	/** The last `lines` that n8n printed. */
	logTail(lines = 40): string {
		return this.log().trimEnd().split('\n').slice(-lines).join('\n');
	}

	private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
		const child = this.child;
		if (child === undefined) return;
		const exited = once(child, 'exit');
		child.kill(signal);
		const killer = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
		await exited;
		clearTimeout(killer);
	}

	/** `/healthz` answers seconds earlier, before the database is migrated and the API is up. */
	private async untilReady(child: ChildProcess): Promise<void> {
		const startedAt = performance.now();
		const timeoutMs = this.options.startTimeoutMs ?? 180_000;
		let nextNoticeMs = 5_000;
		for (;;) {
			const elapsedMs = performance.now() - startedAt;
			if (this.child !== child) {
				throw new Error(`n8n ended while starting. It last said:\n${this.logTail()}`);
			}
			if (elapsedMs > timeoutMs) {
				await this.kill();
				throw new Error(
					`n8n was not ready after ${timeoutMs / 1000} s. It last said:\n${this.logTail()}`,
				);
			}
			if (elapsedMs > nextNoticeMs) {
				this.options.onStillStarting?.(Math.round(elapsedMs / 1000));
				nextNoticeMs += 5_000;
			}
			if (await this.isReady()) return;
			await sleep(200);
		}
	}

	private async isReady(): Promise<boolean> {
		if ((await this.statusOf('/healthz/readiness')) !== 200) return false;
		// 1.x calls itself ready some time before its REST API is there, which then answers 401.
		return !IS_N8N_1 || (await this.statusOf('/rest/login')) !== 404;
	}

	private async statusOf(path: string): Promise<number | undefined> {
		try {
			const response = await fetch(`${this.origin}${path}`, { signal: AbortSignal.timeout(5_000) });
			await response.body?.cancel();
			return response.status;
		} catch {
			return undefined;
		}
	}
}
