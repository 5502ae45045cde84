import 'reflect-metadata';
import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

// n8n reads its environment when it is loaded; without this it would write into the user's own folder.
const folder = mkdtempSync(path.join(tmpdir(), 'telecom-reports-engine-'));
process.env.N8N_USER_FOLDER = folder;
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
process.env.N8N_ENCRYPTION_KEY ??= 'only-for-these-tests';
process.env.N8N_LOG_LEVEL ??= 'debug';

import {
	BinaryDataService,
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	PackageDirectoryLoader,
	PollContext,
	WorkflowExecute,
} from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type IBinaryData,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeParameters,
	type INodePropertyOptions,
	type IRun,
	type IWorkflowExecuteAdditionalData,
	type ResourceMapperFields,
	type WorkflowActivateMode,
} from 'n8n-workflow';
import { secrets } from '../../support/secrets';
import { MemoryCredentials } from './credentials';
import './patientRegex';

const ROOT = path.resolve(__dirname, '../../..');
const PACKAGE = 'n8n-nodes-telecom-reports';

export interface NodeRun {
	/** Node type without the package name, e.g. `bandwidthReports`. */
	type: string;
	parameters: INodeParameters;
	/** Values by credential type. */
	credentials: Record<string, ICredentialDataDecryptedObject>;
	/** Input items; one empty item by default. */
	items?: IDataObject[];
	/** The node's name; a trigger is known by it among all of the process. */
	name?: string;
	/** Time zone of the workflow; default UTC. */
	timezone?: string;
	onError?: INode['onError'];
}

export interface NodeResult {
	run: IRun;
	/** Items of the first output. */
	items: INodeExecutionData[];
	/** Items of the error output. */
	errorItems: INodeExecutionData[];
	error?: { message: string; description?: string | null; [key: string]: unknown };
	/** What was stored back into credentials. */
	stored: MemoryCredentials['stored'];
}

export interface PollerOptions {
	/** The workflow's static data, as JSON. */
	saved?: IDataObject;
	mode?: 'trigger' | 'manual';
	activation?: WorkflowActivateMode;
	/** Only the durable scheduler has another one than five minutes. */
	budgetMs?: number;
}

export interface Poller {
	/** The items of one poll, `null` for none. */
	poll(): Promise<INodeExecutionData[] | null>;
	/** The workflow's static data as n8n would store it now. */
	state(): IDataObject;
}

/** What n8n would write into its log, at whatever level, instead of writing it. */
export const logged: Array<{ level: string; message: string; details: object }> = [];

Object.assign(Logger.prototype, {
	log(level: string, message: string, details: object) {
		secrets.search("n8n's log", { message, details });
		logged.push({ level, message, details });
	},
});

/** n8n-core itself: its loader, its execution contexts, its request helpers and its binary store. */
export class Engine {
	private constructor(private readonly loader: PackageDirectoryLoader) {}

	/** Loads the built package from `dist/`. */
	static async start(): Promise<Engine> {
		const loader = new PackageDirectoryLoader(ROOT);
		await loader.loadAll();
		const binary = Container.get(BinaryDataService);
		await binary.init();
		return new Engine(loader);
	}

	get loaded(): PackageDirectoryLoader {
		return this.loader;
	}

	/** Runs one node over its items, as an execution of a workflow that has only this node. */
	async execute(nodeRun: NodeRun): Promise<NodeResult> {
		return await this.begin(nodeRun).result;
	}

	/** The same, but lets the test stop the execution as a user would. */
	begin(nodeRun: NodeRun): { result: Promise<NodeResult>; stop: () => void } {
		const { workflow, node, additionalData, credentials } = this.prepare(nodeRun);
		const items = nodeRun.items ?? [{}];
		const execution = new WorkflowExecute(
			additionalData,
			'manual',
			createRunExecutionData({
				executionData: {
					contextData: {},
					metadata: {},
					waitingExecution: {},
					waitingExecutionSource: {},
					nodeExecutionStack: [
						{
							node,
							data: { main: [items.map((json, item) => ({ json, pairedItem: { item } }))] },
							source: null,
						},
					],
				},
			}),
		);
		const running = execution.processRunExecutionData(workflow);
		const result = running.then((run): NodeResult => {
			const data = run.data.resultData;
			const main = data.runData[node.name]?.at(-1)?.data?.main ?? [];
			return {
				run,
				items: main[0] ?? [],
				errorItems: main[1] ?? [],
				error: data.error as NodeResult['error'],
				stored: credentials.stored,
			};
		});
		const shown = result.then((given) => ({ ...given, stored: undefined }));
		void secrets.searched('an execution', shown).catch(() => undefined);
		return { result, stop: () => running.cancel() };
	}

