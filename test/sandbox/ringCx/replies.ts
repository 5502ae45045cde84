import { json, text, type Answer } from '../core/answer';
import type { Clock } from '../core/clock';
import type { Call } from '../core/service';

/** Base path of RingCX below the sandbox's origin; RingCX's own is `https://ringcx.ringcentral.com`. */
export const BASE_PATH = '/ringcx';

/** Base path of RingCentral's platform; its own is `https://platform.ringcentral.com`. */
export const PLATFORM_PATH = '/ringcentral';

/** A refusal for want of a valid token: text, not JSON. Only "expired" is documented. */
export function unauthorized(reason: 'expired' | 'invalid'): Answer {
	const body = reason === 'expired' ? 'JWT is expired.' : 'The token is not valid.';
	return text(401, 'text/plain;charset=UTF-8', body);
}

/** An error reply with all the fields that the specification has. */
export function refusal(
	status: number,
	clock: Clock,
	call?: Call,
	invalid: ReadonlyArray<readonly [attributeName: string, value: unknown, message: string]> = [],
): Answer {
	const generalMessage = MESSAGES[status] ?? 'The request could not be served.';
	return json(status, {
		...(status === 403 && { errorCode: 'access.denied.exception' }),
		generalMessage,
		details: invalid.map(([, , message]) => message).join(' '),
		developerMessage: '',
		cause: null,
		requestUri: call?.path.slice(BASE_PATH.length) ?? '',
		timestamp: clock(),
		validationErrors: invalid.map(([attributeName, value, message]) => ({
			attributeName,
			value,
			message,
		})),
	});
}

const MESSAGES: Record<number, string> = {
	400: 'The request is not valid.',
	403: 'Access is denied.',
	404: 'There is no such thing.',
	429: 'Too many requests were made.',
	500: 'Something went wrong.',
};
