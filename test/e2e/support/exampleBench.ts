/** An n8n of their own for the examples, with stand-ins for all that they talk to. */
import {
	type INode,
	type INodeTypeDescription,
	type INodeParameters,
	NodeHelpers,
} from 'n8n-workflow';
import { type Sandbox, startSandbox } from '../../sandbox';
import { ChatModelStandIn } from './chatModelStandIn';
import {
	type Choices,
	completeExample,
	exampleFiles,
	mainNodes,
	readExample,
	REPORT_NODE,
	sandboxChoices,
} from './examples';
import type { Execution } from './execution';
import { Mailbox } from './mailbox';
import { N8nClient } from './n8nClient';
import type { N8nServer } from './n8nServer';
import type { StoredCredential, StoredWorkflow } from './n8nTypes';
import { asItRuns, tablesToMake } from './n8nVersion';
import { ownServer } from './ownServer';
import { sandboxLogins, storeCredentials } from './sandboxLogins';
import { OWNER } from './sharedServer';
import { SlackStandIn } from './slackStandIn';
import { waitFor } from './wait';
import { Warehouse } from './warehouse';
import { manualWorkflow } from './workflow';

/** Rows of each report. */
export const ROWS = 50;

/** Credentials of nodes whose credential an example does not name. */
const OTHER_CREDENTIALS = {
	'n8n-nodes-base.emailSend': 'smtp',
	'n8n-nodes-base.postgres': 'postgres',
	'n8n-nodes-base.slack': 'slackApi',
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': 'openAiApi',
};

export class ExampleBench {
	/** Files that {@link run} has run. */
	readonly filesRun = new Set<string>();
	private credentials: StoredCredential[] = [];
	/** IDs of the data tables that were made by hand, by name. */
	private readonly tables = new Map<string, string>();

	private constructor(
		readonly client: N8nClient,
		readonly sandbox: Sandbox,
		readonly mailbox: Mailbox,
		readonly slack: SlackStandIn,
		readonly warehouse: Warehouse,
		readonly chatModel: ChatModelStandIn,
		private readonly server: N8nServer,
	) {}

	static async open(): Promise<ExampleBench> {
		const slack = await SlackStandIn.open();
		const server = await ownServer('examples', { env: slack.environment });
		const client = new N8nClient(server.origin);
		await client.logInAsOwner(OWNER);
		const sandbox = await startSandbox({ jobMs: 1_500, rows: ROWS });
		const bench = new ExampleBench(
			client,
			sandbox,
			await Mailbox.open(),
			slack,
			await Warehouse.open(),
			await ChatModelStandIn.open(),
			server,
		);
		await bench.storeCredentials();
		await bench.makeTables();
		return bench;
	}

	async close(): Promise<void> {
		await this.server.stop();
		const { sandbox, mailbox, slack, warehouse, chatModel } = this;
		const standIns = [sandbox, mailbox, slack, warehouse, chatModel];
		await Promise.all(standIns.map((standIn) => standIn.close()));
	}

	/** Imports an example as it lies in its folder. */
	import(file: string): Promise<StoredWorkflow> {
		return this.client.createWorkflow(readExample(file));
	}

	/** What n8n has stored of an imported example. */
	async storedNodes({ id }: StoredWorkflow): Promise<INode[]> {
		return (await this.client.getWorkflow(id)).nodes;
	}

	/** What n8n would mark red, and what it does not know, each as `node: what`. */
	async issues(nodes: INode[]): Promise<string[]> {
		const descriptions = await this.client.nodeTypesOf(nodes.map(withoutTool));
		return nodes.flatMap((node, index) => {
			const description = descriptions[index];
			const isKnown = [description?.version].flat().includes(node.typeVersion);
			const found =
				description && isKnown ? issuesOf(withoutTool(node), description) : ['unknown node'];
			return found.map((issue) => `${node.name}: ${issue}`);
		});
	}

	/** Has a user import the example and make the choices that its note asks for; runs it to its end. */
	async run(file: string, choices?: Choices): Promise<Execution> {
		const { id } = await this.chosen(file, choices);
		return await this.client.finished(
			await this.client.run(id, mainNodes(readExample(file)).start),
		);
	}

