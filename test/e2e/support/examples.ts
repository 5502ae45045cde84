/** The workflows in `examples/`, made to run in tests. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { INode } from 'n8n-workflow';
import { ROOT } from './paths';
import { MANUAL, type WorkflowDraft } from './workflow';

/**
 * Reads an example and changes its nodes as `change` says, e.g. to give them a login. Whatever starts it
 * is replaced by a click; notes are left out, since the n8n of the tests has none.
 */
export function readExample(file: string, change: (node: INode) => INode): WorkflowDraft {
	const text = readFileSync(path.join(ROOT, 'examples', file), 'utf8');
	const { name, nodes, connections, settings } = JSON.parse(text) as WorkflowDraft;
	const trigger = nodes.find(({ type }) => /Trigger$/i.test(type));
	if (trigger === undefined) throw new Error(`${file} has no trigger`);
	const { [trigger.name]: started, ...others } = connections;
	return {
		name,
		nodes: nodes
			.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote')
			.map((node) =>
				node === trigger
					? { ...node, name: MANUAL, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 }
					: change(node),
			),
		connections: { ...others, ...(started && { [MANUAL]: started }) },
		settings,
	};
}
