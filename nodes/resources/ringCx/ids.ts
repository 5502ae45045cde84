import { InputError } from '../../core/errors';

/** How a dropdown names the group of what belongs to no group; the API's word for it is `null`. */
export const NO_GROUP = 'null';

/**
 * The IDs in a field: what is ticked in its list, or what an expression or the user's hand gave, be it one ID, a
 * list, or text with commas between IDs.
 *
 * @throws InputError for what cannot be an ID, naming the field
 */
export function readIds(value: unknown, label: string): number[] {
	return readGroupIds(value, label).map((id) => {
		if (id !== null) return id;
		throw notAnId(NO_GROUP, label);
	});
}

/** The same, and `null`, which stands for what belongs to no group, may be among them. */
export function readGroupIds(value: unknown, label: string): Array<number | null> {
	return unique(
		entries(value).map((entry) => {
			if (entry === null || entry === NO_GROUP) return null;
			const id = /^\d+$/.test(entry) ? Number(entry) : Number.NaN;
			if (Number.isSafeInteger(id)) return id;
			throw notAnId(entry, label);
		}),
	);
}

/** Accounts; their IDs are text. */
export function readAccountIds(value: unknown, label: string): string[] {
	return unique(
		entries(value).map((entry) => {
			if (entry !== null && /^[\w-]+$/.test(entry)) return entry;
			throw notAnId(String(entry), label);
		}),
	);
}

function entries(value: unknown): Array<string | null> {
	if (value === undefined || value === '') return [];
	if (Array.isArray(value)) return value.flatMap((entry) => entries(entry));
	if (value === null) return [null];
	if (typeof value !== 'string') return [JSON.stringify(value)];
	return value
		.split(',')
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
}

const unique = <T>(values: T[]): T[] => [...new Set(values)];

function notAnId(entry: string, label: string): InputError {
	return new InputError(
		`'${label}' has something that is not an ID: ${entry}`,
		'Choose from the list, or give whole numbers with commas between them, e.g. 1111, 2222.',
	);
}
