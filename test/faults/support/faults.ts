import { type Fault } from '../../sandbox';
import { type RequestKind } from './subject';

/** How far a clock can be off, in ms. */
const HOURS_MS = 5 * 3600_000;
/** For how long a service asks its clients to wait, in ms. */
export const ASKED_MS = 3_000;
const SECONDS = ASKED_MS / 1_000;

/** What a service says when it asks for a pause, each in its own way. */
interface Limit {
	kind: 'rateLimited';
	resetInMs: number;
	retryAfter?: string;
}

/** What a fault needs to know of the request that it is to hit. */
export interface Target {
	/** The request makes something at the service. */
	creates: boolean;
	/** The service's own way to say how long to wait. */
	limit: Limit;
	/** An address on a host that has nothing to do with the service. */
	foreignUrl: string;
}

/** The faults by their names in the documents, in their order there. */
export const FAULTS = {
	'status 429 with a waiting time': ({ limit }) => limit,
	'status 429 without': () => ({ kind: 'status', status: 429, headers: {}, body: '' }),
	'status 429, clock hours ahead': ({ limit }) => ({ ...limit, skewMs: HOURS_MS }),
	'status 429, clock hours behind': ({ limit }) => ({ ...limit, skewMs: -HOURS_MS }),
	'status 423 with a waiting time': () => withWait(423),
	'status 423 without': () => ({ kind: 'status', status: 423 }),
	'status 401': () => ({ kind: 'status', status: 401 }),
	'status 408': ({ creates }) => ({ kind: 'status', status: 408, taken: creates }),
	'status 425': () => ({ kind: 'status', status: 425 }),
	'status 500': ({ creates }) => ({ kind: 'status', status: 500, taken: creates }),
	'status 501': () => ({ kind: 'status', status: 501 }),
	'status 502': ({ creates }) => ({ kind: 'status', status: 502, taken: creates }),
	'status 503 with a waiting time': () => withWait(503),
	'status 503 without': ({ creates }) => ({ kind: 'status', status: 503, taken: creates }),
	'status 504': ({ creates }) => ({ kind: 'status', status: 504, taken: creates }),
	'connection refused': () => 'down',
	'reset before the headers': () => ({ kind: 'reset', when: 'beforeHeaders' }),
	'reset after the headers': () => ({ kind: 'reset', when: 'afterHeaders' }),
	'reset in the body': () => ({ kind: 'reset', when: 'midBody', bytes: 20 }),
	'stalled headers': () => ({ kind: 'stall', when: 'beforeHeaders' }),
	'stalled body': () => ({ kind: 'stall', when: 'midBody', bytes: 20 }),
	'truncated body': () => ({ kind: 'truncatedBody', bytes: 20 }),
	'empty body': () => ({ kind: 'emptyBody' }),
	'login page with 200': () => ({ kind: 'loginPage' }),
	'wrong content type': () => ({ kind: 'contentType', value: 'image/png' }),
	'malformed body': () => ({ kind: 'malformedBody' }),
	'redirect to another host': ({ foreignUrl }) => ({ kind: 'redirect', to: foreignUrl }),
	'redirect to a signed link': () => ({ kind: 'redirect' }),
	'expired link': () => ({ kind: 'expiredLink' }),
	'token dies': () => ({ kind: 'tokenDies' }),
} satisfies Record<string, (target: Target) => Fault | 'down'>;

export type FaultName = keyof typeof FAULTS;

/** The requests that these faults can hit; a fault that is not here can hit all. */
export const ONLY_FOR: Partial<Record<FaultName, readonly RequestKind[]>> = {
	// Only a file is somewhere else.
	'redirect to a signed link': ['file'],
	// Only such a link expires.
	'expired link': ['file at its link'],
	// The others need no token, or are the request for it.
	'token dies': [
		'create',
		'status',
		'status while waiting',
		'list',
		'link',
		'file',
		'rows',
		'delete',
	],
};

export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[];

function withWait(status: number): Fault {
	return { kind: 'status', status, headers: { 'Retry-After': String(SECONDS) } };
}
