import {
	updateDisplayOptions,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';
import { type ItemTask } from './run';

/** One operation of a resource: what the editor shows and what it does, in one file. */
export interface Operation<Session> {
	/** Its entry in the Operation list. */
	option: INodePropertyOptions & { value: string; action: string };
	/** The fields that it shows, in order. */
	fields: INodeProperties[];
	/**
	 * Called once per run; returns what is called for each item. Parameters are read and checked there,
	 * before any item's task is started.
	 */
	begin(session: Session): (itemIndex: number) => ItemTask;
}

/** The operations of one resource, as properties of a node: the list, then each operation's own fields. */
export function operationProperties<Session>(
	resource: string,
	operations: ReadonlyArray<Operation<Session>>,
	defaultOperation: string,
): INodeProperties[] {
	return [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: [resource] } },
			options: operations.map(({ option }) => option),
			default: defaultOperation,
		},
		...operations.flatMap(({ option, fields }) =>
			updateDisplayOptions({ show: { resource: [resource], operation: [option.value] } }, fields),
		),
	];
}

/** @throws Error when a saved workflow names an operation that does not exist. */
export function findOperation<Session>(
	operations: ReadonlyArray<Operation<Session>>,
	name: string,
): Operation<Session> {
	const operation = operations.find(({ option }) => option.value === name);
	if (operation === undefined) throw new Error(`The operation '${name}' is not known`);
	return operation;
}
