import { inspect } from 'node:util';

import { type FastifyReply, type FastifyRequest } from 'fastify';

import { secrets } from '../../support/secrets';
import { empty, text, type Answer } from './answer';
import { type Clock } from './clock';
import { type Fault, type FaultBook } from './faults';
import { type RateLimiter } from './rateLimit';
import { type Recorder, type RecordedRequest, type RequestOrigin } from './recorder';
import { send } from './send';
import { type Call, type Service } from './service';
import { expiredLink } from './storage';

/** What a server answers with when nothing goes wrong. */
export type Handler = (call: Call, record: RecordedRequest) => Answer | Promise<Answer>;

const LOGIN_PAGE =
	'<!DOCTYPE html>\n<html><head><title>Sign in</title></head>' +
	'<body><form method="post"><input name="username"><input name="password"></form></body></html>';

const DEFAULT_RESET_MS = 1000;

/** Takes requests of one origin: records each, applies its fault, lets the handler answer, sends the answer. */
export class Exchange {
	private readonly records = new WeakMap<FastifyRequest, RecordedRequest>();

	constructor(
		private readonly origin: RequestOrigin,
		/** The service that a path belongs to. */
		private readonly serviceOf: (path: string) => Service | undefined,
		private readonly recorder: Recorder,
		private readonly faults: FaultBook,
		private readonly limiter: RateLimiter,
		/** Where the fault `redirect` points unless it says so itself. */
		private readonly elsewhere: (call: Call) => string,
		private readonly clock: Clock,
		/** Makes this origin refuse connections, for so many milliseconds or until further notice. */
		private readonly goDown: (ms: number | undefined) => void,
	) {}

	/** Records a request as soon as its head has arrived. */
	begin(request: FastifyRequest, reply: FastifyReply): void {
		const [path, query] = splitUrl(request);
		const { method, headers } = request;
		const vendor = this.serviceOf(path)?.vendor;
		const record = this.recorder.begin({
			vendor,
			origin: this.origin,
			method,
			path,
			query,
			headers: { ...headers },
		});
		this.records.set(request, record);
		reply.raw.once('close', () => this.recorder.end(record, reply.raw.writableFinished));
	}

	/** Answers a recorded request. */
	async answer(request: FastifyRequest, reply: FastifyReply, handler: Handler): Promise<void> {
		reply.hijack();
		const record = this.records.get(request);
		if (record === undefined) throw new Error('A request was answered that had not been recorded.');
		record.body = typeof request.body === 'string' ? request.body : '';
		if (this.origin === 'storage') secrets.search('a request to another host', record);
		const fault = this.faults.take(record, this.origin);
		record.fault = fault;
		const call: Call = {
			method: record.method,
			path: record.path,
			params: { ...(request.params as Record<string, string>) },
			query: new URLSearchParams(record.query),
			headers: record.headers,
			body: record.body,
			fault,
		};
		const answer = await this.play(call, record, handler).catch(failure);
		if (fault?.kind === 'goesDown') answer.headers.Connection = 'close';
		const Date = httpDate(this.clock());
		await send(reply.raw, { ...answer, headers: { Date, ...answer.headers } }, fault, record);
		if (fault?.kind === 'goesDown') this.goDown(fault.ms);
	}

	private async play(call: Call, record: RecordedRequest, handler: Handler): Promise<Answer> {
		const service = this.serviceOf(call.path);
		const { fault } = call;
		const replaced = this.instead(call, fault, service);
		record.waitMs = askedMs(fault);
		if (replaced !== undefined) {
			if (fault?.kind === 'status' && fault.taken === true) await handler(call, record);
			return replaced;
		}
		if (fault?.kind === 'tokenDies') service?.endTokens();
		const waitMs = this.origin === 'api' && service && this.limiter.refuses(service.vendor);
		if (typeof waitMs === 'number') {
			const answer = service?.throttled({ resetInMs: waitMs }) ?? empty(429);
			if (saysWhen(answer)) record.waitMs = waitMs;
			return answer;
		}
		return reshape(await handler(call, record), fault);
	}

