/** {@link ReportBench} for Bandwidth, with both kinds of login at hand. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import { NOVEMBER, storeCredential } from './bandwidth';
import type { Execution } from './execution';
import type { N8nClient } from './n8nClient';
import type { StoredCredential } from './n8nTypes';
import {
	byId,
	openSandbox,
	REPORT,
	ReportBench,
	type RunOptions,
	type Subject,
} from './reportBench';
import { connectToSharedServer } from './sharedServer';
import { manualWorkflow } from './workflow';

const BILLING: Subject = {
	type: 'bandwidthReports',
	resource: 'billingReport',
	parameters: ({ type }) => ({
		authentication: type === 'bandwidthApi' ? 'basicAuth' : 'oAuth2',
	}),
};

export class BandwidthBench extends ReportBench {
	private constructor(
		client: N8nClient,
		sandbox: Sandbox,
		readonly oAuth2: StoredCredential,
		readonly basic: StoredCredential,
	) {
		super(client, sandbox, BILLING);
	}

	static override async open(): Promise<BandwidthBench> {
		const client = await connectToSharedServer();
		const sandbox = await openSandbox(500);
		const oAuth2 = await storeCredential(client, sandbox, 'bandwidthOAuth2Api');
		const basic = await storeCredential(client, sandbox, 'bandwidthApi');
		return new BandwidthBench(client, sandbox, oAuth2, basic);
	}

	/** With OAuth2 unless another credential is given. */
	override run(
		operation: string,
		parameters: INodeParameters = {},
		options: Partial<RunOptions> = {},
	): Promise<Execution> {
		return super.run(operation, parameters, { credential: this.oAuth2, ...options });
	}

	/** Starts a workflow of one Bandwidth node and answers the execution's id. */
	async start(
		operation: string,
		parameters: INodeParameters,
		credential = this.oAuth2,
	): Promise<string> {
		const report = this.node(operation, parameters, credential);
		const workflow = await this.client.createWorkflow(manualWorkflow(operation, [report]));
		return await this.client.run(workflow.id);
	}

	/** Has a report made and answers its id. */
	async createReport(reportType = 'BDR'): Promise<string> {
		const execution = await this.run('create', { reportType, ...NOVEMBER });
		return execution.text(REPORT, 'reportId');
	}
}

/** The parameter that names a report by its id. */
export function ofReport(reportId: string): INodeParameters {
	return { reportId: byId(reportId) };
}
