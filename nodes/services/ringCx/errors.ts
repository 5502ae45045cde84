import { type ServiceError } from '../../core/errors';
import { statusError, type FailedReply, type ServiceWords } from '../../core/http/statusError';
import { jsonObjects, jsonText, parseJsonObject } from '../../core/json';
import { sentences } from '../../core/text';
import { RINGCX } from './hosts';

/** Says what a reply without the wanted answer means. */
export function ringCxError(reply: FailedReply): ServiceError {
	return statusError(RINGCX.name, reply, { ...adviceFor(reply), ...wordsOf(reply.text) });
}

/**
 * Bodies are JSON `{errorCode, generalMessage, details, validationErrors[{attributeName, message}]}` (the API's
 * `Errors`), except for 401, which is plain text: "JWT is expired." Any other text may be a proxy's page.
 */
function wordsOf(text: string): ServiceWords {
	const body = parseJsonObject(text);
	const invalid = (jsonObjects(body, 'validationErrors') ?? []).map((one) =>
		[jsonText(one, 'attributeName'), jsonText(one, 'message')].filter(Boolean).join(': '),
	);
	return {
		code: jsonText(body, 'errorCode'),
		text:
			body === undefined
				? undefined
				: sentences(jsonText(body, 'generalMessage'), ...distinct(body.details, invalid)),
	};
}

/** The details often say the same as the list. */
function distinct(details: unknown, invalid: string[]): string[] {
	if (invalid.length > 0) return invalid;
	return typeof details === 'string' ? [details] : [];
}

function adviceFor({ status, text }: FailedReply): ServiceWords {
	switch (status) {
		case 401:
			return {
				advice: sentences(
					/\bexpired\b/i.test(text) ? 'The login has expired and could not be renewed.' : undefined,
					'Open the credential, check its fields and test it.',
				),
			};
		case 403:
			return {
				advice:
					"Check 'Account', and ask an administrator of RingCX to give this login the right to read the reports of the account.",
			};
		case 404:
		case 410:
			return {
				advice: `Check 'Account' and the credential's 'Base URL'. RingCentral marked this kind of report as deprecated on ${RINGCX.reportsDeprecatedOn} and may have ended it.`,
			};
		default:
			return {};
	}
}
