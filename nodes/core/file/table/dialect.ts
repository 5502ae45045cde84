import { CsvReader, type CsvDialect } from './csvReader';

/** Delimiters that reports come with, the likeliest first. */
export const DELIMITERS = [',', '|', '\t', ';'] as const;

/** So many characters at the beginning of a table are enough to tell how it is written. */
export const SAMPLE_CHARS = 32 * 1024;

/**
 * Finds out how a table is written from its beginning.
 *
 * The delimiter is the one by which the header has at least two columns and most rows have as many; with
 * equal evidence the one that makes more columns. A table of one column has none, so any will do.
 *
 * @param isWhole the sample is all there is
 * @param delimiter the user's choice, if there is one
 */
export function detectDialect(sample: string, isWhole: boolean, delimiter?: string): CsvDialect {
	const lineBreak = sample.includes('\n') || !sample.includes('\r') ? '\n' : '\r';
	if (delimiter !== undefined) return { delimiter, lineBreak };
	let best = { delimiter: DELIMITERS[0] as string, agreement: 0, columns: 1 };
	for (const candidate of DELIMITERS) {
		const found = evidence(sample, isWhole, { delimiter: candidate, lineBreak });
		const isBetter =
			found.agreement > best.agreement ||
			(found.agreement === best.agreement && found.columns > best.columns);
		if (found.columns > 1 && isBetter) best = { delimiter: candidate, ...found };
	}
	return { delimiter: best.delimiter, lineBreak };
}

/** How many columns the header has, and which share of the rows has as many. */
function evidence(
	sample: string,
	isWhole: boolean,
	dialect: CsvDialect,
): { agreement: number; columns: number } {
	const reader = new CsvReader(dialect);
	const rows = reader.read(sample);
	if (isWhole || rows.length === 0) rows.push(...reader.read(dialect.lineBreak));
	const columns = rows[0]?.length ?? 1;
	const agreeing = rows.filter((row) => row.length === columns).length;
	return { agreement: rows.length === 0 ? 0 : agreeing / rows.length, columns };
}
