import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';
import { itemParameters } from '../parameters';
import { runItems, type ItemTask, type Run } from '../run';
import { type Session } from './reportResource';

/** One operation of a resource: what the editor shows and what it does. */
export interface Operation<Connection> {
	/** Its entry in the Operation list. */
	option: INodePropertyOptions & { value: string; action: string };
	/** The fields that it shows, in order. */
	fields: INodeProperties[];
	/**
	 * Called once per run; returns what is called for each item. Parameters are read and checked there,
	 * before any item's task is started.
	 */
	begin(session: Session<Connection>): (itemIndex: number) => ItemTask;
}

/** A node's operations, by resource. */
export type Operations<Connection> = Readonly<Record<string, ReadonlyArray<Operation<Connection>>>>;

/** The operations of one resource, as properties of a node: the list, then each operation's own fields. */
export function operationProperties<Connection>(
	resource: string,
	operations: ReadonlyArray<Operation<Connection>>,
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

/**
 * Executes a node: finds the chosen operation, connects to the service once and runs it over all items.
 *
 * @throws NodeApiError or NodeOperationError, ready to be shown.
 */
export async function executeOperation<Connection>(
	context: IExecuteFunctions,
	operations: Operations<Connection>,
	connect: (run: Run) => Promise<Connection>,
): Promise<INodeExecutionData[][]> {
	return await runItems(context, async (run) => {
		const parameters = itemParameters(context, 0);
		const resource = parameters.text('resource', 'Resource');
		const name = parameters.text('operation', 'Operation');
		const known = Object.hasOwn(operations, resource) ? operations[resource] : undefined;
		const operation = known?.find(({ option }) => option.value === name);
		if (operation === undefined)
			throw new Error(`There is no operation '${name}' of '${resource}'`);
		return operation.begin({ run, connection: await connect(run) });
	});
}
