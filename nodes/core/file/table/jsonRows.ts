import { isJsonObject } from '../../json';
import { damaged, notReadable } from '../unpack/unreadable';
import { columnNames, findColumn, MAX_COLUMNS, noSuchColumns } from './header';
import { type Row, type RowBatch, type RowChoice } from './row';

/** One object of the list may have so many characters. */
const MAX_OBJECT_CHARS = 4 * 1024 ** 2;
/** Lists and objects may lie so deep within one another; far deeper ones overflow the stack of whoever reads them. */
const MAX_DEPTH = 100;
const BATCH_ROWS = 200;

/**
 * Reads a JSON list of objects, one row for each. Every value becomes text as it is written in the file, so
 * that long numbers stay whole; `null` becomes empty text and nested values stay JSON.
 *
 * Objects may leave out what is empty, so a wanted column that one does not have is empty text in its row. Only when
 * none of the objects that were read has it, the list has no such column.
 *
 * @throws ServiceError when the text is anything but a list of objects; InputError when a wanted column is not there.
 */
export async function* jsonRows(
	text: AsyncIterable<string>,
	choice: RowChoice,
	source: string,
): AsyncGenerator<RowBatch> {
	const list = new ListSplitter();
	const wanted = choice.columns && new WantedColumns(choice.columns);
	let left = choice.maxRows ?? Infinity;
	for await (const piece of text) {
		let rows: Row[] = [];
		for (const object of list.split(piece)) {
			rows.push(toRow(object, wanted, choice, source));
			if (rows.length < Math.min(left, BATCH_ROWS)) continue;
			left -= rows.length;
			if (left <= 0) wanted?.check();
			yield batchOf(rows);
			if (left <= 0) return;
			rows = [];
		}
		left -= rows.length;
		if (rows.length > 0) yield batchOf(rows);
	}
	if (!list.isComplete) throw damaged('The JSON document', 'It breaks off before its end.');
	wanted?.check();
}

/** The columns that a user wants, and what the objects of a list call them. */
class WantedColumns {
	private readonly found = new Map<string, string>();
	/** What there is instead, as long as one is not found. */
	private readonly names = new Set<string>();

	constructor(private readonly columns: readonly string[]) {}

	/** Where an object has them, in its own order. */
	placesIn(names: readonly string[]): number[] {
		const places = new Set<number>();
		for (const column of this.columns) {
			const place = findColumn(names, column);
			if (place === -1) continue;
			places.add(place);
			this.found.set(column, names[place] as string);
		}
		if (this.missing().length > 0) {
			for (const name of names) if (this.names.size < MAX_COLUMNS) this.names.add(name);
		}
		return [...places].sort((a, b) => a - b);
	}

	/** Gives a row those that its object has left out. */
	fill(row: Row): void {
		for (const column of this.columns) row[this.found.get(column) ?? column] ??= '';
	}

	/** @throws InputError when no object has had one of them, but others. */
	check(): void {
		const missing = this.missing();
		if (missing.length > 0 && this.names.size > 0) throw noSuchColumns(missing, [...this.names]);
	}

	private missing(): string[] {
		return this.columns.filter((column) => !this.found.has(column));
	}
}

/** Cuts the text of a list into the texts of its objects. */
class ListSplitter {
	/** Text of the object that is not complete yet. */
	private pending = '';
	private depth = 0;
	private inString = false;
	private escaped = false;
	private state: 'before' | 'within' | 'after' = 'before';

	get isComplete(): boolean {
		return this.state === 'after';
	}

	/** The objects that are complete with this piece of text. What is wrong behind them is told after them. */
	*split(piece: string): Generator<string> {
		let start = 0;
		for (let at = 0; at < piece.length; at++) {
			const char = piece[at] as string;
			if (this.depth > 0) {
				if (!this.follow(char)) continue;
				const object = this.pending + piece.slice(start, at + 1);
				this.pending = '';
				yield object;
			} else if (this.state === 'within' && char === '{') {
				this.depth = 1;
				start = at;
			} else {
				this.between(char);
			}
		}
		if (this.depth > 0) this.pending += piece.slice(start);
		if (this.pending.length > MAX_OBJECT_CHARS) throw notAList();
	}

	/** Follows the text of an object; true when this character ends it. */
	private follow(char: string): boolean {
		if (this.escaped) this.escaped = false;
		else if (char === '\\') this.escaped = this.inString;
		else if (char === '"') this.inString = !this.inString;
		else if (this.inString) return false;
		else if (char === '{' || char === '[') this.depth++;
		else if (char === '}' || char === ']') this.depth--;
		if (this.depth > MAX_DEPTH) {
			throw noTable(
				`The JSON document has more than ${MAX_DEPTH} lists and objects within one another`,
			);
		}
		return this.depth === 0;
	}

	private between(char: string): void {
		if (/\s/.test(char)) return;
		if (char === '[' && this.state === 'before') this.state = 'within';
		else if (char === ']' && this.state === 'within') this.state = 'after';
		else if (char !== ',' || this.state !== 'within') throw notAList();
	}
}

function notAList() {
	return notReadable(
		'The report is a JSON document that is not a list of objects',
		"It cannot be put out as rows. Set 'Output' to File and add an Extract From File node, which reads such files.",
	);
}

/** `what`: the bound that the document breaks, as the beginning of a message. */
function noTable(what: string) {
	return notReadable(what, "That is no table. Set 'Output' to File and look at the file.");
}

/** Strings, and what is a number outside of them. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function toRow(
	object: string,
	wanted: WantedColumns | undefined,
	{ sourceField }: RowChoice,
	source: string,
): Row {
	const quoted = object.replace(STRING_OR_NUMBER, (found) =>
		found.startsWith('"') ? found : `"${found}"`,
	);
	const parsed = parseObject(quoted);
	const keys = Object.keys(parsed);
	if (keys.length > MAX_COLUMNS) {
		throw noTable(`An object in the JSON document has more than ${MAX_COLUMNS} values`);
	}
	const names = columnNames(keys, sourceField === undefined ? [] : [sourceField]);
	const row: Row = {};
	for (const index of wanted?.placesIn(names) ?? names.keys()) {
		row[names[index] as string] = asText(parsed[keys[index] as string]);
	}
	wanted?.fill(row);
	if (sourceField !== undefined) row[sourceField] = source;
	return row;
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
	try {
		const value: unknown = JSON.parse(text);
		if (isJsonObject(value)) return value;
	} catch {
		// Told below.
	}
	throw damaged('The JSON document', 'It cannot be read.');
}

function asText(value: unknown): string {
	if (typeof value === 'string') return value;
	return value === null || value === undefined ? '' : JSON.stringify(value);
}

function batchOf(rows: Row[]): RowBatch {
	let [values, valueChars, nameChars] = [0, 0, 0];
	for (const row of rows) {
		for (const [name, value] of Object.entries(row)) {
			values++;
			nameChars += name.length;
			valueChars += value.length;
		}
	}
	return { rows, values, valueChars, nameChars };
}
