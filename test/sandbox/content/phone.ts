import type { Random } from './random';

/** A place with its area code, LATA and rate centre. */
export interface Place {
	npa: string;
	state: string;
	lata: string;
	rateCenter: string;
}

const PLACES: readonly [Place, ...Place[]] = [
	{ npa: '919', state: 'NC', lata: '426', rateCenter: 'RALEIGH' },
	{ npa: '303', state: 'CO', lata: '656', rateCenter: 'DENVER' },
	{ npa: '617', state: 'MA', lata: '128', rateCenter: 'BOSTON' },
	{ npa: '206', state: 'WA', lata: '674', rateCenter: 'SEATTLE' },
	{ npa: '512', state: 'TX', lata: '558', rateCenter: 'AUSTIN' },
	{ npa: '201', state: 'NJ', lata: '224', rateCenter: 'JERSEYCITY' },
];

/** A place in the United States. */
export function place(random: Random): Place {
	return random.pick(PLACES);
}

/** A ten-digit number out of the range 555-0100 to 555-0199, which nobody has. */
export function phoneNumber(random: Random, npa: string): string {
	return `${npa}55501${random.digits(2)}`;
}
