/** Builds the small workflows that tests run. */
import type { IConnections, IDataObject, INode, INodeParameters, IPinData } from 'n8n-workflow';
import type { StoredCredential } from './n8nTypes';

export interface WorkflowDraft {
	name: string;
	nodes: INode[];
	connections: IConnections;
	pinData?: IPinData;
	settings?: IDataObject;
}

export const MANUAL = 'Manual';

let nodeCount = 0;

/** A node named `name` of the full type `type`. `rest` may hold credentials, onError and so on. */
export function node(
	name: string,
	type: string,
	parameters: INodeParameters = {},
	rest: Partial<INode> = {},
): INode {
	nodeCount += 1;
	return {
		id: `00000000-0000-4000-8000-${String(nodeCount).padStart(12, '0')}`,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		...rest,
	};
}

/** What a node says to use a login. */
export function credentialsOf({
	id,
	name,
	type,
}: StoredCredential): Record<string, { id: string; name: string }> {
	return { [type]: { id, name } };
}

/** As {@link credentialsOf}, for the one of this type. @throws Error when there is none */
export function login(
	credentials: readonly StoredCredential[],
	type: string,
): Record<string, { id: string; name: string }> {
	const credential = credentials.find((one) => one.type === type);
	if (credential === undefined) throw new Error(`There is no ${type}`);
	return credentialsOf(credential);
}

/**
 * A workflow that a click starts and that runs `nodes` one after the other. With `items` the first of
 * them gets one item for each, otherwise one empty item.
 */
export function manualWorkflow(name: string, nodes: INode[], items?: IDataObject[]): WorkflowDraft {
	const all = [node(MANUAL, 'n8n-nodes-base.manualTrigger'), ...nodes];
	return {
		name,
		nodes: all.map((one, index) => ({ ...one, position: [index * 240, 0] })),
		connections: chain(all),
		...(items && { pinData: { [MANUAL]: items.map((json) => ({ json })) } }),
		settings: { executionOrder: 'v1' },
	};
}

/** Connects the first output of each node with the next one. */
export function chain(nodes: INode[]): IConnections {
	const connections: IConnections = {};
	nodes.forEach(({ name }, index) => {
		const next = nodes[index + 1];
		if (next) connections[name] = { main: [[{ node: next.name, type: 'main', index: 0 }]] };
	});
	return connections;
}
