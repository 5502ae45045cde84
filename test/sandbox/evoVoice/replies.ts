import { empty, json, text, type Answer } from '../core/answer';
import { header } from '../core/headers';
import type { Call } from '../core/service';

/** Base path of the API below the sandbox's origin; Evo Voice's own is `https://evovoice.io`. */
export const BASE_PATH = '/evo-voice';

const acceptOf = (call: Call) => header(call, 'accept');

/**
 * A reply in the format that the `Accept` header asks for. JSON unless it names another: HTML is a page for
 * people; CSV is the same JSON under another label, as in the printed sample.
 */
export function reply(call: Call, value: object): Answer {
	const accept = acceptOf(call);
	if (accept.includes('text/html')) {
		const page = `<!DOCTYPE html>\n<html><body><pre>${JSON.stringify(value)}</pre></body></html>`;
		return text(200, 'text/html', page);
	}
	const isCsv = accept.includes('text/csv');
	return isCsv ? text(200, 'text/csv', JSON.stringify(value)) : json(200, value);
}

/** An error reply in the form of ServiceStack, the framework that the service is built with. */
export function refusal(status: number, errorCode = CODES[status] ?? 'Error'): Answer {
	const message = MESSAGES[errorCode] ?? 'The request could not be served.';
	return json(status, { responseStatus: { errorCode, message, errors: [] } });
}

/** A request without a login: a bare 401, or the way to the login page when a page was asked for. */
export function unauthorized(call: Call): Answer {
	if (acceptOf(call).includes('text/html')) return empty(302, { Location: `${BASE_PATH}/login` });
	return empty(401);
}

const CODES: Record<number, string> = {
	400: 'BadRequest',
	401: 'Unauthorized',
	403: 'Forbidden',
	404: 'NotFound',
	409: 'Conflict',
	429: 'TooManyRequests',
	500: 'InternalServerError',
};

const MESSAGES: Record<string, string> = {
	BadRequest: 'The request is not valid.',
	Forbidden: 'This user may not do that.',
	InvalidAccount: 'The account is none of this user.',
	InvalidCredentials: 'User name or password is wrong.',
	NotFound: 'There is no such thing.',
	NotReady: 'The report has no file.',
	TooManyRequests: 'Too many requests were made.',
};
