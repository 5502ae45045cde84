import type { Clock } from './clock';
import type { Fault } from './faults';
import type { Vendor } from './service';

/** Which of the sandbox's two servers took a request. */
export type RequestOrigin = 'api' | 'storage';

/** One request as it arrived, and what became of it. */
export interface RecordedRequest {
	/** When it arrived, in milliseconds since the epoch. */
	at: number;
	/** Undefined when the path belongs to no service. */
	vendor: Vendor | undefined;
	origin: RequestOrigin;
	method: string;
	/** Path as it was sent, without the query. */
	path: string;
	/** Query as it was sent, without the question mark; empty when there is none. */
	query: string;
	/** By lower-case name. */
	headers: Record<string, string | string[] | undefined>;
	body: string;
	/** The fault that was played to it; undefined when none was. */
	fault?: Fault;
	/** Undefined as long as nothing has been answered, for ever when the connection broke before. */
	status?: number;
	/** For how long the answer asked to send nothing more, in milliseconds. */
	waitMs?: number;
	/** Bytes of the response body that were sent. */
	bytesSent: number;
	/** The connection ended before the whole response was sent, whichever side ended it. */
	aborted: boolean;
	/** The exchange has ended, with the whole response sent or not. */
	isOver: boolean;
}

/** Remembers all requests and how many there were at the same time. */
export class Recorder {
	/** In order of arrival; the same array for the sandbox's whole life. */
	readonly requests: RecordedRequest[] = [];
	private inFlight = 0;
	private highest = 0;

	constructor(private readonly clock: Clock) {}

	begin(
		request: Pick<RecordedRequest, 'vendor' | 'origin' | 'method' | 'path' | 'query' | 'headers'>,
	): RecordedRequest {
		const record = {
			...request,
			at: this.clock(),
			body: '',
			bytesSent: 0,
			aborted: false,
			isOver: false,
		};
		this.requests.push(record);
		this.inFlight += 1;
		this.highest = Math.max(this.highest, this.inFlight);
		return record;
	}

	/** To be called once when the request's response is over. */
	end(record: RecordedRequest, complete: boolean): void {
		record.aborted = !complete;
		record.isOver = true;
		this.inFlight -= 1;
	}

	/** Highest number of simultaneous requests since the last reset. */
	maxInFlight(): number {
		return this.highest;
	}

	reset(): void {
		this.requests.length = 0;
		this.highest = this.inFlight;
	}
}
