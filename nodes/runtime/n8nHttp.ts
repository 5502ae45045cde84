import {
	type ICredentialDataDecryptedObject,
	type IHttpRequestOptions,
	type IN8nHttpFullResponse,
} from 'n8n-workflow';
import { asError, CancelledError, ServiceError } from '../core/errors';
import { type HttpPort, type HttpReply, type HttpRequest } from '../core/http/httpPort';
import { sameOrigin } from '../core/url';
import { cancelSignal, isRun, type RequestContext } from './context';
import { replyInError, unreachable } from './httpFailure';
import { isBodyStream, toByteStream } from './nodeStream';
import { plainHeaders } from './plainHeaders';

/** How long a service may take to begin its answer, in ms. */
const ANSWER_TIMEOUT_MS = 60_000;

/** How long it may take besides to renew the login, in ms. */
const LOGIN_TIMEOUT_MS = 60_000;

/** Within how many ms n8n surely lets go of a request that was hung up under way. It does so at once. */
const LET_GO_MS = 1_000;

/** Which credential signs requests, and the only origin that it may travel to. */
export interface Login {
	credentialType: string;
	/** Checked base URL; its origin is the credential's. */
	baseUrl: string;
	/**
	 * What the credential holds, unless that may change during a run. Without it n8n reads and decrypts the credential
	 * for every request, which takes as long as the request, and for a poll starts a sandbox for expressions each time.
	 * With OAuth2 it does so whatever stands here.
	 */
	fields?: ICredentialDataDecryptedObject;
}

/**
 * The one door to the network: n8n's request helpers as an `HttpPort`. Redirects are not followed and
 * every status is a reply; only 401 goes through n8n first, which renews a token and tries once more.
 * That is why n8n is let throw: before 2.10 it renews nothing when it is to ignore any status.
 *
 * @param stop ends reads under way at once; what makes a report is let come to its end, since its answer names
 *   what was made. The user's own stop ends both.
 */
export function n8nHttp(context: RequestContext, login: Login, stop?: AbortSignal): HttpPort {
	return {
		async exchange(request, use) {
			const ours = new AbortController();
			const hangUp = () => ours.abort();
			const stopping = request.repeat === 'always' ? stop : undefined;
			const signals = [ours.signal, cancelSignal(context), stopping];
			const signal = AbortSignal.any(signals.filter((each) => each !== undefined));
			const reply = await send(context, login, request, signal, hangUp);
			try {
				return await use(reply);
			} catch (error) {
				throw asError(signal.aborted && !ours.signal.aborted ? new CancelledError() : error);
			} finally {
				reply.body.destroy();
			}
		},
	};
}

async function send(
	context: RequestContext,
	login: Login,
	request: HttpRequest,
	signal: AbortSignal,
	hangUp: () => void,
): Promise<HttpReply> {
	if (request.auth === 'credential' && !sameOrigin(request.url, login.baseUrl)) {
		throw new ServiceError('A request with the login was about to leave the configured address', {
			description: "The login is sent to the credential's 'Base URL' only. Nothing was sent.",
			failure: 'node-defect',
			notTaken: true,
		});
	}
	try {
		const options = requestOptions(request, signal);
		const response =
			request.auth === 'credential'
				? await inTime(sendSigned(context, login, options, signal), request, signal, hangUp)
				: await sendBare(context, options);
		return toReply(response, hangUp);
	} catch (error) {
		// It was late, and is hung up already.
		if (error instanceof ServiceError) throw asError(error);
		if (signal.aborted) throw asError(new CancelledError());
		const reply = replyInError(error, hangUp);
		if (reply !== undefined) return reply;
		// What failed beside the request, such as the login, leaves it under way.
		hangUp();
		throw unreachable(error, request);
	}
}

function requestOptions(request: HttpRequest, signal: AbortSignal): IHttpRequestOptions {
	return {
		method: request.method,
		url: request.url,
		headers: {
			Accept: request.accept,
			// A compressed answer would have no honest length, and reports are compressed already.
			'Accept-Encoding': 'identity',
			...request.headers,
		},
		...(request.body !== undefined && { body: request.body }),
		encoding: 'stream',
		returnFullResponse: true,
		disableFollowRedirect: true,
		timeout: request.timeoutMs ?? ANSWER_TIMEOUT_MS,
		abortSignal: signal,
	};
}

async function sendSigned(
	context: RequestContext,
	{ credentialType, fields }: Login,
	options: IHttpRequestOptions,
	signal: AbortSignal,
): Promise<IN8nHttpFullResponse> {
	// In a run this helper replaces the request's signal by the execution's, which it asks its `this` for.
	const caller = isRun(context)
		? (Object.create(context, {
				getExecutionCancelSignal: { value: () => signal },
			}) as RequestContext)
		: context;
	return await (context.helpers.httpRequestWithAuthentication.call(
		caller,
		credentialType,
		options,
		fields && {
			credentialsDecrypted: { id: '', name: '', type: credentialType, data: fields },
		},
	) as Promise<IN8nHttpFullResponse>);
}

/**
 * The request has a time limit of its own, so what takes longer is the login: n8n waits five minutes for a token
 * server to begin its answer, and for ever for the rest of it. With a token that came late the request may be under
 * way all the same. Then it fails as soon as it is hung up; what still waits for its token goes on waiting, and is
 * not sent afterwards.
 *
 * @throws ServiceError when no answer came in time, with `notTaken` only when the request was not under way.
 */
async function inTime(
	answer: Promise<IN8nHttpFullResponse>,
	request: HttpRequest,
	signal: AbortSignal,
	hangUp: () => void,
): Promise<IN8nHttpFullResponse> {
	const limitMs = (request.timeoutMs ?? ANSWER_TIMEOUT_MS) + LOGIN_TIMEOUT_MS;
	const response = await Promise.race([answer, after(limitMs)]);
	if (response !== undefined) return response;
	if (signal.aborted) throw new CancelledError();
	hangUp();
	const isOver = () => true;
	const wasSent = await Promise.race([answer.then(isOver, isOver), after(LET_GO_MS)]);
	if (wasSent === true) throw unreachable({ code: 'ECONNABORTED' }, request);
	throw new ServiceError('The server that gives access tokens did not answer in time', {
		description: 'This usually passes. Run the workflow again later.',
		failure: 'temporarily-unavailable',
		transient: true,
		notTaken: true,
	});
}

async function after(ms: number): Promise<undefined> {
	return await new Promise((resolve) => {
		// It takes whole milliseconds only.
		AbortSignal.timeout(Math.ceil(ms)).addEventListener('abort', () => resolve(undefined));
	});
}

async function sendBare(
	context: RequestContext,
	options: IHttpRequestOptions,
): Promise<IN8nHttpFullResponse> {
	return (await context.helpers.httpRequest(options)) as IN8nHttpFullResponse;
}

function toReply(
	{ statusCode, headers, body }: IN8nHttpFullResponse,
	hangUp: () => void,
): HttpReply {
	if (!isBodyStream(body)) throw new Error('n8n handed over an answer without a body stream');
	return { status: statusCode, headers: plainHeaders(headers), body: toByteStream(body, hangUp) };
}