	/** As {@link run}, but published: answers the first execution that its own trigger starts. */
	async runPublished(file: string, choices?: Choices): Promise<Execution> {
		const workflow = await this.chosen(file, choices);
		expect(await this.client.publish(workflow)).toMatchObject({ status: 'published' });
		const execution = await waitFor('the first execution', async () => {
			const [first] = await this.client.executionsOf(workflow.id);
			return first?.isFinished === true ? first : undefined;
		});
		await this.client.unpublish(workflow.id);
		return execution;
	}

	/** Runs nodes of n8n's own, one after the other, with the credentials stored here. */
	runOther(nodes: INode[]): Promise<Execution> {
		const draft = manualWorkflow('after an example', nodes);
		const complete = completeExample(draft, this.credentials, {}, OTHER_CREDENTIALS);
		return this.client.runToEnd(asItRuns(complete, this.tables));
	}

	/** The bytes that n8n stored for the report. */
	reportFile(execution: Execution): Promise<Buffer> {
		return this.client.binary(String(execution.binary(REPORT_NODE).id));
	}

	private async chosen(
		file: string,
		choices: Choices = sandboxChoices(file, this.sandbox),
	): Promise<StoredWorkflow> {
		this.filesRun.add(file);
		const { id } = await this.import(file);
		const draft = completeExample(readExample(file), this.credentials, choices, OTHER_CREDENTIALS);
		return await this.client.updateWorkflow(id, asItRuns(draft, this.tables));
	}

	private async makeTables(): Promise<void> {
		for (const table of exampleFiles().map(readExample).flatMap(tablesToMake)) {
			this.tables.set(table.name, (await this.client.createDataTable(table)).id);
		}
	}

	/** Under the names that n8n itself proposes, which the examples expect. */
	private async storeCredentials(): Promise<void> {
		const types = ['bandwidthOAuth2Api', 'webexBroadworksOAuth2Api', 'evoVoiceApi', 'ringCxApi'];
		const ours = sandboxLogins(this.sandbox)
			.filter(({ type }) => types.includes(type))
			.map((login) => ({ ...login, name: login.name.replace(/ sandbox.*$/, ' account') }));
		this.credentials = await storeCredentials(this.client, [
			...ours,
			{ type: 'smtp', name: 'SMTP account', data: this.mailbox.credential },
			{ type: 'slackApi', name: 'Slack account', data: this.slack.credential },
			{ type: 'postgres', name: 'Postgres account', data: this.warehouse.credential },
			{ type: 'openAiApi', name: 'OpenAI account', data: this.chatModel.credential },
		]);
	}
}

/** What n8n adds to a node when it makes a tool of it. */
const TOOL_PARAMETERS = ['descriptionType', 'toolDescription'];

/** The node that n8n has made a tool of: its API does not describe the tool. */
function withoutTool(node: INode): INode {
	if (!node.type.startsWith('n8n-nodes-telecom-reports.') || !node.type.endsWith('Tool'))
		return node;
	const own = Object.entries(node.parameters).filter(([name]) => !TOOL_PARAMETERS.includes(name));
	return { ...node, type: node.type.slice(0, -'Tool'.length), parameters: Object.fromEntries(own) };
}

function issuesOf(node: INode, description: INodeTypeDescription): string[] {
	const { properties } = description;
	const shown: INodeParameters =
		NodeHelpers.getNodeParameters(properties, node.parameters, true, false, node, description) ??
		{};
	const unknown = Object.keys(node.parameters).filter((name) => !(name in shown));
	// As the editor does it: with the defaults of all that the file leaves out.
	const complete = { ...node, parameters: shown };
	const issues = NodeHelpers.getNodeParametersIssues(properties, complete, description);
	const credentials = Object.keys(node.credentials ?? {}).filter(
		(type) => !description.credentials?.some(({ name }) => name === type),
	);
	return [
		...unknown.map((name) => `unknown parameter ${name}`),
		...Object.values(issues?.parameters ?? {}).flat(),
		...credentials.map((type) => `unknown credential ${type}`),
	];
}
