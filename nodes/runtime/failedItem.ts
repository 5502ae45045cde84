import { type IDataObject, type INode, type INodeExecutionData } from 'n8n-workflow';
import { withoutAbsent } from '../core/text';
import { toNodeError } from './nodeErrors';

type NodeError = ReturnType<typeof toNodeError>;

/**
 * A failed item for the next node: `error` says what happened, `details` what to do. n8n sends it to the error output
 * because it holds nothing else; with an `error` beside `json` it would replace all of `json` by the message, and the
 * report's ID would be lost.
 */
export function failedItem(node: INode, error: unknown, itemIndex: number): INodeExecutionData {
	const told = toNodeError(node, error, { itemIndex });
	const toErrorOutput = node.onError === 'continueErrorOutput';
	const name = toErrorOutput && !knowsDetails(told) ? 'message' : 'details';
	return {
		json: { error: told.message, [name]: detailsOf(told) },
		pairedItem: { item: itemIndex },
	};
}

/**
 * Before 2.36 n8n leaves an item among the good ones unless it holds `error` alone or with a `message`. Its errors
 * know no `failure` then, which came with 2.37.
 */
function knowsDetails(told: NodeError): boolean {
	return 'failure' in told;
}

function detailsOf(told: NodeError): IDataObject {
	const { reportId, serviceCode } = told.context;
	return withoutAbsent<IDataObject>({
		description: told.description ?? undefined,
		reportId,
		serviceCode,
		httpCode: 'httpCode' in told ? (told.httpCode ?? undefined) : undefined,
	});
}
