import { type FaultName } from './faults';
import { type RequestKind, type Subject } from './subject';

/** What can become of a run, as the document explains it. */
export const OUTCOMES = {
	done: 'the run did what it was for; what was refused or broken was sent again',
	error:
		'one error that says what happened and what to do. It names the report if there is one, or says that there may be one',
	pending: 'the report is put out as pending, and goes on at the service',
	fires: 'the trigger fires once, in the poll that met the fault or in a later one',
} as const;

type Outcome = keyof typeof OUTCOMES;

/** The outcome when the fault passes, and when it lasts. */
export type Outcomes = `${Outcome} / ${Outcome}`;

/** Requests that behave alike. */
const COLUMNS = {
	create: 'create',
	status: 'read',
	'status while waiting': 'wait',
	list: 'read',
	link: 'read',
	file: 'read',
	'file at its link': 'read',
	rows: 'read',
	delete: 'delete',
	token: 'token',
	'token for a create': 'token',
	'token for a token': 'token',
	poll: 'poll',
	'scheduled create': 'poll',
} as const satisfies Record<RequestKind, string>;

type Row = Record<Exclude<(typeof COLUMNS)[RequestKind], 'poll'>, Outcomes>;

const row = (
	read: Outcomes,
	create: Outcomes,
	remove: Outcomes,
	wait: Outcomes,
	token: Outcomes,
): Row => ({ read, create, delete: remove, wait, token });

const D_E = 'done / error';
const E_E = 'error / error';
const D_D = 'done / done';
const D_P = 'done / pending';

/** The service said that it did not take the request: anything may be sent again. */
const REFUSED = row(D_E, D_E, D_E, D_P, D_E);
/** It may have taken it: only what changes nothing may be sent again. */
const UNCERTAIN = row(D_E, E_E, E_E, D_P, D_E);
/** Nothing but the login can change this. */
const LOGIN = row(D_E, D_E, D_E, D_E, E_E);
/** An answer that is none, for as long as it may be. */
const NO_ANSWER = row(E_E, E_E, E_E, E_E, E_E);
const HARMLESS = row(D_D, D_D, D_D, D_D, D_D);

/** What is expected of every service; poll and scheduled create always fire. */
const EXPECTED: Record<FaultName, Row> = {
	'status 429 with a waiting time': REFUSED,
	'status 429 without': REFUSED,
	'status 429, clock hours ahead': REFUSED,
	'status 429, clock hours behind': REFUSED,
	'status 423 with a waiting time': REFUSED,
	'status 423 without': REFUSED,
	'status 401': LOGIN,
	'status 408': UNCERTAIN,
	'status 425': UNCERTAIN,
	'status 500': UNCERTAIN,
	// Says that it will never be done.
	'status 501': row(E_E, E_E, E_E, E_E, D_E),
	'status 502': UNCERTAIN,
	'status 503 with a waiting time': REFUSED,
	'status 503 without': UNCERTAIN,
	'status 504': UNCERTAIN,
	'connection refused': REFUSED,
	'reset before the headers': UNCERTAIN,
	// A delete has no body that could be missed.
	'reset after the headers': { ...UNCERTAIN, delete: D_D },
	'reset in the body': { ...UNCERTAIN, delete: D_D },
	'stalled headers': UNCERTAIN,
	'stalled body': { ...UNCERTAIN, delete: D_D },
	'truncated body': { ...UNCERTAIN, delete: D_D },
	'empty body': row(E_E, E_E, D_D, D_P, E_E),
	'login page with 200': NO_ANSWER,
	'wrong content type': HARMLESS,
	'malformed body': { ...NO_ANSWER, delete: D_D },
	'redirect to another host': NO_ANSWER,
	'redirect to a signed link': HARMLESS,
	'expired link': UNCERTAIN,
	'token dies': LOGIN,
};

/** The outcome that a cell must have. */
export function expectedOutcomes(
	{ exceptions }: Subject,
	request: RequestKind,
	fault: FaultName,
): Outcomes {
	const column = COLUMNS[request];
	if (column === 'poll') return 'fires / fires';
	return exceptions?.[`${request}: ${fault}`] ?? EXPECTED[fault][column];
}
