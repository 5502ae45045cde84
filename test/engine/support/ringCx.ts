import { type INodeParameters } from 'n8n-workflow';
import { type Sandbox } from '../../sandbox';
import { ringCxCredential } from '../../support/ringCx';
import { type NodeRun } from './engine';

/** A run of the RingCX node against the sandbox, with an API token unless `more` has another credential. */
export function ringCxRun(
	sandbox: Sandbox,
	parameters: INodeParameters,
	more: Partial<NodeRun> = {},
): NodeRun {
	return {
		type: 'ringCxReports',
		parameters: { resource: 'report', operation: 'createAndDownload', ...parameters },
		credentials: { ringCxApi: ringCxCredential(sandbox, 'apiToken') },
		...more,
	};
}
