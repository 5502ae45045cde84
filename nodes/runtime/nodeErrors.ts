import { NodeApiError, NodeOperationError, type IExecuteFunctions, type INode } from 'n8n-workflow';
import { failedReportId, InputError, ServiceError } from '../core/errors';
import { sentences } from '../core/text';

/** What n8n needs beside the failure itself. */
export interface ErrorPlace {
	/** Number of the item, from 0, when the failure belongs to one. */
	itemIndex?: number;
	/** A further sentence, e.g. what has been done already. */
	note?: string;
}

/**
 * Tells any failure in n8n's terms. Nothing of the original error but our own words is carried over: what
 * the request helpers throw holds headers, and so the login.
 */
export function toNodeError(
	node: INode,
	error: unknown,
	{ itemIndex, note }: ErrorPlace = {},
): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const told =
		error instanceof ServiceError
			? apiError(node, error, { itemIndex, note })
			: operationError(node, error, { itemIndex, note });
	const reportId = failedReportId(error);
	if (reportId !== undefined) told.context.reportId = reportId;
	return told;
}

function operationError(
	node: INode,
	error: unknown,
	{ itemIndex, note }: ErrorPlace,
): NodeOperationError {
	const message = error instanceof Error ? error.message : String(error);
	const description = error instanceof InputError ? error.description : undefined;
	return new NodeOperationError(node, message, {
		description: sentences(description, note),
		...(itemIndex !== undefined && { itemIndex }),
		...(error instanceof InputError && { level: 'warning' }),
	});
}

function apiError(node: INode, error: ServiceError, { itemIndex, note }: ErrorPlace): NodeApiError {
	const { status, failure, retryAfterMs, serviceCode } = error.details;
	const description = sentences(error.details.description, note);
	const told = new NodeApiError(
		node,
		{ message: error.message },
		{
			message: error.message,
			description,
			...(status !== undefined && { httpCode: String(status) }),
			...(itemIndex !== undefined && { itemIndex }),
			...(failure !== undefined && { failure: failureOf(failure, retryAfterMs) }),
		},
	);
	// n8n replaces messages that happen to contain an errno ("approvEPERMission"); ours are meant as they are.
	told.message = error.message;
	told.description = description;
	if (serviceCode !== undefined) told.context.serviceCode = serviceCode;
	return told;
}

/** As n8n-workflow declares it since 2.37; older ones take no notice. */
function failureOf(cause: NonNullable<ServiceError['details']['failure']>, retryAfterMs?: number) {
	switch (cause) {
		case 'rate-limited':
		case 'quota-exhausted':
		case 'temporarily-unavailable':
			return retryAfterMs === undefined ? { cause } : { cause, retryAfterMs };
		case 'credential-invalid':
		case 'configuration-invalid':
		case 'node-defect':
			return { cause };
	}
}

/** For lists and dropdowns, where there is no item. */
export function fieldError(context: Pick<IExecuteFunctions, 'getNode'>, error: unknown): Error {
	return toNodeError(context.getNode(), error);
}
