import { type ILoadOptionsFunctions } from 'n8n-workflow';
import { isPlain } from './serviceText';

/**
 * What is chosen in a resource locator of the node that is open in the editor; `undefined` for nothing, and for an
 * expression, which cannot be read before a run.
 */
export function chosenLocator(context: ILoadOptionsFunctions, name: string): string | undefined {
	const locator: unknown = context.getCurrentNodeParameter(name);
	const value =
		typeof locator === 'object' && locator !== null && 'value' in locator ? locator.value : locator;
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value).trim();
	return text === '' || !isPlain(text) ? undefined : text;
}
