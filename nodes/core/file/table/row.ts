/** A row of a report: every value is text. */
export type Row = Record<string, string>;

/** Some rows, in order, with what they weigh. */
export interface RowBatch {
	rows: Row[];
	/** How many values the rows have together. */
	values: number;
	/** Characters of all values. */
	valueChars: number;
	/** Characters of the names of all values. */
	nameChars: number;
}

/** What a user wants of a report's rows. */
export interface RowChoice {
	/** Names of the columns to keep; `undefined` for all. */
	columns?: readonly string[];
	/** How many rows to read at most; reading stops there. */
	maxRows?: number;
	/** What stands between two values; found out from the content when left out. */
	delimiter?: string;
	/** Puts the name of the file that a row comes from into this field. */
	sourceField?: string;
	/** What is odd about this service's tables. */
	cleaning?: TableCleaning;
}

/** Oddities that a service's tables are known for. Columns are named as in the header, without regard to case. */
export interface TableCleaning {
	/** Columns whose values begin with an apostrophe, by which spreadsheets tell text from numbers. */
	apostrophe?: readonly string[];
	/** Columns filled up with blanks to a fixed width. */
	padded?: readonly string[];
}
