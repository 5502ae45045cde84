import { InputError } from './errors';

/** What is said when something else was given in place of a report's ID, which becomes a part of an address. */
export function notAReportId(given: string): InputError {
	return new InputError(
		`'${given}' is not the ID of a report`,
		"Enter the 'reportId' that Create put out, e.g. from the previous node: {{ $json.reportId }}.",
	);
}
