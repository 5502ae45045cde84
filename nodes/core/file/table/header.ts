import { InputError } from '../../errors';
import { oneLine } from '../../text';

/**
 * Names that a column cannot have in an item: `__proto__` is no property like any other, and a top-level
 * `error` is what n8n takes for a failed item.
 */
const RESERVED = ['__proto__', 'error'];

/** A table may have so many columns; beyond that the file is no table. */
export const MAX_COLUMNS = 5_000;

/** So many column names fit into a message. */
const SHOWN_COLUMNS = 40;
const SHOWN_NAME_CHARS = 60;

/**
 * Names for the columns of a table: those of its header, without surrounding blanks. A column without a
 * name is called after its place (`column_3`); a name that occurs again, or that an item cannot have, gets
 * a number (`Amount_2`).
 *
 * @param reserved further names that no column can have
 */
export function columnNames(header: readonly string[], reserved: readonly string[] = []): string[] {
	const used = new Set([...RESERVED, ...reserved]);
	const given = new Set(header.map((name) => name.trim()));
	/** The number that a name gets when it occurs again; without this, thousands of equal names would take minutes. */
	const next = new Map<string, number>();
	return header.map((raw, index) => {
		const name = raw.trim() === '' ? columnName(index) : raw.trim();
		let unique = name;
		let number = next.get(name) ?? 2;
		// A number must not take the name of a column that comes later.
		while (used.has(unique) || (unique !== name && given.has(unique))) {
			unique = `${name}_${number++}`;
		}
		next.set(name, number);
		used.add(unique);
		return unique;
	});
}

/** What a column without a name is called, by its place, from 0. */
export function columnName(index: number): string {
	return `column_${index + 1}`;
}

/**
 * Which of the columns are wanted.
 *
 * @throws InputError naming the wanted columns that the table does not have, and those that it has.
 */
export function chooseColumns(names: readonly string[], wanted: readonly string[]): boolean[] {
	const places = wanted.map((want) => findColumn(names, want));
	const missing = wanted.filter((_, index) => places[index] === -1);
	if (missing.length > 0) throw noSuchColumns(missing, names);
	const chosen = new Set(places);
	return names.map((_, index) => chosen.has(index));
}

/** Where a wanted column is, -1 for nowhere. Case does not count where it is not needed to tell columns apart. */
export function findColumn(names: readonly string[], wanted: string): number {
	const exact = names.indexOf(wanted);
	if (exact !== -1) return exact;
	return names.findIndex((name) => name.toLowerCase() === wanted.toLowerCase());
}

/** What to say of wanted columns that a table with these names does not have. */
export function noSuchColumns(missing: readonly string[], names: readonly string[]): InputError {
	const more = names.length > SHOWN_COLUMNS ? ` and ${names.length - SHOWN_COLUMNS} more` : '';
	const shown = names
		.slice(0, SHOWN_COLUMNS)
		.map((name) => oneLine(name).slice(0, SHOWN_NAME_CHARS));
	return new InputError(
		`The report has no column ${missing.map((name) => `'${name}'`).join(', ')}`,
		`Correct 'Columns' under Options. The report has: ${shown.join(', ')}${more}.`,
	);
}
