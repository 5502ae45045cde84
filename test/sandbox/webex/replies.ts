import { randomUUID } from 'node:crypto';

import { json, type Answer } from '../core/answer';

/** Base path of the API below the sandbox's origin; Webex's own is `https://webexapis.com/v1`. */
export const BASE_PATH = '/webex/v1';

/** A JSON reply with the id by which Webex finds a request in its logs. */
export function reply(
	status: number,
	value: unknown,
	headers: Record<string, string> = {},
	trackingId = newTrackingId(),
): Answer {
	return json(status, value, { trackingId, ...headers });
}

/** An error reply: `{message, errors: [{description}], trackingId}`. The words are the sandbox's own. */
export function refusal(
	status: number,
	message = MESSAGES[status] ?? 'The request could not be served.',
	headers: Record<string, string> = {},
): Answer {
	const trackingId = newTrackingId();
	const errors = [{ description: message }];
	return reply(status, { message, errors, trackingId }, headers, trackingId);
}

const newTrackingId = () => `SANDBOX_${randomUUID()}`;

const MESSAGES: Record<number, string> = {
	400: 'The request is not valid.',
	401: 'The request needs a valid access token.',
	403: 'The access token lacks a scope that this request needs.',
	404: 'The resource could not be found.',
	415: 'The media type is not supported.',
	423: 'The resource is locked for the moment.',
	429: 'Too many requests were made.',
};
