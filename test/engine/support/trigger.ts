import { type INodeParameters } from 'n8n-workflow';
import { type Sandbox } from '../../sandbox';
import { bandwidthRun } from './bandwidth';
import { type NodeRun } from './engine';
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
