import { ServiceError } from '../core/errors';
import { type HttpReply, type HttpRequest } from '../core/http/httpPort';
import { isBodyStream, toByteStream } from './nodeStream';
import { plainHeaders } from './plainHeaders';

/** What may lie below an error of n8n's request helpers: Axios' error, n8n's own, or one of n8n's OAuth2 client. */
interface Layer {
	name?: unknown;
	message?: unknown;
	code?: unknown;
	cause?: unknown;
	failure?: { cause?: unknown };
	/** What happened and what to do, from a credential of ours. */
	what?: unknown;
	advice?: unknown;
	response?: { status?: unknown; headers?: unknown; data?: unknown };
}

/** Errors in wrappers in wrappers, outermost first. */
function* layers(error: unknown): Generator<Layer> {
	let layer = error;
	for (let depth = 0; depth < 5 && typeof layer === 'object' && layer !== null; depth++) {
		yield layer;
		layer = 'cause' in layer ? layer.cause : undefined;
	}
}

/** The service's answer, when n8n threw because of it (it does for 401 after it tried to renew the token). */
export function replyInError(error: unknown, hangUp: () => void): HttpReply | undefined {
	for (const { response } of layers(error)) {
		if (typeof response?.status !== 'number' || !isBodyStream(response.data)) continue;
		return {
			status: response.status,
			headers: plainHeaders(response.headers ?? {}),
			body: toByteStream(response.data, hangUp),
		};
	}
	return undefined;
}

const ADVICE_BY_CODE: Readonly<Record<string, string>> = {
	ECONNREFUSED:
		'It refused the connection: it may be down, or the address in the credential is wrong.',
	ENOTFOUND: 'No such host is known. Check the address in the credential.',
	EAI_AGAIN: 'Its name could not be looked up. Check the network of the n8n server.',
	ECONNABORTED: 'It did not answer in time. Run the workflow again later.',
	ETIMEDOUT: 'It did not answer in time. Run the workflow again later.',
	ECONNRESET: 'It closed the connection without an answer. Run the workflow again later.',
};

/** Certificates are refused by many codes; all have these words in common. */
const CERTIFICATE_CODE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/;

/**
 * No answer came, or no request could be sent: tells why, as far as it is known. The request's query and
 * the error's own text are left out, since either may hold a secret.
 */
export function unreachable(
	error: unknown,
	{ url, timeoutMs }: Pick<HttpRequest, 'url' | 'timeoutMs'>,
): ServiceError {
	const all = [...layers(error)];
	const host = new URL(url).host;
	const code = all.map((layer) => layer.code).find((found) => typeof found === 'string');
	const loginFailure = all.find(({ name }) => name === LOGIN_FAILURE);
	if (loginFailure !== undefined) return notRenewed(loginFailure);
	if (all.some((layer) => isTokenTrouble(layer))) return tokenTrouble(all);
	if (code !== undefined && CERTIFICATE_CODE.test(code)) {
		return new ServiceError(`The certificate of ${host} was not accepted`, {
			description: `${code}. Check the address in the credential; a server of your own needs a certificate that n8n trusts.`,
			failure: 'configuration-invalid',
		});
	}
	if (code === 'ECONNABORTED' && timeoutMs !== undefined) {
		// The limit is the user's own: another attempt would exceed it.
		return new ServiceError(`${host} did not begin its answer in time`, {
			description: "Ask for less, such as a shorter period, or raise 'Timeout' under Options.",
			failure: 'temporarily-unavailable',
		});
	}
	return new ServiceError(`${host} could not be reached`, {
		description:
			ADVICE_BY_CODE[code ?? ''] ??
			'The connection could not be made or broke. Run the workflow again later.',
		failure: 'temporarily-unavailable',
		transient: true,
	});
}

/** What a credential of ours throws when it cannot renew its login. */
const LOGIN_FAILURE = 'LoginFailure';

function notRenewed({ what, advice, failure }: Layer): ServiceError {
	const description = String(advice);
	const cause = failure?.cause;
	if (cause === 'temporarily-unavailable' || cause === 'rate-limited') {
		return new ServiceError(String(what), { description, failure: cause, transient: true });
	}
	return new ServiceError(String(what), { description, failure: 'credential-invalid' });
}

/** n8n's OAuth2 client says so in words only. */
function isTokenTrouble({ message, failure }: Layer): boolean {
	return (
		failure?.cause === 'credential-invalid' ||
		(typeof message === 'string' &&
			/OAuth2? (access token|credentials not connected)|reconnected/i.test(message))
	);
}

function tokenTrouble(all: Layer[]): ServiceError {
	const offline = all.find(({ code }) => typeof code === 'string' && code in ADVICE_BY_CODE);
	if (offline !== undefined) {
		return new ServiceError('The server that gives access tokens could not be reached', {
			description: `${ADVICE_BY_CODE[String(offline.code)]} Its address stands in the credential.`,
			failure: 'temporarily-unavailable',
			transient: true,
		});
	}
	return new ServiceError('No access token could be had with this credential', {
		description:
			'Open the credential, check its client ID, client secret and token address, and connect or test it.',
		failure: 'credential-invalid',
	});
}
