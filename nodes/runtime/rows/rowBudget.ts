import { InputError } from '../../core/errors';
import { type Row, type RowBatch } from '../../core/file/table/row';

/**
 * n8n saves an execution as one text (flatted, an array in which every object and every distinct string stands
 * once and is referred to by its number). V8 has no strings of more than 536,870,888 characters: beyond that
 * saving fails and the execution stays `running` for ever. To an open editor n8n sends the rows as one text of plain
 * JSON, in which equal values do not share anything. What is left of either is for the other nodes.
 *
 * Seen in n8n 2.41.1 with its defaults and SQLite: 460,000 rows of 28 columns, reckoned as 394 million characters,
 * were saved as 372.7 million, `success` after 20 s with a peak of 3.2 GiB (`npm run bench -- saving`).
 */
const MAX_CHARS = 400_000_000;
/**
 * From here on saving takes seconds, in which n8n answers nobody, and n8n does not show the execution afterwards
 * (EXECUTIONS_DATA_MAX_DISPLAY_SIZE, 100 MiB).
 */
const LARGE_CHARS = 100_000_000;

/** Of so many rows one is looked at to learn how many values are new. */
const SAMPLE_EVERY = 25;
const MAX_SAMPLED_VALUES = 20_000;

/** `"`, `":"` and `",`, around a name and the number of its value of up to 7 digits. */
const CHARS_BESIDE_NAME = 13;
/** `"` and `",` around a value. */
const CHARS_BESIDE_VALUE = 3;
/** `"`, `":"` and `",`, around a name and its value in plain JSON. */
const CHARS_BESIDE_PLAIN_VALUE = 6;
/** An item, `{"json":"1234567","pairedItem":"1234567"},`, its number in the list, and the row's own braces. */
const CHARS_BESIDE_ROW = 55;

/** Reckons how large all rows of a run are once n8n saves them. */
export class RowBudget {
	private readonly seen = new Set<string>();
	private sampledChars = 0;
	private newChars = 0;
	private chars = 0;

	constructor(private readonly maxChars = MAX_CHARS) {}

	/** Whether what was added so far makes n8n slow. */
	get isLarge(): boolean {
		return this.chars > LARGE_CHARS;
	}

	/** Characters of execution data so far; an estimate on the safe side. */
	get total(): number {
		return Math.round(this.chars);
	}

	/**
	 * Adds some rows.
	 *
	 * @returns their characters, for `giveBack`
	 * @throws InputError when there is more than n8n can save.
	 */
	add(batch: RowBatch): number {
		this.sample(batch.rows);
		const { rows, values, nameChars, valueChars } = batch;
		const saved =
			values * CHARS_BESIDE_NAME + this.shareOfNew * (valueChars + values * CHARS_BESIDE_VALUE);
		const sent = values * CHARS_BESIDE_PLAIN_VALUE + valueChars;
		const chars = rows.length * CHARS_BESIDE_ROW + nameChars + Math.max(saved, sent);
		this.chars += chars;
		if (this.chars <= this.maxChars) return chars;
		const max = this.maxChars.toLocaleString('en');
		this.chars -= chars;
		throw new InputError(
			'The report has more rows than n8n can save',
			`An execution can hold about ${max} characters of rows; reading was stopped there. Name the columns that you need in 'Columns' under Options, turn off 'Return All' and set a 'Limit', or set 'Output' to File.`,
		);
	}

	/** Takes back rows that are read again after all. */
	giveBack(chars: number): void {
		this.chars -= chars;
	}

	/** Which share of the characters of values stands in values that did not occur before. */
	private get shareOfNew(): number {
		return this.sampledChars === 0 ? 1 : this.newChars / this.sampledChars;
	}

	private sample(rows: readonly Row[]): void {
		for (let index = 0; index < rows.length; index += SAMPLE_EVERY) {
			if (this.seen.size > MAX_SAMPLED_VALUES) return;
			for (const value of Object.values(rows[index] ?? {})) {
				const chars = value.length + CHARS_BESIDE_VALUE;
				this.sampledChars += chars;
				if (this.seen.has(value)) continue;
				this.newChars += chars;
				this.seen.add(value);
			}
		}
	}
}