	/** The answer to a request that never gets to the service. */
	private instead(
		call: Call,
		fault: Fault | undefined,
		service: Service | undefined,
	): Answer | undefined {
		if (fault?.kind === 'status') {
			const own = service?.refusal(fault.status) ?? empty(fault.status);
			const body = fault.body === undefined ? own.body : bytesOf(fault.body);
			const headers = fault.body === undefined ? own.headers : {};
			return { status: fault.status, headers: { ...headers, ...fault.headers }, body };
		}
		if (fault?.kind === 'rateLimited') {
			return this.limited(fault, service);
		}
		if (fault?.kind === 'redirect') {
			return empty(fault.status ?? 307, { Location: fault.to ?? this.elsewhere(call) });
		}
		if (fault?.kind === 'loginPage') return text(200, 'text/html; charset=utf-8', LOGIN_PAGE);
		return fault?.kind === 'expiredLink' ? expiredLink() : undefined;
	}

	private limited(
		{ resetInMs = DEFAULT_RESET_MS, retryAfter, skewMs = 0 }: Fault & { kind: 'rateLimited' },
		service: Service | undefined,
	): Answer {
		const now = this.clock() + skewMs;
		const answer = service?.throttled({
			resetInMs: resetInMs + skewMs,
			// A date is in whole seconds, and must not be too early.
			retryAfter: retryAfter === 'date' ? httpDate(now + resetInMs + 999) : retryAfter,
		});
		return { ...(answer ?? empty(429)), headers: { ...answer?.headers, Date: httpDate(now) } };
	}
}

/** For how long an answer with this fault asks to wait, in milliseconds; undefined when it does not say. */
function askedMs(fault: Fault | undefined): number | undefined {
	if (fault?.kind === 'rateLimited') {
		return fault.retryAfter === null ? undefined : (fault.resetInMs ?? DEFAULT_RESET_MS);
	}
	const seconds = fault?.kind === 'status' ? fault.headers?.['Retry-After'] : undefined;
	return seconds === undefined ? undefined : Number(seconds) * 1000;
}

const saysWhen = ({ headers }: Answer) =>
	'Retry-After' in headers || 'X-RateLimit-Reset' in headers;

/** A time as HTTP writes it (RFC 9110 5.6.7): in whole seconds. */
const httpDate = (at: number) => new Date(at).toUTCString();

/** A mistake of the sandbox itself: told in the answer, so that a test shows it. */
function failure(error: unknown): Answer {
	return text(500, 'text/plain; charset=utf-8', `The sandbox failed: ${inspect(error)}`);
}

function splitUrl(request: FastifyRequest): [path: string, query: string] {
	const url = request.originalUrl;
	const mark = url.indexOf('?');
	return mark === -1 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
}

/** Bytes as they are: there may be half a gigabyte of them. */
function bytesOf(body: string | Uint8Array): Buffer {
	return typeof body === 'string'
		? Buffer.from(body)
		: Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}

/** What a fault makes of the service's answer. */
function reshape(answer: Answer, fault: Fault | undefined): Answer {
	if (fault?.kind === 'emptyBody') return { ...answer, body: Buffer.alloc(0) };
	if (fault?.kind === 'replaceStatus') return { ...answer, status: fault.status };
	if (fault?.kind === 'contentType') {
		return { ...answer, headers: { ...answer.headers, 'Content-Type': fault.value } };
	}
	if (fault?.kind !== 'malformedBody') return answer;
	// Cut in the middle of whatever it is; a body without text becomes the beginning of something.
	const whole = Buffer.isBuffer(answer.body) ? answer.body : Buffer.alloc(0);
	const cut = whole.subarray(0, Math.ceil(whole.length * 0.6));
	return { ...answer, body: Buffer.concat([cut, Buffer.from('<{"')]) };
}
