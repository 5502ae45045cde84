import { oneLine } from '../core/text';

/**
 * Texts from the service are stored in the node when a user chooses them, and n8n runs any stored text that
 * begins with an equals sign as an expression.
 */

/** A name to be shown: one line, and never an expression. */
export function plainLabel(text: string): string {
	return oneLine(text).replace(/^[=\s]+/, '');
}

/** What of a list can be offered. Nothing in it can become an expression. */
export function plainEntries<Entry extends { name: string; value: unknown }>(
	entries: readonly Entry[],
): Entry[] {
	return entries
		.filter(({ value }) => isPlain(String(value)))
		.map((entry) => ({ ...entry, name: plainLabel(entry.name) }));
}

/** False for a value that n8n would run; it cannot be offered, since changing it would change its meaning. */
export function isPlain(value: string): boolean {
	return !value.startsWith('=');
}
