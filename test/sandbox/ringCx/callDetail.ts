import type { Table } from '../content/delimited';
import { phoneNumber, place } from '../content/phone';
import { random, type Random } from '../content/random';
import type { CloudItem } from './directory';

/** The header of the printed reply (the list beside it writes `smedia_market`). */
const HEADER =
	'cloud_profile_id,profile_name,uii,ani,dnis,outbound_externid,media_isci,media_network,media_market,' +
	'media_code,media_format,media_version,media_length,enqueue_time,dequeue_time,queue_time,call_state,' +
	'is_cellular,dequeue_attempts,call_result,inbound_duration,recording_url,connected_id,connected_name,' +
	'connected_route,connected_duration,attempt_1_id,attempt_1_name,attempt_1_route,attempt_1_disp,' +
	'attempt_2_id,attempt_2_name,attempt_2_route,attempt_2_disp';

/** The calls of the printed reply, of 20 April 2020. */
const PRINTED = [
	"1111,DTE,'202004250912250132110000003150,2312866364,8889918278,,,,,,,,0,4/20/20 6:12 AM,4/20/20 6:12 AM,5,COMPLETE            ,No,2,CONNECTED,24,,4546,DTE,5854987200,19,4546,DTE,5854987282,ANSWER(5),,,,",
	"2222,IT TFN,'202004251035200132150000009531,6317967722,8774489485,,,,,,,,0,4/20/20 7:35 AM,4/20/20 7:35 AM,5,COMPLETE            ,No,2,CONNECTED,53,,4467,IT TFN,5127776541,48,4467,IT TFN,5127776551,ANSWER(4),,,,",
	"3333,DTE,'202004251101260132100000073341,2482069215,8889918238,,,,,,,,0,4/20/20 8:01 AM,4/20/20 8:01 AM,5,COMPLETE            ,No,2,CONNECTED,301,,4546,DTE,5854987200,296,4546,DTE,5854987234,ANSWER(4),,,,",
].map((line) => line.split(','));

const PRINTED_TIME = Date.parse('2020-04-20T06:12:00Z');

/** Characters to which `call_state` is filled up with blanks, as printed. */
const STATE_WIDTH = 20;

/** The calls to report. Times are those of the report's zone, taken as if they were UTC. */
export interface CallSelection {
	profiles: readonly [CloudItem, ...CloudItem[]];
	destinations: readonly [CloudItem, ...CloudItem[]];
	from: number;
	to: number;
	seed: number;
	delimiter: string;
}

/**
 * The Call Detail Report, with all its quirks: an apostrophe before `uii`, blanks after `call_state`, times
 * without seconds. The printed calls come first where they belong to what was asked for.
 */
export function callDetailTable(selection: CallSelection): Table {
	const { profiles, from, to, delimiter } = selection;
	const isCovered = from <= PRINTED_TIME && PRINTED_TIME < to;
	const printed = PRINTED.filter(
		([profileId]) => isCovered && profiles.some(({ id }) => String(id) === profileId),
	);
	return {
		delimiter,
		columns: HEADER.split(','),
		row: (index) => printed[index] ?? callRow(random(selection.seed, index), selection),
	};
}

function callRow(dice: Random, { profiles, destinations, from, to }: CallSelection): string[] {
	const profile = dice.pick(profiles);
	const destination = dice.pick(destinations);
	const at = from + dice.int(Math.max(1, Math.floor((to - from) / 1000))) * 1000;
	const duration = dice.int(600) + 10;
	const waited = dice.int(9) + 1;
	const connected = dice.int(10) > 0;
	const route = phoneNumber(dice, place(dice).npa);
	const stamp = new Date(at).toISOString().replace(/\D/g, '').slice(0, 14);
	const target = [String(destination.id), destination.name, route];
	return [
		String(profile.id),
		profile.name,
		`'${stamp}0132${dice.digits(12)}`,
		phoneNumber(dice, place(dice).npa),
		phoneNumber(dice, '888'),
		...['', '', '', '', '', '', ''],
		'0',
		shortTime(at),
		shortTime(at + waited * 1000),
		String(waited),
		(connected ? 'COMPLETE' : 'ABANDON').padEnd(STATE_WIDTH),
		dice.pick(['No', 'Yes'] as const),
		'2',
		connected ? 'CONNECTED' : 'ABANDONED',
		String(duration),
		'',
		...(connected ? [...target, String(duration - waited)] : ['', '', '', '']),
		...target,
		connected ? `ANSWER(${waited})` : `NOANSWER(${waited})`,
		...['', '', '', ''],
	];
}

/** `4/20/20 6:12 AM` */
function shortTime(at: number): string {
	const date = new Date(at);
	const hour = date.getUTCHours();
	const minute = String(date.getUTCMinutes()).padStart(2, '0');
	const day = `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear() % 100}`;
	return `${day} ${hour % 12 || 12}:${minute} ${hour < 12 ? 'AM' : 'PM'}`;
}
