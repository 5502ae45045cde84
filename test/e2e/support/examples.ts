/** The workflows in `examples/`: read as they lie there, and with what their users have to choose. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { INode, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import type { StoredCredential } from './n8nTypes';
import { ROOT } from './paths';
import type { WorkflowDraft } from './workflow';

const FOLDER = path.join(ROOT, 'examples');

/** The nodes that an example has: the click that starts it and the one that gets the report, */
export const START_NODE = 'When clicking ‘Execute workflow’';
export const REPORT_NODE = 'Create and download the report';
/** or one that is both. */
export const TRIGGER_NODE = 'Telecom Report Trigger';

/** How a user changes the parameters of the nodes of an example, by the node's name. */
export type Choices = Record<string, (parameters: INodeParameters) => INodeParameters>;

/** Names of the files, sorted. */
export function exampleFiles(): string[] {
	return readdirSync(FOLDER).sort();
}

export function readExample(file: string): WorkflowDraft {
	return JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as WorkflowDraft;
}

/** The names of the node at which an example starts, and of the one that gets the report. */
export function mainNodes({ nodes }: WorkflowDraft): { start: string; report: string } {
	return nodes.some(({ name }) => name === TRIGGER_NODE)
		? { start: TRIGGER_NODE, report: TRIGGER_NODE }
		: { start: START_NODE, report: REPORT_NODE };
}

/** Full names of the node types that the examples use, each once. */
export function exampleNodeTypes(): string[] {
	const nodes = exampleFiles().flatMap((file) => readExample(file).nodes);
	return [...new Set(nodes.map(({ type }) => type))];
}

/** What the notes of the examples ask a user to choose, chosen for the sandbox. */
export function sandboxChoices(file: string, { bandwidth, evoVoice, ringCx }: Sandbox): Choices {
	const ofAccount = (value = '') => ({
		[REPORT_NODE]: (parameters: INodeParameters) => ({
			...parameters,
			accountId: { __rl: true, mode: 'list', value },
		}),
	});
	if (file === 'evo-voice-billing-to-rows.json') return ofAccount(evoVoice.accountIds[0]);
	if (file === 'ringcx-calls-to-data-table.json') return ofAccount(ringCx.accountId);
	if (file !== 'bandwidth-phone-numbers-to-rows.json') return {};
	const { accountId } = bandwidth;
	const assignment = { id: 'accountId', name: 'accountId', type: 'string', value: accountId };
	return { 'Your account': () => ({ assignments: { assignments: [assignment] } }) };
}

/**
 * The workflow as its user leaves it: each node with its `choices` and with a credential of `credentials`.
 * A node that names its credential gets one of that type; `others` says the type for those that name none.
 */
export function completeExample(
	draft: WorkflowDraft,
	credentials: StoredCredential[],
	choices: Choices,
	others: Record<string, string> = {},
): WorkflowDraft {
	const complete = (node: INode): INode => {
		const type = Object.keys(node.credentials ?? {})[0] ?? others[node.type];
		const credential = credentials.find((one) => one.type === type);
		const choose = choices[node.name];
		return {
			...node,
			...(choose && { parameters: choose(node.parameters) }),
			...(credential && {
				credentials: { [credential.type]: { id: credential.id, name: credential.name } },
			}),
		};
	};
	return { ...draft, nodes: draft.nodes.map(complete) };
}
