import { InputError } from '../../core/errors';
import { withoutRows } from '../../core/file/readRows';
import { type DELIMITERS } from '../../core/file/table/dialect';
import { type RowChoice } from '../../core/file/table/row';
import { readFileTarget, type FileTarget, type Parameters } from '../parameters';

/** What is put out of a report: its file, or the rows in it. */
export type Output = { as: 'file'; target: FileTarget } | { as: 'rows'; choice: RowChoice };

/** The field of a row that tells its file. */
const SOURCE_FIELD = 'sourceFile';

/**
 * @param isDocument the file is known to have no rows
 * @throws InputError when a field has a value that cannot work.
 */
export function readOutput(parameters: Parameters, isDocument = false): Output {
	const as = parameters.optionalText('output', 'Output') ?? 'file';
	if (as === 'file') return { as, target: readFileTarget(parameters) };
	// First: n8n knows no field of rows where it shows none.
	if (as === 'rows' && isDocument) {
		throw withoutRows('Such a report is a document, not a table, and');
	}
	if (as === 'rows') return { as, choice: readRowChoice(parameters) };
	throw new InputError(`'Output' has a value that is not known: ${as}`, 'Use file or rows.');
}

function readRowChoice(parameters: Parameters): RowChoice {
	return {
		columns: columnsOf(parameters.option('columns')),
		delimiter: delimiterOf(parameters.option('delimiter')),
		sourceField: parameters.option('includeSourceFile') === true ? SOURCE_FIELD : undefined,
		maxRows: parameters.flag('returnAll') ? undefined : parameters.count('limit', 'Limit'),
	};
}

/** Names with commas between, or a list from an expression (for names that have commas in them). */
function columnsOf(value: unknown): string[] | undefined {
	if (value === undefined || value === null) return undefined;
	const names: unknown[] = Array.isArray(value)
		? value
		: typeof value === 'string'
			? value.split(',')
			: [value];
	if (!names.every((name) => typeof name === 'string')) {
		throw new InputError(
			"'Columns' must be names of columns",
			'Enter them with commas between, e.g. CallSource, CallDestination, Amount.',
		);
	}
	const columns = names.map((name) => name.trim()).filter((name) => name !== '');
	return columns.length === 0 ? undefined : columns;
}

const NAMED_DELIMITERS: Readonly<Record<string, (typeof DELIMITERS)[number]>> = {
	comma: ',',
	pipe: '|',
	semicolon: ';',
	tab: '\t',
};

function delimiterOf(value: unknown): string | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const delimiter = typeof value === 'string' ? (NAMED_DELIMITERS[value] ?? value) : '';
	if (delimiter.length === 1 && !/["\r\n]/.test(delimiter)) return delimiter;
	throw new InputError(
		"'Delimiter' must be a single character",
		`Use one of: ${Object.keys(NAMED_DELIMITERS).join(', ')}. Without this option it is found out from the file.`,
	);
}
