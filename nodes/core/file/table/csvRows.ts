import { CsvReader } from './csvReader';
import { detectDialect, SAMPLE_CHARS } from './dialect';
import { type RowBatch, type RowChoice } from './row';
import { RowBuilder } from './rowBuilder';

/**
 * Reads a delimited table whose first row names the columns.
 *
 * @param text the table, in pieces of any length
 * @param source the name of the file it is in
 * @throws InputError when a wanted column is not there; ServiceError when it is no readable table.
 */
export async function* csvRows(
	text: AsyncIterable<string>,
	choice: RowChoice,
	source: string,
): AsyncGenerator<RowBatch> {
	let sample = '';
	let table: TableReader | undefined;
	for await (const piece of text) {
		if (table !== undefined) {
			yield* table.read(piece);
		} else {
			sample += piece;
			if (sample.length < SAMPLE_CHARS) continue;
			table = new TableReader(sample, false, choice, source);
			yield* table.read(sample);
		}
		if (table.isDone) return;
	}
	if (table === undefined) {
		table = new TableReader(sample, true, choice, source);
		yield* table.read(sample);
	}
	yield* table.end();
}

/** Rows of text to rows with names, up to the wanted number. */
class TableReader {
	private readonly reader: CsvReader;
	private builder?: RowBuilder;
	private left: number;

	constructor(
		sample: string,
		isWhole: boolean,
		private readonly choice: RowChoice,
		private readonly source: string,
	) {
		this.reader = new CsvReader(detectDialect(sample, isWhole, choice.delimiter));
		this.left = choice.maxRows ?? Infinity;
	}

	get isDone(): boolean {
		return this.left <= 0;
	}

	*read(text: string): Generator<RowBatch> {
		if (this.builder === undefined) {
			const [header] = this.reader.read(text, 1);
			if (header === undefined) return;
			this.begin(header);
			text = '';
		}
		yield* this.batch(this.reader.read(text, this.left));
	}

	*end(): Generator<RowBatch> {
		if (this.isDone) return;
		if (this.builder === undefined) {
			const [header] = this.reader.end(1);
			if (header === undefined) return;
			// Also without rows: a table has columns, so a wanted one that is missing is told.
			this.begin(header);
		}
		yield* this.batch(this.reader.end(this.left));
	}

	private begin(header: readonly string[]): void {
		this.builder = new RowBuilder(header, this.choice, this.source);
		if (this.builder.kept !== undefined) this.reader.keepOnly(this.builder.kept);
	}

	private *batch(rows: readonly string[][]): Generator<RowBatch> {
		if (rows.length === 0 || this.builder === undefined) return;
		this.left -= rows.length;
		yield this.builder.build(rows);
	}
}
