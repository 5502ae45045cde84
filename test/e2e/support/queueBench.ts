/** n8n in queue mode: a main that polls and answers, two workers that run, and a sandbox. */
import type { INode, INodeParameters } from 'n8n-workflow';
import { type Sandbox, startSandbox } from '../../sandbox';
import { N8nClient } from './n8nClient';
import type { N8nServer } from './n8nServer';
import type { StoredCredential } from './n8nTypes';
import { ownServer } from './ownServer';
import { QueueStores } from './queueStores';
import { sandboxLogins, storeCredentials } from './sandboxLogins';
import { OWNER } from './sharedServer';
import { waitFor } from './wait';
import { login, node } from './workflow';

export const JOB_MS = 1_000;
export const WORKERS = ['worker-1', 'worker-2'] as const;
export type Worker = (typeof WORKERS)[number];

const PACKAGE = 'n8n-nodes-telecom-reports';

const SETTINGS = {
	EXECUTIONS_MODE: 'queue',
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	N8N_ENCRYPTION_KEY: 'of-one-test-run',
	// A worker that died is noticed after about ten seconds instead of a minute.
	QUEUE_WORKER_LOCK_DURATION: '6000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '1500',
	QUEUE_WORKER_STALLED_INTERVAL: '3000',
};

export class QueueBench {
	private constructor(
		readonly sandbox: Sandbox,
		readonly stores: QueueStores,
		readonly client: N8nClient,
		readonly main: N8nServer,
		readonly workers: Record<Worker, N8nServer>,
		private readonly credentials: StoredCredential[],
	) {}

	static async open(): Promise<QueueBench> {
		const stores = await QueueStores.create();
		const env = { ...SETTINGS, ...stores.environment };
		const start = (role: 'main' | 'worker', name: string) =>
			ownServer(`queue-${name}`, { role, env });
		// The main makes the tables.
		const main = await start('main', 'main');
		const [first, second] = await Promise.all([
			start('worker', WORKERS[0]),
			start('worker', WORKERS[1]),
		]);
		const client = new N8nClient(main.origin);
		await client.logInAsOwner(OWNER);
		const sandbox = await startSandbox({ jobMs: JOB_MS, rows: 20 });
		const credentials = await storeCredentials(client, sandboxLogins(sandbox));
		const workers = { 'worker-1': first, 'worker-2': second };
		return new QueueBench(sandbox, stores, client, main, workers, credentials);
	}

	async close(): Promise<void> {
		await Promise.all([this.main, ...Object.values(this.workers)].map((server) => server.stop()));
		await Promise.all([this.sandbox.close(), this.stores.drop()]);
	}

	/** A node of the package with its login to the sandbox. */
	report(
		type: string,
		credentialType: string,
		parameters: INodeParameters,
		name = 'Report',
	): INode {
		return node(name, `${PACKAGE}.${type}`, parameters, {
			credentials: login(this.credentials, credentialType),
		});
	}

	/** The workers that started or went on with an execution, in that order where it is known. */
	ranOn(executionId: string): Worker[] {
		const started = new RegExp(`Worker started execution ${executionId} \\(job`);
		return WORKERS.filter((name) => started.test(this.workers[name].log()));
	}

	/** The worker that has started an execution. */
	workerOf(executionId: string): Promise<Worker> {
		return waitFor(
			`a worker that takes execution ${executionId}`,
			() => this.ranOn(executionId)[0],
		);
	}
}
