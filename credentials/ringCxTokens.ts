import { type IDataObject, type IHttpRequestHelper, type IN8nHttpFullResponse } from 'n8n-workflow';
import { asError, InputError } from '../nodes/core/errors';
import { baseUrl } from '../nodes/core/url';
import { LoginFailure } from './loginFailure';

/** How long a login server may take to answer, in ms. */
const ANSWER_TIMEOUT_MS = 30_000;

/** Beside 429 and those from 500 on. */
const PASSING_STATUSES = new Set([408, 423, 425]);

/** n8n's helper, which keeps to the domains that the credential may be sent to. */
export type Http = IHttpRequestHelper['helpers']['httpRequest'];

/**
 * Sends a form to a login server.
 *
 * @throws LoginFailure when no answer came
 */
export async function post(
	http: Http,
	url: string,
	form: Record<string, string>,
	headers: Record<string, string> = {},
): Promise<IN8nHttpFullResponse> {
	const request = http({
		method: 'POST',
		url,
		headers: {
			Accept: 'application/json',
			'Content-Type': 'application/x-www-form-urlencoded',
			...headers,
		},
		body: new URLSearchParams(form).toString(),
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: ANSWER_TIMEOUT_MS,
	}) as Promise<IN8nHttpFullResponse>;
	// What n8n's helper throws holds the form, and so the secrets in it.
	const answer = await request.catch(() => undefined);
	if (answer !== undefined) return answer;
	throw new LoginFailure(
		`${new URL(url).host} could not be reached to renew the login`,
		'Try again later, and check the address in the credential.',
		{ cause: 'temporarily-unavailable' },
	);
}

/** @throws LoginFailure when there is no token in the answer */
export function tokensOf(
	{ statusCode, body }: IN8nHttpFullResponse,
	server: string,
	name = 'accessToken',
): { accessToken: string; refreshToken?: string; obtainedMs: number } {
	if (statusCode === 429) {
		throw new LoginFailure(
			`${server} accepts no more logins for now`,
			'It takes five a minute. Try again in a minute.',
			{ cause: 'rate-limited' },
		);
	}
	if (statusCode >= 500 || PASSING_STATUSES.has(statusCode)) {
		throw new LoginFailure(
			`${server} could not renew the login (HTTP status ${statusCode})`,
			'This usually passes. Try again later.',
			{ cause: 'temporarily-unavailable' },
		);
	}
	const answer =
		typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as IDataObject) : {};
	const accessToken = answer[name];
	if (statusCode >= 300 || typeof accessToken !== 'string' || accessToken === '') {
		throw invalid(
			`${server} gave no access token (HTTP status ${statusCode})`,
			'Check the addresses in the credential.',
		);
	}
	const { refreshToken } = answer;
	return {
		accessToken,
		...(typeof refreshToken === 'string' && refreshToken !== '' && { refreshToken }),
		obtainedMs: Date.now(),
	};
}

/**
 * A login server's address without trailing slashes; secrets go nowhere in clear but to this very machine.
 *
 * @throws LoginFailure when it cannot be used
 */
export function loginUrl(value: unknown, fallback: string, label: string): string {
	try {
		return baseUrl(text(value).trim() || fallback, label);
	} catch (error) {
		if (!(error instanceof InputError)) throw asError(error);
		throw invalid(error.message, error.description ?? '');
	}
}

export function invalid(what: string, advice: string): LoginFailure {
	return new LoginFailure(what, advice, { cause: 'credential-invalid' });
}

/** A credential's field as text; empty when it is none. */
export function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
