import { delimitedText, type Table } from '../content/delimited';
import { phoneNumber, place } from '../content/phone';
import { random, seedOf } from '../content/random';
import type { ReportFile } from '../content/reportFile';

/** More rows than this are made while they are sent. */
const LARGE_ROWS = 20_000;

/** A month's billing report. The columns are made up: those of Webex are not published. */
export function billingFile(billingPeriod: string, rows: number): ReportFile {
	const seed = seedOf(`webex ${billingPeriod}`);
	const table: Table = {
		delimiter: ',',
		columns: ['BILLING_PERIOD', 'ENTERPRISE', 'SUBSCRIBER_ID', 'NUMBER', 'PACKAGE', 'DAYS'],
		row(index) {
			const dice = random(seed, index);
			return [
				billingPeriod,
				dice.pick(['Acme, Inc.', 'Globex', 'Initech "East"'] as const),
				`00${dice.digits(8)}`,
				`+1${phoneNumber(dice, place(dice).npa)}`,
				dice.pick(['softphone', 'basic', 'standard', 'premium'] as const),
				String(dice.int(31) + 1),
			];
		},
	};
	return {
		fileName: `billing-${billingPeriod}.csv`,
		contentType: 'text/csv',
		large: rows > LARGE_ROWS,
		open: () => delimitedText(table, 0, rows),
	};
}
