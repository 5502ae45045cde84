import { ServiceError } from '../../core/errors';
import { statusError, type FailedReply, type ServiceWords } from '../../core/http/statusError';
import {
	isJsonObject,
	jsonObjects,
	jsonText,
	parseJsonObject,
	type JsonObject,
} from '../../core/json';
import { REDIRECT_STATUSES } from '../../core/url';
import { EVO_VOICE } from './hosts';

/** Of the fields that Evo Voice finds wrong, so many are told: more would not be shown. */
const MAX_FIELDS = 20;

/** What to do where Evo Voice asks for something in particular. */
const ADVICE: Readonly<Record<number, string>> = {
	200: 'Check the values of the fields.',
	401: 'Open the credential, check the user name and the password, and test it.',
	403: `The user needs one of the roles ${EVO_VOICE.roles}, and access to the account in 'Account'.`,
	404: "Check the 'Report' ID. Evo Voice shows a report only to the user who requested it, and only once it is made.",
};

/** Says what a reply without the wanted answer means. */
export function evoVoiceError(reply: FailedReply): ServiceError {
	if (REDIRECT_STATUSES.has(reply.status))
		return sentToLogin('sent the request on instead of answering');
	const words = toldFailure(parseJsonObject(reply.text)) ?? {};
	return statusError(EVO_VOICE.name, reply, { ...words, advice: ADVICE[reply.status] });
}

/**
 * The failure that an answer tells, whatever HTTP status it came with: ServiceStack's `responseStatus` with
 * an `errorCode`, a message, and the fields that it is about. `undefined` when it tells none.
 */
export function toldFailure(answer: JsonObject | undefined): ServiceWords | undefined {
	const status = answer?.responseStatus;
	const code = isJsonObject(status) ? jsonText(status, 'errorCode') : undefined;
	if (!isJsonObject(status) || code === undefined) return undefined;
	const message = jsonText(status, 'message');
	const fields = (jsonObjects(status, 'errors') ?? []).slice(0, MAX_FIELDS).map((error) => {
		const field = jsonText(error, 'fieldName');
		const text = jsonText(error, 'message') ?? jsonText(error, 'errorCode');
		return field === undefined || text === undefined ? text : `'${labelOf(field)}': ${text}`;
	});
	const said = [message, ...fields].filter((text) => text !== undefined);
	// The message often is that of the first field, without its name.
	const texts = said.filter((text, i) => !said.slice(i + 1).some((later) => later.endsWith(text)));
	return { code, text: texts.length > 0 ? texts.join('; ') : undefined };
}

/** Something that is not JSON came with status 2xx. */
export function unreadable(text: string): ServiceError {
	if (/^\s*<(!doctype )?html/i.test(text)) return sentToLogin('answered with a web page');
	return new ServiceError(`${EVO_VOICE.name} answered with something that is not JSON`, {
		description: `Check that the credential's 'Base URL' is the address of Evo Voice, e.g. ${EVO_VOICE.baseUrl}.`,
	});
}

/** Most likely; a new report may have been made all the same, since Evo Voice does not say. */
function sentToLogin(how: string): ServiceError {
	return new ServiceError(`${EVO_VOICE.name} ${how}`, {
		description:
			"This usually is its login page. Check the user name and the password in the credential, and its 'Base URL'.",
		failure: 'credential-invalid',
	});
}

/** `startDate` or `StartDate` → `Start Date`, as the node's fields are called. */
function labelOf(fieldName: string): string {
	const words = fieldName.replace(/([a-z])([A-Z])/g, '$1 $2').trim();
	const label = words.charAt(0).toUpperCase() + words.slice(1);
	return label === 'Account Id' ? 'Account' : label;
}
