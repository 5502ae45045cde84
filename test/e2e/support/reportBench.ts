/** What a service's suites work with: the shared n8n, a sandbox of their own, and a node with a login. */
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeListSearchResult,
	INodeParameters,
} from 'n8n-workflow';
import { type Sandbox, startSandbox } from '../../sandbox';
import type { Execution } from './execution';
import type { N8nClient } from './n8nClient';
import type { StoredCredential } from './n8nTypes';
import { connectToSharedServer } from './sharedServer';
import { sleep } from './wait';
import { credentialsOf, manualWorkflow, node } from './workflow';

/** The name of the node under test. */
export const REPORT = 'Report';

/** How long the sandbox takes for a report, in ms. */
const JOB_MS = 1_500;

/** Which node a suite is about. */
export interface Subject {
	/** Node type without the package's name. */
	type: string;
	resource: string;
	/** Parameters that every run has, beside the resource. */
	parameters: (credential: StoredCredential) => INodeParameters;
}

export interface RunOptions {
	credential: StoredCredential;
	/** The node runs once for each; default: one empty item. */
	items?: IDataObject[];
	/** Nodes that run after it. */
	after?: INode[];
	/** Settings of the node beside its parameters, such as `onError`. */
	rest?: Partial<INode>;
}

export class ReportBench {
	protected constructor(
		readonly client: N8nClient,
		readonly sandbox: Sandbox,
		private readonly subject: Subject,
	) {}

	static async open(subject: Subject): Promise<ReportBench> {
		return new ReportBench(await connectToSharedServer(), await openSandbox(), subject);
	}

	get nodeType(): string {
		return `n8n-nodes-telecom-reports.${this.subject.type}`;
	}

	async close(): Promise<void> {
		await this.sandbox.close();
	}

	store(type: string, data: ICredentialDataDecryptedObject): Promise<StoredCredential> {
		return this.client.createCredential(type, `${type} ${Object.values(data).length}`, data);
	}

	/** The values of the Operation list, sorted; n8n adds one for calls that the node does not know. */
	async operations(): Promise<unknown[]> {
		const [description] = await this.client.nodeTypes([this.nodeType]);
		const operation = description?.properties.find(({ name }) => name === 'operation');
		const values = operation?.options?.map((option) => ('value' in option ? option.value : ''));
		return (values ?? []).filter((value) => !String(value).startsWith('__')).sort();
	}

	/** Runs a workflow of the node under test, and what comes after it, to its end. */
	run(
		operation: string,
		parameters: INodeParameters,
		{ credential, items, after = [], rest }: RunOptions,
	): Promise<Execution> {
		const report = this.node(operation, parameters, credential, rest);
		return this.client.runToEnd(manualWorkflow(operation, [report, ...after], items));
	}

	/** The node under test. */
	protected node(
		operation: string,
		parameters: INodeParameters,
		credential: StoredCredential,
		rest?: Partial<INode>,
	): INode {
		const { resource, parameters: own } = this.subject;
		return node(
			REPORT,
			this.nodeType,
			{ resource, operation, ...own(credential), ...parameters },
			{ credentials: credentialsOf(credential), ...rest },
		);
	}

	/** What a resource locator's list offers. */
	list(
		methodName: string,
		parameter: string,
		credential: StoredCredential,
		parameters: INodeParameters = {},
	): Promise<INodeListSearchResult> {
		return this.client.resourceLocatorResults({
			nodeType: this.nodeType,
			methodName,
			path: `parameters.${parameter}`,
			currentNodeParameters: {
				resource: this.subject.resource,
				...this.subject.parameters(credential),
				...parameters,
			},
			credentials: credentialsOf(credential),
		});
	}

	/** Waits until reports created so far are ready. */
	async untilReportsAreReady(): Promise<void> {
		await sleep(JOB_MS + 100);
	}

	/** The bytes that n8n stored for the item at `index`. */
	storedFile(execution: Execution, index = 0): Promise<Buffer> {
		return this.client.binary(String(execution.binary(REPORT, index).id));
	}
}

/** A sandbox whose reports take as long as {@link ReportBench.untilReportsAreReady} waits. */
export function openSandbox(rows = 50): Promise<Sandbox> {
	return startSandbox({ jobMs: JOB_MS, rows });
}

/** The value of a resource locator that names something by its id. */
export function byId(value: string): INodeParameters {
	return { __rl: true, mode: 'id', value };
}