	/**
	 * A trigger as an activation of its workflow keeps it: one context and one state for all its polls. `saved`
	 * is what the database holds for the workflow.
	 */
	poller(nodeRun: NodeRun, { saved = {}, ...given }: PollerOptions = {}): Poller {
		const { workflow, node, additionalData } = this.prepare(nodeRun, saved);
		const { mode = 'trigger', activation = 'activate', budgetMs } = given;
		const none = undefined;
		const context = new PollContext(
			workflow,
			node,
			additionalData,
			mode,
			activation,
			...([none, none, none, none, none] as const),
			budgetMs === undefined ? none : () => budgetMs,
		);
		const nodeType = workflow.nodeTypes.getByNameAndVersion(node.type);
		if (nodeType.poll === undefined) throw new Error(`${node.type} does not poll`);
		return {
			poll: async () => {
				const polled = nodeType.poll?.call(context);
				return (await secrets.searched('a poll', Promise.resolve(polled)))?.[0] ?? null;
			},
			state: () => {
				secrets.search('the state of a trigger', workflow.staticData);
				return JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
			},
		};
	}

	/** Calls what fills a dropdown, in the context in which n8n's editor calls it. */
	async search(nodeRun: NodeRun, method: string, filter?: string): Promise<INodeListSearchResult> {
		const { workflow, node, additionalData } = this.prepare(nodeRun);
		const context = new LoadOptionsContext(workflow, node, additionalData, '');
		const { methods } = workflow.nodeTypes.getByNameAndVersion(node.type);
		const search = methods?.listSearch?.[method];
		if (search === undefined) throw new Error(`${node.type} has no list search ${method}`);
		return await secrets.searched('a list', search.call(context, filter));
	}

	/** Calls what fills a list of options, as the editor does while the node has these parameters. */
	async options(nodeRun: NodeRun, method: string): Promise<INodePropertyOptions[]> {
		const { workflow, node, additionalData } = this.prepare(nodeRun);
		const context = new LoadOptionsContext(workflow, node, additionalData, '');
		const { methods } = workflow.nodeTypes.getByNameAndVersion(node.type);
		const load = methods?.loadOptions?.[method];
		if (load === undefined) throw new Error(`${node.type} has no options ${method}`);
		return await secrets.searched('a dropdown', load.call(context));
	}

	/** Calls what fills a form of parameters, in the context in which n8n's editor calls it. */
	async mapperFields(nodeRun: NodeRun, method: string): Promise<ResourceMapperFields> {
		const { workflow, node, additionalData } = this.prepare(nodeRun);
		const context = new LoadOptionsContext(workflow, node, additionalData, '');
		const { methods } = workflow.nodeTypes.getByNameAndVersion(node.type);
		const fields = methods?.resourceMapping?.[method];
		if (fields === undefined) throw new Error(`${node.type} has no form ${method}`);
		return await secrets.searched('a form', fields.call(context));
	}

	/** The bytes behind a binary value. */
	async bytes(binary: IBinaryData | undefined): Promise<Buffer> {
		if (binary === undefined) throw new Error('There is no file');
		return await Container.get(BinaryDataService).getAsBuffer(binary);
	}

	private prepare(
		{ type, parameters, credentials: values, name = 'Reports', timezone = 'UTC', onError }: NodeRun,
		staticData?: IDataObject,
	) {
		const { loader } = this;
		for (const data of Object.values(values)) secrets.addCredential(data);
		const node: INode = {
			id: 'node-1',
			name,
			type: `${PACKAGE}.${type}`,
			typeVersion: 1,
			position: [0, 0],
			parameters,
			onError,
			credentials: Object.fromEntries(
				Object.keys(values).map((type) => [type, { id: `${name}: ${type}`, name: type }]),
			),
		};
		const typeOf = (name: string) => loader.getNode(name.replace(`${PACKAGE}.`, '')).type;
		const workflow = new Workflow({
			id: 'workflow-1',
			nodes: [node],
			connections: {},
			active: false,
			nodeTypes: {
				getByName: typeOf,
				getByNameAndVersion: (name) => {
					const nodeType = typeOf(name);
					if (!('description' in nodeType) || 'nodeVersions' in nodeType)
						throw new Error(`Versioned: ${name}`);
					return nodeType;
				},
				getKnownTypes: () => ({}),
			},
			settings: { timezone, executionOrder: 'v1' },
			...(staticData !== undefined && { staticData }),
		});
		const credentials = new MemoryCredentials(loader, values);
		const additionalData = {
			credentialsHelper: credentials,
			executionId: 'execution-1',
			hooks: new ExecutionLifecycleHooks('manual', 'execution-1', {
				id: 'workflow-1',
				name: 'test',
				active: false,
				isArchived: false,
				nodes: [node],
				connections: {},
				createdAt: new Date(),
				updatedAt: new Date(),
				activeVersionId: null,
			}),
			currentNodeParameters: parameters,
			variables: {},
			webhookWaitingBaseUrl: 'http://localhost/webhook-waiting',
			formWaitingBaseUrl: 'http://localhost/form-waiting',
			restApiUrl: '',
			instanceBaseUrl: '',
			setExecutionStatus: () => undefined,
		} as unknown as IWorkflowExecuteAdditionalData;
		return { workflow, node, additionalData, credentials };
	}
}

/** The package as `package.json` describes it. */
export function manifest(): {
	n8n: { nodes: string[]; credentials: string[] };
	dependencies?: object;
} {
	return JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as ReturnType<
		typeof manifest
	>;
}
