import { type INodeParameters } from 'n8n-workflow';
import { type Sandbox } from '../../sandbox';
import { type NodeRun } from './engine';

/** A run of the Evo Voice node against the sandbox. */
export function evoVoiceRun(
	{ evoVoice }: Sandbox,
	parameters: INodeParameters,
	more: Partial<NodeRun> = {},
): NodeRun {
	const { baseUrl, username, password } = evoVoice;
	return {
		type: 'evoVoiceReports',
		parameters: { resource: 'report', ...parameters },
		credentials: { evoVoiceApi: { baseUrl, username, password } },
		...more,
	};
}
