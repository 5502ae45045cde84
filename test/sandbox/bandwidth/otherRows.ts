import type { Table } from '../content/delimited';
import { phoneNumber, place } from '../content/phone';
import { random, type Random } from '../content/random';
import { isoDay, plainDateTime } from '../core/clock';
import { ACCOUNT_ID } from './access';
import type { Period } from './callRows';

const momentIn = (random: Random, period: Period) => period.from + random.int(period.length);

/**
 * Messages: the columns that Bandwidth's help centre shows of an MDR; what stands between and after them is
 * not published. With a bar as delimiter, which some exports have.
 */
export function messageTable(seed: number, period: Period): Table {
	return {
		delimiter: '|',
		columns: [
			'AccountId',
			'MessageType',
			'MessageID',
			'CallDirection',
			'SourceTn',
			'DestinationTn',
			'TimeStamp',
			'ErrorCode',
			'IntlZone',
			'MessageStatus',
		],
		row(index) {
			const dice = random(seed, index);
			const sent = dice.int(20) > 0;
			return [
				ACCOUNT_ID,
				dice.pick(['SMS', 'MMS'] as const),
				`${dice.hex(8)}-${dice.hex(4)}-4${dice.hex(3)}-8${dice.hex(3)}-${dice.hex(12)}`,
				dice.pick(['OUTBOUND', 'INBOUND'] as const),
				`1${phoneNumber(dice, place(dice).npa)}`,
				`1${phoneNumber(dice, place(dice).npa)}`,
				new Date(momentIn(dice, period)).toISOString(),
				dice.pick(['', '200'] as const),
				'',
				sent ? 'DELIVERED' : 'FAILED|REJECTED',
			];
		},
	};
}

/** Caller name queries: columns from Bandwidth's help centre. */
export function cnamTable(seed: number, period: Period): Table {
	return {
		delimiter: ',',
		columns: [
			'GlobalAccountNumber',
			'ProvisioningAccountNumber',
			'Location',
			'CallPartyAddress',
			'Cost',
			'IPAddress',
			'RecordTimestamp',
			'ProductType',
			'UniqueRecordID',
		],
		row(index) {
			const dice = random(seed, index);
			return [
				`00${dice.digits(6)}`,
				ACCOUNT_ID,
				dice.pick(['Raleigh, NC', 'Denver, CO', ''] as const),
				phoneNumber(dice, place(dice).npa),
				'0.0040',
				`203.0.113.${dice.int(254) + 1}`,
				plainDateTime(momentIn(dice, period)),
				'CNAM',
				dice.hex(24),
			];
		},
	};
}

/** Numbers of a snapshot. The columns are made up: the vendor's are not published. */
export function numberTable(seed: number, period: Period): Table {
	return {
		delimiter: ',',
		columns: ['TelephoneNumber', 'AccountId', 'SiteId', 'SipPeerId', 'RateCenter', 'SnapshotDate'],
		row(index) {
			const dice = random(seed, index);
			const { npa, rateCenter, state } = place(dice);
			return [
				phoneNumber(dice, npa),
				ACCOUNT_ID,
				`0${dice.digits(4)}`,
				`00${dice.digits(4)}`,
				`${rateCenter}, ${state}`,
				isoDay(period.from),
			];
		},
	};
}

/** Records of the other kinds of usage. The columns are made up: the vendor's are not published. */
export function usageTable(seed: number, period: Period): Table {
	return {
		delimiter: ',',
		columns: ['AccountId', 'RecordId', 'RecordTime', 'TelephoneNumber', 'Units', 'Amount'],
		row(index) {
			const dice = random(seed, index);
			const units = dice.int(60) + 1;
			return [
				ACCOUNT_ID,
				`00${dice.digits(12)}`,
				plainDateTime(momentIn(dice, period)),
				`1${phoneNumber(dice, place(dice).npa)}`,
				String(units),
				(units * 0.002).toFixed(4),
			];
		},
	};
}
