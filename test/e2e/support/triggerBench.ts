/** An n8n of its own for the trigger's suites, which stop, kill and start it, with a sandbox and a mail server. */
import type { INode, INodeParameters } from 'n8n-workflow';
import { type Sandbox, startSandbox } from '../../sandbox';
import { requestReport } from './evoVoice';
import type { Execution } from './execution';
import { Mailbox } from './mailbox';
import { N8nClient } from './n8nClient';
import type { N8nServer } from './n8nServer';
import type { StoredCredential, StoredWorkflow } from './n8nTypes';
import { ownServer } from './ownServer';
import { sandboxLogins, storeCredentials } from './sandboxLogins';
import { OWNER } from './sharedServer';
import { sleep, waitFor } from './wait';
import { chain, login, node } from './workflow';

export const TRIGGER = 'Trigger';
/** How often the trigger polls, in seconds: n8n refuses a rule with less than a minute, but takes many rules. */
export const POLL_SECONDS = 3;
export const JOB_MS = 1_000;

const TYPE = 'n8n-nodes-telecom-reports.telecomReportTrigger';
export const POLL_TIMES = Array.from({ length: 60 / POLL_SECONDS }, (_, index) => ({
	mode: 'custom',
	cronExpression: `${index * POLL_SECONDS} * * * * *`,
}));

export class TriggerBench {
	private constructor(
		readonly sandbox: Sandbox,
		readonly mailbox: Mailbox,
		readonly server: N8nServer,
		readonly client: N8nClient,
		private readonly credentials: StoredCredential[],
	) {}

	static async open(name: string, env: Record<string, string>): Promise<TriggerBench> {
		const server = await ownServer(name, { env });
		const client = new N8nClient(server.origin);
		await client.logInAsOwner(OWNER);
		const sandbox = await startSandbox({ jobMs: JOB_MS, rows: 20 });
		const mailbox = await Mailbox.open();
		const types = ['bandwidthApi', 'evoVoiceApi', 'webexBroadworksApi', 'ringCxApi'];
		const credentials = await storeCredentials(client, [
			...sandboxLogins(sandbox).filter(({ type }) => types.includes(type)),
			{ type: 'smtp', name: 'Mail', data: mailbox.credential },
		]);
		return new TriggerBench(sandbox, mailbox, server, client, credentials);
	}

	async close(): Promise<void> {
		await this.server.stop();
		await Promise.all([this.sandbox.close(), this.mailbox.close()]);
	}

	/** Between tests: no workflow polls any more, and the sandbox is as it was. */
	async reset(): Promise<void> {
		for (const { id, active } of await this.client.listWorkflows())
			if (active) await this.client.unpublish(id);
		this.sandbox.reset();
	}

	login(type: string): INode['credentials'] {
		return login(this.credentials, type);
	}

	trigger(type: string, parameters: INodeParameters, name = TRIGGER): INode {
		return node(
			name,
			TYPE,
			{ pollTimes: { item: POLL_TIMES }, event: 'completed', watch: 'any', ...parameters },
			{ credentials: this.login(type) },
		);
	}

	/** Publishes chains of nodes that each begin with a trigger, and waits until they poll. */
	async publish(name: string, ...chains: INode[][]): Promise<StoredWorkflow> {
		const workflow = await this.client.createWorkflow({
			name,
			nodes: chains.flat(),
			connections: Object.assign({}, ...chains.map(chain)) as ReturnType<typeof chain>,
			settings: { executionOrder: 'v1' },
		});
		expect(await this.client.publish(workflow)).toMatchObject({ status: 'published' });
		return workflow;
	}

	/** The executions of a workflow once there are at least so many and all have ended. */
	async executions({ id }: StoredWorkflow, least: number): Promise<Execution[]> {
		return await waitFor(`${least} executions`, async () => {
			const all = await this.client.executionsOf(id);
			return all.length >= least && all.every((one) => one.isFinished) ? all : undefined;
		});
	}

	/** The reports that have started a workflow, by ID. */
	async fired(workflow: StoredWorkflow, least: number, name = TRIGGER): Promise<unknown[]> {
		const executions = await this.executions(workflow, least);
		return executions.flatMap((execution) => execution.json(name).map(({ reportId }) => reportId));
	}

	/** Time for so many more polls. */
	async polls(count: number): Promise<void> {
		await sleep(count * POLL_SECONDS * 1_000 + 500);
	}

	requestEvoReport(): Promise<string> {
		return requestReport(this.sandbox);
	}
}
