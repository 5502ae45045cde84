import {
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type IPollFunctions,
} from 'n8n-workflow';

/** Wherever n8n lets a node send requests: a run, a trigger's poll, a dropdown. */
export type RequestContext = IExecuteFunctions | IPollFunctions | ILoadOptionsFunctions;

/** Fires when the user stops the execution, or n8n does for its own time limit. Only runs can be stopped. */
export function cancelSignal(context: RequestContext): AbortSignal | undefined {
	return isRun(context) ? context.getExecutionCancelSignal() : undefined;
}

export function isRun(context: RequestContext): context is IExecuteFunctions {
	return 'getExecutionCancelSignal' in context;
}
