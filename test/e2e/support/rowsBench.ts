/** What the suites about rows work with: the shared n8n, a sandbox of their own, and every node with a login. */
import type { INode, INodeParameters } from 'n8n-workflow';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox';
import type { Execution } from './execution';
import type { N8nClient } from './n8nClient';
import type { StoredCredential } from './n8nTypes';
import { byId, REPORT } from './reportBench';
import { PRINTED_BY_ID } from './ringCx';
import { sandboxLogins, storeCredentials } from './sandboxLogins';
import { connectToSharedServer } from './sharedServer';
import { login, manualWorkflow, node } from './workflow';

type Asking = 'bandwidth' | 'bandwidthAccount' | 'webex' | 'evoVoice' | 'ringCx';

const OCTOBER = {
	dateRange: 'custom',
	startDate: '2026-10-01',
	endDate: '2026-10-31',
};

/** A report of each kind, as it would be asked for. */
const REPORTS: Record<Asking, { type: string; credentialType: string; parameters: object }> = {
	bandwidth: {
		type: 'bandwidthReports',
		credentialType: 'bandwidthApi',
		parameters: {
			authentication: 'basicAuth',
			resource: 'billingReport',
			reportType: 'BDR',
			...OCTOBER,
		},
	},
	bandwidthAccount: {
		type: 'bandwidthReports',
		credentialType: 'bandwidthApi',
		parameters: {
			authentication: 'basicAuth',
			resource: 'accountReport',
			reportDefinitionId: byId('4'),
			outputFormat: 'csv',
			parameters: {
				mappingMode: 'defineBelow',
				value: { Account: '={{ $json.account }}' },
				matchingColumns: [],
				schema: [
					{
						id: 'Account',
						displayName: 'Account',
						required: true,
						defaultMatch: false,
						canBeUsedToMatch: false,
						display: true,
						type: 'string',
					},
				],
			},
		},
	},
	webex: {
		type: 'webexBroadworksReports',
		credentialType: 'webexBroadworksApi',
		parameters: {
			authentication: 'accessToken',
			resource: 'billingReport',
			dateRange: 'custom',
			billingPeriod: '2026-10',
		},
	},
	evoVoice: {
		type: 'evoVoiceReports',
		credentialType: 'evoVoiceApi',
		parameters: {
			resource: 'report',
			reportType: 'billing',
			accountId: byId('acct-001'),
			...OCTOBER,
		},
	},
	ringCx: {
		type: 'ringCxReports',
		credentialType: 'ringCxApi',
		parameters: {
			resource: 'report',
			...PRINTED_BY_ID,
		},
	},
};

export class RowsBench {
	private constructor(
		readonly client: N8nClient,
		readonly sandbox: Sandbox,
		private readonly credentials: StoredCredential[],
	) {}

	static async open(options: SandboxOptions): Promise<RowsBench> {
		const client = await connectToSharedServer();
		const sandbox = await startSandbox({ jobMs: 300, ...options });
		const types = Object.values(REPORTS).map(({ credentialType }) => credentialType);
		const logins = sandboxLogins(sandbox).filter(({ type }) => types.includes(type));
		return new RowsBench(client, sandbox, await storeCredentials(client, logins));
	}

	async close(): Promise<void> {
		await this.sandbox.close();
	}

	/** A node named {@link REPORT} that creates a report and puts out all its rows, unless `parameters` differ. */
	node(service: Asking, parameters: INodeParameters = {}, rest: Partial<INode> = {}): INode {
		const { type, credentialType, parameters: own } = REPORTS[service];
		return node(
			REPORT,
			`n8n-nodes-telecom-reports.${type}`,
			{ operation: 'createAndDownload', ...own, output: 'rows', returnAll: true, ...parameters },
			{ credentials: login(this.credentials, credentialType), ...rest },
		);
	}

	/** Runs {@link node} over so many items to its end. */
	run(service: Asking, parameters: INodeParameters = {}, reports = 1): Promise<Execution> {
		const { accountId } = this.sandbox.bandwidth;
		const items = Array.from({ length: reports }, () => ({ account: accountId }));
		return this.client.runToEnd(manualWorkflow('rows', [this.node(service, parameters)], items));
	}

	/** Requests for the files of Bandwidth's reports. */
	get fileRequests(): Sandbox['requests'] {
		return this.sandbox.requests.filter(({ path }) => path.endsWith('/file'));
	}
}
