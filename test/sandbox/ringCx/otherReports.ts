import type { Table } from '../content/delimited';
import { phoneNumber, place } from '../content/phone';
import { random } from '../content/random';

/** A moment as `MM/DD/YYYY HH:mm:ss`, which the documents show for the segment reports. */
function longTime(at: number): string {
	const [day = '', time = ''] = new Date(at).toISOString().split(/[T.]/);
	const [year, month, date] = day.split('-');
	return `${month}/${date}/${year} ${time}`;
}

/** `HH:MM:SS` from seconds of less than a day. */
function duration(seconds: number): string {
	return new Date(seconds * 1000).toISOString().slice(11, 19);
}

/** Sessions and segments of agents. The columns are made up, their forms are those of the documents. */
export function agentTable(seed: number, from: number, to: number, delimiter: string): Table {
	return {
		delimiter,
		columns: ['agent_id', 'agent_name', 'start_time', 'end_time', 'talk_time'],
		row(index) {
			const dice = random(seed, index);
			const at = from + dice.int(Math.max(1, Math.floor((to - from) / 1000))) * 1000;
			const seconds = dice.int(3600);
			const name = dice.pick(['Doe, Jane', 'Smith, Joe', 'Li'] as const);
			const times = [longTime(at), longTime(at + seconds * 1000), duration(seconds)];
			return [`00${dice.digits(5)}`, name, ...times];
		},
	};
}

/** Results of a dialer: every field in quotes. The columns are made up. */
export function dialerTable(seed: number, delimiter: string): Table {
	return {
		delimiter,
		quoteAll: true,
		columns: ['lead_id', 'lead_phone', 'system_disposition', 'agent_disposition'],
		row(index) {
			const dice = random(seed, index);
			const disposition = dice.pick(['ANSWER', 'NOANSWER', 'MACHINE', 'BUSY'] as const);
			const phone = phoneNumber(dice, place(dice).npa);
			return [`00${dice.digits(6)}`, phone, disposition, dice.pick(['Sale', 'No "deal"'] as const)];
		},
	};
}

/** Calls by kind: a JSON array, although the report's name says that it is delimited. The names are made up. */
export function callTypes(seed: number, rows: number): Buffer {
	const calls = Array.from({ length: rows }, (_, index) => {
		const dice = random(seed, index);
		return {
			ani: phoneNumber(dice, place(dice).npa),
			callType: dice.pick(['INBOUND', 'OUTBOUND', 'MANUAL'] as const),
			duration: dice.int(600),
		};
	});
	return Buffer.from(JSON.stringify(calls));
}
