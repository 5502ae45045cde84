import { damaged, notReadable } from '../unpack/unreadable';
import { MAX_COLUMNS } from './header';

export interface CsvDialect {
	/** The one character between two values. */
	delimiter: string;
	/** What ends a row; a `\r` before `\n` is dropped in any case. */
	lineBreak: '\n' | '\r';
}

/** A row may have so many characters; beyond that the file is no table. */
const MAX_ROW_CHARS = 4 * 1024 ** 2;
const LONG_ROW_CHARS = 64 * 1024;

const QUOTE = 0x22;
const CARRIAGE_RETURN = 0x0d;

/**
 * Reads delimited text (RFC 4180) piece by piece. Lenient where files of the wild are: rows may have any
 * number of values, a quote inside a bare value is a character like any other, text behind a closing quote
 * belongs to the value, and blank lines are no rows.
 *
 * Values may share memory with the piece of text that they came from.
 */
export class CsvReader {
	/** Text of a row that is not complete yet. */
	private pending = '';
	/** A long row is looked at again only when there is this much of it, so that its length costs nothing. */
	private tryAgainAt = 0;
	/** The first delimiter at or after the place reached in the text being read; `Infinity` for none. */
	private stop = -1;
	private rowsRead = 0;
	/** Which columns are read; the others are empty. `undefined` for all. */
	private kept?: readonly boolean[];
	private lastKept = Infinity;

	constructor(private readonly dialect: CsvDialect) {}

	/** From here on only these columns are read, which is faster; all others come as empty text. */
	keepOnly(kept: readonly boolean[]): void {
		this.kept = kept;
		this.lastKept = kept.lastIndexOf(true);
	}

	/**
	 * The rows that are complete with this piece of text.
	 *
	 * @param maxRows leaves off after so many; the rest of the text is kept for the next call
	 * @throws ServiceError when a row is longer than any table's.
	 */
	read(text: string, maxRows = Infinity): string[][] {
		const rows: string[][] = [];
		const all = this.pending + text;
		const end = all.length < this.tryAgainAt ? 0 : this.readRows(all, rows, maxRows);
		this.rowsRead += rows.length;
		this.pending = all.slice(end);
		if (rows.length === maxRows) {
			this.tryAgainAt = 0;
			return rows;
		}
		if (this.pending.length > MAX_ROW_CHARS) throw this.rowTooLong();
		if (all.length >= this.tryAgainAt) {
			const { length } = this.pending;
			// Not later than it counts as too long: by then it may be many rows.
			this.tryAgainAt = length > LONG_ROW_CHARS ? Math.min(2 * length, MAX_ROW_CHARS) : 0;
		}
		return rows;
	}

	/**
	 * The rows that are left: those behind a long one, and the last, if the text does not end with a line break.
	 *
	 * @param maxRows leaves off after so many; the rest is kept for another call
	 * @throws ServiceError when the text ends inside a quoted value.
	 */
	end(maxRows = Infinity): string[][] {
		if (this.pending === '') return [];
		this.tryAgainAt = 0;
		const rows = this.read(this.dialect.lineBreak, maxRows);
		if (this.pending === '' || rows.length === maxRows) return rows;
		throw damaged(
			'The table',
			`The quotation mark that opens a value in row ${this.rowsRead + 1} is never closed.`,
		);
	}

	/** Reads all complete rows of `text`; returns where the incomplete one begins. */
	private readRows(text: string, rows: string[][], maxRows: number): number {
		const { lineBreak } = this.dialect;
		let rowStart = 0;
		/** The first quote at or after the place reached; there is none when it lies beyond the text. */
		let quote = -1;
		this.stop = -1;
		while (rows.length < maxRows) {
			const lineEnd = text.indexOf(lineBreak, rowStart);
			if (lineEnd === -1) break;
			if (isBlank(text, rowStart, lineEnd)) {
				rowStart = lineEnd + 1;
				continue;
			}
			if (quote < rowStart) quote = indexFrom(text, '"', rowStart);
			const row: string[] = [];
			const next =
				quote > lineEnd
					? this.readPlainRow(text, rowStart, lineEnd, row)
					: this.readQuotedRow(text, rowStart, lineEnd, row);
			if (next === -1) break;
			rowStart = next;
			rows.push(row);
		}
		return rowStart;
	}

	/** A row without any quote. Returns where the next one begins. */
	private readPlainRow(text: string, start: number, lineEnd: number, row: string[]): number {
		const { kept, lastKept } = this;
		const end = text.charCodeAt(lineEnd - 1) === CARRIAGE_RETURN ? lineEnd - 1 : lineEnd;
		let at = start;
		while (row.length <= lastKept) {
			const stop = this.stopAfter(text, at);
			const isLast = stop >= end;
			row.push(kept === undefined || kept[row.length] ? text.slice(at, isLast ? end : stop) : '');
			if (isLast) break;
			if (row.length === MAX_COLUMNS) throw this.rowTooWide();
			at = stop + 1;
		}
		return lineEnd + 1;
	}

	/** A row that may hold quoted values. Returns where the next one begins, -1 when it is not complete. */
	private readQuotedRow(text: string, start: number, lineEnd: number, row: string[]): number {
		const { kept } = this;
		let at = start;
		let rowEnd = lineEnd;
		for (;;) {
			let value = '';
			if (text.charCodeAt(at) === QUOTE) {
				const close = closingQuote(text, at + 1);
				if (close === -1) return -1;
				value = text.slice(at + 1, close);
				if (value.includes('""')) value = value.replaceAll('""', '"');
				at = close + 1;
				if (rowEnd < at) rowEnd = text.indexOf(this.dialect.lineBreak, at);
				if (rowEnd === -1) return -1;
			}
			const stop = this.stopAfter(text, at);
			const isLast = stop >= rowEnd;
			let end = isLast ? rowEnd : stop;
			if (isLast && end > at && text.charCodeAt(end - 1) === CARRIAGE_RETURN) end--;
			if (kept === undefined || kept[row.length])
				row.push(end === at ? value : value + text.slice(at, end));
			else row.push('');
			if (isLast) return rowEnd + 1;
			if (row.length === MAX_COLUMNS) throw this.rowTooWide();
			at = stop + 1;
		}
	}

	private stopAfter(text: string, at: number): number {
		if (this.stop < at) this.stop = indexFrom(text, this.dialect.delimiter, at);
		return this.stop;
	}

	private rowTooLong() {
		return notReadable(
			`Row ${this.rowsRead + 1} of the table is longer than ${MAX_ROW_CHARS / 1024 ** 2} million characters`,
			"The file may not be a table, or a quotation mark in that row is never closed. Set 'Output' to File and look at it.",
		);
	}

	private rowTooWide() {
		return notReadable(
			`A row of the table has more than ${MAX_COLUMNS} values`,
			"The file may not be a table, or 'Delimiter' under Options may be wrong. Set 'Output' to File and look at it.",
		);
	}
}

function isBlank(text: string, start: number, lineEnd: number): boolean {
	if (lineEnd === start) return true;
	return lineEnd === start + 1 && text.charCodeAt(start) === CARRIAGE_RETURN;
}

/** The quote that ends a value; doubled ones stand for a quote in it. -1 when there is none yet. */
function closingQuote(text: string, from: number): number {
	let at = text.indexOf('"', from);
	while (at !== -1 && text.charCodeAt(at + 1) === QUOTE) at = text.indexOf('"', at + 2);
	return at;
}

function indexFrom(text: string, sought: string, from: number): number {
	const at = text.indexOf(sought, from);
	return at === -1 ? Infinity : at;
}
