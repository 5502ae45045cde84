import { ServiceError } from '../core/errors';
import { type HttpReply, type HttpRequest } from '../core/http/httpPort';
import { isPassingStatus } from '../core/http/passingStatus';
import { type Layer, layers, LOGIN_FAILURE } from './errorLayers';
import { isBodyStream, toByteStream } from './nodeStream';
import { plainHeaders } from './plainHeaders';

/** The service's answer, when n8n threw because of it, as it does for every status but 2xx. */
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

interface Trouble {
	/** Follows the name of a host. */
	message: string;
	advice: string;
	/** The connection was never made, so nothing was sent. */
	notTaken?: true;
}

const UNREACHED = 'could not be reached';
const LATE: Trouble = {
	message: 'did not answer in time',
	advice: 'This usually passes. Run the workflow again later.',
};

const BY_CODE: Readonly<Record<string, Trouble>> = {
	ECONNREFUSED: {
		message: UNREACHED,
		advice:
			'It refused the connection. Check the address in the credential, or run the workflow again later.',
		notTaken: true,
	},
	ENOTFOUND: {
		message: UNREACHED,
		advice: 'No such host is known. Check the address in the credential.',
		notTaken: true,
	},
	EAI_AGAIN: {
		message: UNREACHED,
		advice: 'Its name could not be looked up. Check the network of the n8n server.',
		notTaken: true,
	},
	ECONNABORTED: LATE,
	ETIMEDOUT: LATE,
	ECONNRESET: {
		message: 'closed the connection without an answer',
		advice: 'This usually passes. Run the workflow again later.',
	},
};

const OTHER_TROUBLE: Trouble = {
	message: UNREACHED,
	advice: 'The connection could not be made or broke. Run the workflow again later.',
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
	if (all.some((layer) => isTokenTrouble(layer, url))) return tokenTrouble(all);
	if (code !== undefined && CERTIFICATE_CODE.test(code)) {
		return new ServiceError(`The certificate of ${host} was not accepted`, {
			description: `${code}. Check the address in the credential; a server of your own needs a certificate that n8n trusts.`,
			failure: 'configuration-invalid',
			notTaken: true,
		});
	}
	if (code === 'ECONNABORTED' && timeoutMs !== undefined) {
		// The limit is the user's own: another attempt would exceed it.
		return new ServiceError(`${host} did not begin its answer in time`, {
			description: "Ask for less, such as a shorter period, or raise 'Timeout' under Options.",
			failure: 'temporarily-unavailable',
		});
	}
	const { message, advice, notTaken } = BY_CODE[code ?? ''] ?? OTHER_TROUBLE;
	return new ServiceError(`${host} ${message}`, {
		description: advice,
		failure: 'temporarily-unavailable',
		transient: true,
		notTaken,
	});
}

function notRenewed({ what, advice, failure }: Layer): ServiceError {
	const details = { description: String(advice), notTaken: true };
	const cause = failure?.cause;
	if (cause === 'temporarily-unavailable' || cause === 'rate-limited') {
		return new ServiceError(String(what), { ...details, failure: cause, transient: true });
	}
	return new ServiceError(String(what), { ...details, failure: 'credential-invalid' });
}

/** What n8n's OAuth2 client calls an answer of a token server that is no token. */
const TOKEN_REFUSALS: ReadonlySet<unknown> = new Set(['ESTATUS', 'EAUTH']);

/** n8n's OAuth2 client says so in words, by its codes, or by the address that it asked. */
function isTokenTrouble({ message, code, config, failure }: Layer, url: string): boolean {
	return (
		failure?.cause === 'credential-invalid' ||
		TOKEN_REFUSALS.has(code) ||
		(typeof config?.url === 'string' && config.url !== url) ||
		(typeof message === 'string' &&
			/OAuth2? (access token|credentials not connected)|reconnected/i.test(message))
	);
}

/** A token could not be had, so the request was not sent, or not taken without one. */
function tokenTrouble(all: Layer[]): ServiceError {
	const passing = { failure: 'temporarily-unavailable', transient: true, notTaken: true } as const;
	const codes = all.map(({ code }) => String(code));
	const trouble = codes.map((code) => BY_CODE[code]).find((known) => known !== undefined);
	if (trouble !== undefined) {
		return new ServiceError(`The server that gives access tokens ${trouble.message}`, {
			...passing,
			description: `${trouble.advice} Its address stands in the credential.`,
		});
	}
	const status = all
		.map((layer) => layer.status ?? layer.response?.status)
		.find((found) => typeof found === 'number');
	const brokeOff = codes.includes('ERR_BAD_RESPONSE');
	if (brokeOff || (status !== undefined && (isPassingStatus(status) || status === 501))) {
		return new ServiceError('The server that gives access tokens could not answer', {
			...passing,
			description: `This usually passes. Run the workflow again later.${status === undefined ? '' : ` HTTP status ${status}.`}`,
		});
	}
	return new ServiceError('No access token could be had with this credential', {
		description:
			"Open the credential, check 'Client ID', 'Client Secret' and 'Access Token URL', and connect or test it.",
		failure: 'credential-invalid',
		notTaken: true,
	});
}
