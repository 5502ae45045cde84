import type { ReportFile } from '../content/reportFile';
import type { Answer } from './answer';
import type { Clock } from './clock';
import type { Fault } from './faults';
import type { Storage } from './storage';

/** The services by the names they have on the sandbox's face. */
export type Vendor = 'bandwidth' | 'webex' | 'evoVoice' | 'ringCx';

/** One request as a handler sees it. */
export interface Call {
	method: string;
	/** Path as it was sent, without the query. */
	path: string;
	params: Record<string, string>;
	query: URLSearchParams;
	headers: Record<string, string | string[] | undefined>;
	body: string;
	/** The fault that applies to this request, for the kinds that only the service itself can play. */
	fault: Fault | undefined;
}

export interface Route {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Path with `:name` parameters. */
	url: string;
	handle: (call: Call) => Answer | Promise<Answer>;
}

/** How a service answers when it is asked to slow down; see the fault `rateLimited`. */
export interface Throttle {
	/** Milliseconds until requests are accepted again. */
	resetInMs: number;
	/** `Retry-After` to send instead of the service's own; null leaves it out. */
	retryAfter?: string | number | null;
}

/** One service: its routes, and what it answers outside of them. */
export interface Service {
	vendor: Vendor;
	/** Path prefixes by which a request is told to belong to the service. */
	prefixes: string[];
	routes: Route[];
	/** The service's own answer to a request it throttles. */
	throttled(throttle: Throttle): Answer;
	/** The service's own form of an error with the given HTTP status. */
	refusal(status: number): Answer;
	/** The file that a download of the report sends; undefined when the id is unknown. */
	file(reportId: string): ReportFile | undefined;
	/** Reports that were made, oldest first; those that were deleted are left out. */
	reportIds(): string[];
	/** Ends the life of all access tokens. */
	endTokens(): void;
	/** Forgets jobs and tokens. */
	reset(): void;
}

/** What the sandbox gives to each service. */
export interface ServiceContext {
	clock: Clock;
	storage: Storage;
	/** Where the API listens, for instance `http://127.0.0.1:34567`; known once the sandbox listens. */
	origin(): string;
	/** Milliseconds that an asynchronous report takes. */
	jobMs: number;
	/** Rows in a generated detail file. */
	rows: number;
	/** Most rows in one file of an archive; more are put into further files. */
	rowsPerEntry: number;
	/** Milliseconds for which a signed link works. */
	linkMs: number;
}
