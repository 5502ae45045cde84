import { chooseColumns, columnName, columnNames } from './header';
import { type Row, type RowBatch, type RowChoice, type TableCleaning } from './row';

/** A column with more different values than this shares none. */
const SHARED_VALUES = 1_024;
/** So many values are remembered of all columns together. */
const REMEMBERED_VALUES = 64 * 1_024;

type Clean = (value: string) => string;

/** Turns the rows of one table into objects. */
export class RowBuilder {
	/** Which columns the reader has to read; `undefined` for all. */
	readonly kept?: boolean[];
	private readonly names: string[];
	/** Copied for each row: objects of one shape are smaller and much faster to make. */
	private readonly blank: Row;
	private readonly indexes: number[];
	private readonly cleaners: Array<{ name: string; clean: Clean }>;
	/** Values that few-valued columns had so far: rows with the same value share it, which saves half of the memory. */
	private readonly shared: Array<Map<string, string> | undefined>;
	private readonly sharedMax: number;
	private readonly nameChars: number;
	/** Characters of values that are not from the table. */
	private readonly fixedChars: number;

	/**
	 * @param header the first row of the table
	 * @param source the name of the file it is in
	 * @throws InputError when a wanted column is not there.
	 */
	constructor(header: readonly string[], choice: RowChoice, source: string) {
		const { sourceField } = choice;
		this.names = columnNames(header, sourceField === undefined ? [] : [sourceField]);
		if (choice.columns !== undefined) this.kept = chooseColumns(this.names, choice.columns);
		this.indexes = [...this.names.keys()].filter((index) => this.kept?.[index] !== false);
		const blank: Row = {};
		for (const index of this.indexes) blank[this.names[index] as string] = '';
		if (sourceField !== undefined) blank[sourceField] = source;
		// What comes from JSON has its properties inside of the object.
		this.blank = JSON.parse(JSON.stringify(blank)) as Row;
		this.fixedChars = sourceField === undefined ? 0 : source.length;
		this.nameChars = Object.keys(blank).join('').length;
		this.shared = this.names.map(() => new Map<string, string>());
		this.sharedMax = Math.min(SHARED_VALUES, REMEMBERED_VALUES / this.names.length);
		this.cleaners = cleanersFor(this.blank, choice.cleaning ?? {});
	}

	/** A value that its column has for the first time, or that is of a column with too many to remember them. */
	private remember(index: number, value: string): string {
		const own = ownCopy(value);
		const shared = this.shared[index];
		if (shared === undefined) return own;
		if (shared.size >= this.sharedMax) this.shared[index] = undefined;
		else shared.set(own, own);
		return own;
	}

	build(table: readonly string[][]): RowBatch {
		const { names, blank, indexes, kept } = this;
		const rows: Row[] = [];
		let valueChars = table.length * this.fixedChars;
		let surplusValues = 0;
		let surplusNameChars = 0;
		for (const values of table) {
			const row = { ...blank };
			for (const index of indexes) {
				const value = values[index];
				if (value === undefined) break;
				valueChars += value.length;
				row[names[index] as string] = this.shared[index]?.get(value) ?? this.remember(index, value);
			}
			if (kept === undefined && values.length > names.length) {
				const surplus = addSurplus(row, values, names.length);
				surplusValues += surplus.values;
				surplusNameChars += surplus.nameChars;
				valueChars += surplus.valueChars;
			}
			rows.push(row);
		}
		for (const { name, clean } of this.cleaners) {
			for (const row of rows) row[name] = clean(row[name] ?? '');
		}
		const columns = Object.keys(blank).length;
		return {
			rows,
			values: rows.length * columns + surplusValues,
			valueChars,
			nameChars: rows.length * this.nameChars + surplusNameChars,
		};
	}
}

/**
 * A row may have more values than the header has columns: those that are not empty are kept.
 *
 * @returns what the row grew by
 */
function addSurplus(row: Row, values: readonly string[], from: number) {
	const added = { values: 0, valueChars: 0, nameChars: 0 };
	for (let index = from; index < values.length; index++) {
		const value = values[index];
		if (value === undefined || value === '') continue;
		let name = columnName(index);
		// The header may have a column of that name.
		while (name in row) name += '_2';
		row[name] = ownCopy(value);
		added.values++;
		added.valueChars += value.length;
		added.nameChars += name.length;
	}
	return added;
}

/** V8 copies shorter parts of a string; longer ones are views that keep the whole string alive. */
const COPIED_ANYWAY_CHARS = 13;

/** UTF-8 takes up to three bytes for each of a string's characters. */
const MAX_BYTES_PER_CHAR = 3;
/** Room for a copy on its way; a new buffer for each value would take twice as long. */
const scratch = Buffer.allocUnsafeSlow(4 * 1024);

/** A copy that does not keep the text alive that the value was cut from, most of which is shared or thrown away. */
function ownCopy(value: string): string {
	if (value.length < COPIED_ANYWAY_CHARS) return value;
	if (value.length * MAX_BYTES_PER_CHAR > scratch.length) return Buffer.from(value).toString();
	return scratch.toString('utf8', 0, scratch.write(value));
}

function cleanersFor(blank: Row, { apostrophe = [], padded = [] }: TableCleaning) {
	const names = Object.keys(blank);
	const named = (listed: readonly string[]) =>
		names.filter((name) => listed.some((one) => one.toLowerCase() === name.toLowerCase()));
	return [
		...named(apostrophe).map((name) => ({ name, clean: withoutApostrophe })),
		...named(padded).map((name) => ({ name, clean: withoutPadding })),
	];
}

const withoutApostrophe: Clean = (value) => (value.startsWith("'") ? value.slice(1) : value);

const withoutPadding: Clean = (value) => value.trim();
