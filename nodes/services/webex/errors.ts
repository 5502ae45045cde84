import { type ServiceError } from '../../core/errors';
import { statusError, type FailedReply } from '../../core/http/statusError';
import { jsonObjects, jsonText, parseJsonObject, type JsonObject } from '../../core/json';
import { oneLine, sentences } from '../../core/text';
import { WEBEX } from './hosts';

/** What to do where Webex asks for something in particular. */
const ADVICE: Readonly<Record<number, string>> = {
	400: "Check 'Billing Period' and the filters.",
	401: 'The access token is wrong or no longer valid: a personal one lives for 12 hours. Open the credential and enter a new one, or connect it again.',
	403: `Billing reports are for partner administrators of Webex for BroadWorks, and the token needs the scopes ${WEBEX.scopes.replace(' ', ' and ')}. Partners with a wholesale contract have another kind of billing report, which this node does not offer.`,
	404: "Check the 'Report' ID, or list the reports with Get Many.",
};

/**
 * Says what a reply without the wanted answer means. Webex' error body is `{message, errors: [{description,
 * errorCode?}], trackingId}`; the tracking ID, also a header, is what its support asks for.
 */
export function webexError(reply: FailedReply): ServiceError {
	const body = parseJsonObject(reply.text);
	const error = statusError(WEBEX.name, reply, {
		code: jsonText(jsonObjects(body, 'errors')?.[0], 'errorCode'),
		text: textOf(body),
		advice: ADVICE[reply.status],
	});
	const trackingId = jsonText(body, 'trackingId') ?? reply.headers.trackingid;
	return error.with({
		description: sentences(
			error.details.description,
			trackingId === undefined
				? undefined
				: `Tracking ID for Webex support: ${oneLine(trackingId)}.`,
		),
	});
}

/** The message, and what the single errors add to it. */
function textOf(body: JsonObject | undefined): string | undefined {
	const details = (jsonObjects(body, 'errors') ?? []).map((error) =>
		jsonText(error, 'description'),
	);
	const said = [jsonText(body, 'message'), ...details].filter((text) => text !== undefined);
	return said.length > 0 ? [...new Set(said)].join(' ') : undefined;
}
