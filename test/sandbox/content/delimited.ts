const PIECE = 64 * 1024;

/** One line of delimited text, with quotes where RFC 4180 asks for them, or around every field. */
export function line(fields: readonly string[], delimiter: string, quoteAll = false): string {
	let out = '';
	for (const [index, field] of fields.entries()) {
		if (index > 0) out += delimiter;
		out += quoteAll || needsQuotes(field, delimiter) ? `"${field.replaceAll('"', '""')}"` : field;
	}
	return `${out}\r\n`;
}

function needsQuotes(field: string, delimiter: string): boolean {
	return field.includes(delimiter) || field.includes('"') || /[\r\n]/.test(field);
}

/** A table whose rows are made when they are asked for. */
export interface Table {
	delimiter: string;
	/** Quotes around every field, needed or not. */
	quoteAll?: boolean;
	columns: readonly string[];
	row(index: number): readonly string[];
}

/** The table's header and its rows `from` to `to` - 1, in pieces of about 64 KiB. */
export async function* delimitedText(
	table: Table,
	from: number,
	to: number,
): AsyncGenerator<Buffer> {
	let pending = line(table.columns, table.delimiter, table.quoteAll);
	for (let index = from; index < to; index += 1) {
		pending += line(table.row(index), table.delimiter, table.quoteAll);
		if (pending.length >= PIECE) {
			yield Buffer.from(pending);
			pending = '';
			// Let other requests have their turn.
			await new Promise(setImmediate);
		}
	}
	if (pending !== '') yield Buffer.from(pending);
}
