import { type INodeParameters } from 'n8n-workflow';
import { type Sandbox } from '../../sandbox';
import { bandwidthRun } from './bandwidth';
import { byId } from './byId';
import { type Engine, type NodeRun } from './engine';
import { evoVoiceRun } from './evoVoice';
import { ringCxRun } from './ringCx';
import { webexRun } from './webex';

const LOGINS = {
	bandwidth: (sandbox: Sandbox) => ({
		bandwidthApi: bandwidthRun(sandbox, {}).credentials.bandwidthApi ?? {},
	}),
	evoVoice: (sandbox: Sandbox) => evoVoiceRun(sandbox, {}).credentials,
	ringCx: (sandbox: Sandbox) => ringCxRun(sandbox, {}).credentials,
	webexBroadworks: (sandbox: Sandbox) => ({
		webexBroadworksApi: webexRun(sandbox, {}).credentials.webexBroadworksApi ?? {},
	}),
};

/** The trigger for one service of the sandbox. */
export function triggerRun(
	sandbox: Sandbox,
	service: keyof typeof LOGINS,
	parameters: INodeParameters,
	more: Partial<NodeRun> = {},
): NodeRun {
	return {
		type: 'telecomReportTrigger',
		parameters: {
			service,
			authentication: service === 'bandwidth' ? 'basicAuth' : 'accessToken',
			resource: 'billingReport',
			event: 'completed',
			watch: 'any',
			downloadFile: false,
			binaryPropertyName: 'data',
			options: {},
			...parameters,
		},
		credentials: LOGINS[service](sandbox),
		...more,
	};
}

/** Requests a report of a month with the node of the service, and answers its ID. */
export async function requestWebexReport(
	engine: Engine,
	sandbox: Sandbox,
	billingPeriod = '2026-10',
): Promise<string> {
	const { items } = await engine.execute(
		webexRun(sandbox, {
			operation: 'create',
			dateRange: 'custom',
			billingPeriod,
			simplify: true,
		}),
	);
	return String(items[0]?.json.reportId);
}

/** The same of Evo Voice. */
export async function requestEvoReport(engine: Engine, sandbox: Sandbox): Promise<string> {
	const { items } = await engine.execute(
		evoVoiceRun(sandbox, {
			operation: 'create',
			reportType: 'billing',
			accountId: byId('acct-001'),
			dateRange: 'lastMonth',
			simplify: true,
		}),
	);
	return String(items[0]?.json.reportId);
}

/** A schedule of RingCX's call details, hour by hour. */
export const HOURLY_CALLS: INodeParameters = {
	watch: 'scheduled',
	period: 'hour',
	reportType: 'callDetail',
	accountId: byId('13670001'),
	accountIds: [],
	groupBy: 'PROFILE',
	cloudProfileGroupIds: [],
	cloudProfileIds: [],
	manualIds: {},
	timezoneName: '',
	delimiter: 'COMMA',
	returnType: 'CSV',
};
