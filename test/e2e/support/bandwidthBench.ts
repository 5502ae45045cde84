/** What a Bandwidth suite works with: the shared n8n, a sandbox of its own, and logins for it. */
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { type Sandbox, startSandbox } from '../../sandbox';
import { bandwidthNode, REPORT, storeCredential } from './bandwidth';
import type { Execution } from './execution';
import type { N8nClient } from './n8nClient';
import type { StoredCredential } from './n8nTypes';
import { byId } from './reportBench';
import { connectToSharedServer } from './sharedServer';
import { sleep } from './wait';
import { manualWorkflow } from './workflow';

/** How long the sandbox takes for a report, in ms. */
const JOB_MS = 1_500;

export const NOVEMBER = { dateRange: 'custom', startDate: '2026-11-01', endDate: '2026-11-15' };

export interface RunOptions {
	/** Default: OAuth2. */
	credential?: StoredCredential;
	/** The node runs once for each; default: one empty item. */
	items?: IDataObject[];
	/** Settings of the node beside its parameters, such as `onError`. */
	rest?: Partial<INode>;
}

export class BandwidthBench {
	private constructor(
		readonly client: N8nClient,
		readonly sandbox: Sandbox,
		readonly oAuth2: StoredCredential,
		readonly basic: StoredCredential,
	) {}

	static async open(): Promise<BandwidthBench> {
		const client = await connectToSharedServer();
		const sandbox = await startSandbox({ jobMs: JOB_MS, rows: 500 });
		const oAuth2 = await storeCredential(client, sandbox, 'bandwidthOAuth2Api');
		const basic = await storeCredential(client, sandbox, 'bandwidthApi');
		return new BandwidthBench(client, sandbox, oAuth2, basic);
	}

	async close(): Promise<void> {
		await this.sandbox.close();
	}

	/** Runs a workflow of one Bandwidth node to its end. */
	run(
		operation: string,
		parameters: INodeParameters = {},
		{ credential = this.oAuth2, items, rest }: RunOptions = {},
	): Promise<Execution> {
		const node = bandwidthNode(credential, { operation, ...parameters }, rest);
		return this.client.runToEnd(manualWorkflow(operation, [node], items));
	}

	/** Starts a workflow of one Bandwidth node and answers the execution's id. */
	async start(
		operation: string,
		parameters: INodeParameters,
		credential = this.oAuth2,
	): Promise<string> {
		const node = bandwidthNode(credential, { operation, ...parameters });
		const workflow = await this.client.createWorkflow(manualWorkflow(operation, [node]));
		return await this.client.run(workflow.id);
	}

	/** Has a report made and answers its id. */
	async createReport(reportType = 'BDR'): Promise<string> {
		const execution = await this.run('create', { reportType, ...NOVEMBER });
		return execution.text(REPORT, 'reportId');
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

/** The parameter that names a report by its id. */
export function ofReport(reportId: string): INodeParameters {
	return { reportId: byId(reportId) };
}
