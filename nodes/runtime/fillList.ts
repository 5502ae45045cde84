import {
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
} from 'n8n-workflow';
import { fieldError } from './nodeErrors';
import { plainEntries } from './serviceText';

/**
 * Fills a resource locator's list. Nothing in it can become an expression.
 *
 * @param filter what the user typed to search; matches names and values, regardless of case
 * @param load fetches all entries; gets the signal that ends its waiting (nothing does, in a dropdown)
 * @throws NodeApiError or NodeOperationError, ready to be shown in the field.
 */
export async function fillList(
	context: ILoadOptionsFunctions,
	filter: string | undefined,
	load: (stop: AbortSignal) => Promise<INodeListSearchItems[]>,
): Promise<INodeListSearchResult> {
	const wanted = (filter ?? '').trim().toLowerCase();
	try {
		const entries = await load(new AbortController().signal);
		return {
			results: plainEntries(entries).filter(({ name, value }) =>
				`${name} ${value}`.toLowerCase().includes(wanted),
			),
		};
	} catch (error) {
		throw fieldError(context, error);
	}
}
