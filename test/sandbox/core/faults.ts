import type { RecordedRequest, RequestOrigin } from './recorder';

/**
 * What goes wrong with a request.
 *
 * The first group replaces the service: it never sees the request, so a create creates nothing. The second
 * group happens after the service has done its work, so a create has made a report. The third group is
 * played by the service itself.
 */
export type Fault =
	| {
			kind: 'status';
			status: number;
			headers?: Record<string, string>;
			/** Left out: the service's own error body for this status. */
			body?: string | Uint8Array;
			/** Let the service do its work before the answer is replaced; default false. */
			taken?: boolean;
	  }
	/**
	 * 429 in the service's own way. `retryAfter: null` leaves the header out, `'date'` makes it a date. Default
	 * `resetInMs` 1000. `skewMs`: how far the clock of the service, which the answer goes by, is ahead.
	 */
	| {
			kind: 'rateLimited';
			resetInMs?: number;
			retryAfter?: string | number | null;
			skewMs?: number;
	  }
	/** 200 with an HTML page that asks for a login. */
	| { kind: 'loginPage' }
	/** 403 with an XML error, as a storage service answers to a link that is too old. */
	| { kind: 'expiredLink' }
	/** Answers with a redirect; default 307 to a signed link for the same file on the storage origin. */
	| { kind: 'redirect'; to?: string; status?: 301 | 302 | 303 | 307 | 308 }
	/** Breaks the connection. `bytes`: how much of the body is sent before (default: half, or 64 KiB). */
	| { kind: 'reset'; when: 'beforeHeaders' | 'afterHeaders' | 'midBody'; bytes?: number }
	/** Goes silent and keeps the connection open. `bytes` as for `reset`. */
	| { kind: 'stall'; when: 'beforeHeaders' | 'midBody'; bytes?: number }
	/** The right answer; after it the server that gave it refuses connections, for `ms` or until `reset`. */
	| { kind: 'goesDown'; ms?: number }
	/** Announces the whole length, sends fewer bytes and ends the connection in an orderly way. */
	| { kind: 'truncatedBody'; bytes?: number }
	| { kind: 'emptyBody' }
	/** The same body with another label. */
	| { kind: 'contentType'; value: string }
	/** The answer with another status, headers and body as they are. */
	| { kind: 'replaceStatus'; status: number }
	/** A body that cannot be parsed, labelled as before. */
	| { kind: 'malformedBody' }
	/** The life of all access tokens ends just before the service looks at the request's. */
	| { kind: 'tokenDies' }
	/** The right answer, later. */
	| { kind: 'slow'; ms: number }
	/** This read shows another status word. `description` where the service has a place for it. */
	| { kind: 'jobStatus'; reportStatus: string; description?: string }
	/**
	 * The report ends as failed, the service's way. On a create: when its time is up; on a read: at once.
	 * `httpStatus`: where the failure is told by an error reply, its HTTP status.
	 */
	| { kind: 'jobFails'; code?: string; description?: string; httpStatus?: number };

/** Which requests a fault applies to: all that are not excluded by a given field. */
export interface FaultRule {
	method?: string;
	/** Tested against the path without the query. */
	path?: RegExp;
	/** Tested against the body that was sent. */
	body?: RegExp;
	origin?: RequestOrigin;
	/** How many requests it applies to; default 1. */
	times?: number;
	/** How many matching requests pass unharmed before; default 0. */
	skip?: number;
	fault: Fault;
}

interface ArmedRule extends FaultRule {
	left: number;
	toSkip: number;
}

/** The faults that wait for their requests. The oldest matching rule applies first. */
export class FaultBook {
	private rules: ArmedRule[] = [];

	arm(rule: FaultRule): void {
		this.rules.push({ ...rule, left: rule.times ?? 1, toSkip: rule.skip ?? 0 });
	}

	/** The fault for this request, which is thereby used up once. */
	take(request: FaultyRequest, origin: RequestOrigin): Fault | undefined {
		for (const rule of this.rules) {
			if (rule.left <= 0 || !matches(rule, request, origin)) continue;
			if (rule.toSkip > 0) {
				rule.toSkip -= 1;
				continue;
			}
			rule.left -= 1;
			return rule.fault;
		}
		return undefined;
	}

	clear(): void {
		this.rules = [];
	}
}

type FaultyRequest = Pick<RecordedRequest, 'method' | 'path' | 'body'>;

function matches(
	rule: FaultRule,
	{ method, path, body }: FaultyRequest,
	origin: RequestOrigin,
): boolean {
	if (rule.method !== undefined && rule.method.toUpperCase() !== method) return false;
	if (rule.path !== undefined && path.search(rule.path) === -1) return false;
	if (rule.body !== undefined && body.search(rule.body) === -1) return false;
	return rule.origin === undefined || rule.origin === origin;
}
