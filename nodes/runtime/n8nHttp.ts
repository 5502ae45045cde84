import { type IHttpRequestOptions, type IN8nHttpFullResponse } from 'n8n-workflow';
import { asError, CancelledError, ServiceError } from '../core/errors';
import { type HttpPort, type HttpReply, type HttpRequest } from '../core/http/httpPort';
import { sameOrigin } from '../core/url';
import { cancelSignal, type RequestContext } from './context';
import { replyInError, unreachable } from './httpFailure';
import { isBodyStream, toByteStream } from './nodeStream';
import { plainHeaders } from './plainHeaders';

/** How long a service may take to begin its answer, in ms. */
const ANSWER_TIMEOUT_MS = 60_000;

/** Which credential signs requests, and the only origin that it may travel to. */
export interface Login {
	credentialType: string;
	/** Checked base URL; its origin is the credential's. */
	baseUrl: string;
}

/**
 * The one door to the network: n8n's request helpers as an `HttpPort`. Redirects are not followed and
 * every status is a reply; only 401 goes through n8n first, which renews a token and tries once more.
 *
 * @param stop ends requests under way where n8n has no signal for that: in polls
 */
export function n8nHttp(context: RequestContext, login: Login, stop?: AbortSignal): HttpPort {
	const signal = cancelSignal(context) ?? stop;
	return {
		async exchange(request, use) {
			const reply = await send(context, login, request, signal);
			try {
				return await use(reply);
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
	signal: AbortSignal | undefined,
): Promise<HttpReply> {
	if (request.auth === 'credential' && !sameOrigin(request.url, login.baseUrl)) {
		throw new ServiceError('A request with the login was about to leave the configured address', {
			description: "The login is sent to the credential's 'Base URL' only. Nothing was sent.",
			failure: 'node-defect',
		});
	}
	try {
		const options = requestOptions(request, signal);
		const response =
			request.auth === 'credential'
				? await sendSigned(context, login.credentialType, options)
				: await sendBare(context, options);
		return toReply(response);
	} catch (error) {
		if (signal?.aborted === true) throw asError(new CancelledError());
		const reply = replyInError(error);
		if (reply === undefined) throw unreachable(error, request);
		return reply;
	}
}

function requestOptions(
	request: HttpRequest,
	signal: AbortSignal | undefined,
): IHttpRequestOptions {
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
		ignoreHttpStatusErrors: { ignore: true, except: [401] },
		disableFollowRedirect: true,
		timeout: request.timeoutMs ?? ANSWER_TIMEOUT_MS,
		abortSignal: signal,
	};
}

async function sendSigned(
	context: RequestContext,
	credentialType: string,
	options: IHttpRequestOptions,
): Promise<IN8nHttpFullResponse> {
	return (await context.helpers.httpRequestWithAuthentication.call(
		context,
		credentialType,
		options,
	)) as IN8nHttpFullResponse;
}

async function sendBare(
	context: RequestContext,
	options: IHttpRequestOptions,
): Promise<IN8nHttpFullResponse> {
	return (await context.helpers.httpRequest(options)) as IN8nHttpFullResponse;
}

function toReply({ statusCode, headers, body }: IN8nHttpFullResponse): HttpReply {
	if (!isBodyStream(body)) throw new Error('n8n handed over an answer without a body stream');
	return { status: statusCode, headers: plainHeaders(headers), body: toByteStream(body) };
}
