import { isBodyStream } from './nodeStream';

/** What may lie below an error of n8n's request helpers: Axios' error, n8n's own, or one of n8n's OAuth2 client. */
export interface Layer {
	name?: unknown;
	message?: unknown;
	code?: unknown;
	cause?: unknown;
	failure?: { cause?: unknown };
	/** What happened and what to do, from a credential of ours. */
	what?: unknown;
	advice?: unknown;
	/** Of an answer of a token server that n8n's OAuth2 client did not take. */
	status?: unknown;
	config?: { url?: unknown };
	response?: { status?: unknown; headers?: unknown; data?: unknown };
	/** Of n8n's own error: a status, or else a code, of the error that it wraps. */
	httpCode?: unknown;
	context?: { data?: unknown };
}

/** What a credential of ours throws when it cannot renew its login. */
export const LOGIN_FAILURE = 'LoginFailure';

const LOGIN_FAILURE_CAUSES: ReadonlySet<unknown> = new Set([
	'credential-invalid',
	'rate-limited',
	'temporarily-unavailable',
]);

/** Errors in wrappers in wrappers, outermost first. */
export function* layers(error: unknown): Generator<Layer> {
	let layer = error;
	for (let depth = 0; depth < 5 && isLayer(layer); depth++) {
		yield layer;
		layer = layer.cause ?? keptByN8n1(layer);
	}
}

function isLayer(value: unknown): value is Layer {
	return typeof value === 'object' && value !== null;
}

/**
 * The error in one of n8n 1.x, which loses its cause, as far as its traces tell: the body of an answer, a status, or
 * a code. Whose connection a code is about, the service's or the token server's, they do not tell.
 */
function keptByN8n1({ httpCode, context, message }: Layer): Layer | undefined {
	if (typeof httpCode !== 'string') return undefined;
	if (LOGIN_FAILURE_CAUSES.has(httpCode)) {
		const [what, ...advice] = String(message).split('. ');
		return { name: LOGIN_FAILURE, what, advice: advice.join('. '), failure: { cause: httpCode } };
	}
	if (!/^\d+$/.test(httpCode)) return { code: httpCode };
	const status = Number(httpCode);
	const data = context?.data;
	// Answers of services are streams, so this is one of a token server.
	if (!isBodyStream(data)) return { code: 'ESTATUS', status };
	return { response: { status, headers: (data as { headers?: unknown }).headers, data } };
}
