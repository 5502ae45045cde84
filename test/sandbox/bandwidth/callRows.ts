import type { Table } from '../content/delimited';
import { phoneNumber, place } from '../content/phone';
import { random, type Random } from '../content/random';
import { ACCOUNT_ID } from './access';

/** A period of whole days: from the first one's midnight, so many milliseconds long. */
export interface Period {
	from: number;
	length: number;
}

/**
 * Columns of a BDR, from Bandwidth's help centre; the misspelt `DesinationRateCenter` is theirs. The last
 * four come from a third party's import template.
 */
const COLUMNS = [
	'AccountNumber',
	'CallStartDateTime',
	'CallEndDateTime',
	'CallType',
	'CallSource',
	'CallDestination',
	'Duration',
	'PerMinRate',
	'Amount',
	'TierType',
	'SourceCountry',
	'SourceState',
	'SourceLATA',
	'SourceRateCenter',
	'DestinationCountry',
	'DestinationState',
	'DestinationLATA',
	'DesinationRateCenter',
	'CallID',
	'BdrID',
	'SourceIP',
	'DestinationIP',
	'RateAttempts',
	'LRN',
	'LocationID',
	'SubAccountID',
	'LocationName',
	'SubAccountName',
] as const;

const RATES = ['0.0049', '0.0100', '0.0065'] as const;
const LOCATIONS = ['Raleigh, NC', 'Call center "East"', 'Warehouse', 'Boston, MA'] as const;
const SUB_ACCOUNTS = ['Sales', 'Support, first line', 'Field service'] as const;

/** Calls, in the comma form that Bandwidth describes. */
export function callTable(seed: number, period: Period): Table {
	return { delimiter: ',', columns: COLUMNS, row: (index) => callRow(random(seed, index), period) };
}

function callRow(random: Random, period: Period): string[] {
	const source = place(random);
	const destination = place(random);
	const startedAt = period.from + 1000 * random.int(period.length / 1000);
	const talked = random.int(1800) + 1;
	const billed = Math.ceil(talked / 6) * 6; // seconds, rounded up to six
	const rate = random.pick(RATES);
	const location = random.int(LOCATIONS.length);
	const subAccount = random.int(SUB_ACCOUNTS.length);
	return [
		ACCOUNT_ID,
		vendorTime(startedAt),
		vendorTime(startedAt + talked * 1000),
		random.pick(['OUTBOUND', 'INBOUND', 'TOLL FREE'] as const),
		`1${phoneNumber(random, source.npa)}`,
		`1${phoneNumber(random, destination.npa)}`,
		String(billed),
		rate,
		((billed / 60) * Number(rate)).toFixed(6),
		random.pick(['INTERSTATE', 'INTRASTATE', 'LOCAL'] as const),
		'USA',
		source.state,
		source.lata,
		source.rateCenter,
		'USA',
		destination.state,
		destination.lata,
		destination.rateCenter,
		`${random.digits(10)}_${random.digits(8)}@203.0.113.${random.int(254) + 1}`,
		`00${random.digits(14)}`,
		`203.0.113.${random.int(254) + 1}`,
		`198.51.100.${random.int(254) + 1}`,
		'1',
		phoneNumber(random, destination.npa),
		`000${42 + location}`,
		`00${731 + subAccount}`,
		LOCATIONS[location] ?? '',
		SUB_ACCOUNTS[subAccount] ?? '',
	];
}

/** Time as in Bandwidth's example, in UTC with the hour not padded: `2015/10/19 9:12:46 PM`. */
function vendorTime(at: number): string {
	const [day = '', time = ''] = new Date(at).toISOString().split('T');
	const hour = Number(time.slice(0, 2));
	const half = hour < 12 ? 'AM' : 'PM';
	return `${day.replaceAll('-', '/')} ${hour % 12 || 12}${time.slice(2, 8)} ${half}`;
}
