import { ServiceError } from '../../core/errors';
import { statusError, type FailedReply, type ServiceWords } from '../../core/http/statusError';
import { oneLine } from '../../core/text';
import { codeFacts } from './errorCodes';
import { BANDWIDTH } from './hosts';
import { childText, findElement, isElement, parseXml, type XmlElement } from './xml';

/**
 * Says what a reply without the wanted answer means. Bodies are XML, JSON (newer endpoints: `{type, description}`), or
 * empty (401, 403, 429).
 *
 * @param document what {@link parseXml} made of the body
 */
export function bandwidthError(reply: FailedReply, document: XmlElement | undefined): ServiceError {
	const words = toldFailure(document) ?? jsonWords(reply.text);
	return statusError(BANDWIDTH.name, reply, words);
}

/**
 * Says what an answer in place of a report's file means. Without a code a 202 stands for a file that is not there
 * yet; and Bandwidth's sample of a finished archive is a document whose `ResponseStatus` is a mere word.
 */
export function fileError(reply: FailedReply): ServiceError {
	const { status, text } = reply;
	const document = parseXml(text);
	if (toldFailure(document) !== undefined) return bandwidthError(reply, document);
	if (status === 202) {
		return new ServiceError(`${BANDWIDTH.name} does not have the file ready yet`, {
			description: `Try again in some minutes. HTTP status ${status}.`,
			status,
			reportStatus: 'pending',
		});
	}
	const word = findElement(document, 'ResponseStatus');
	if (status >= 300 || typeof word !== 'string' || word === '')
		return bandwidthError(reply, document);
	return new ServiceError(
		`${BANDWIDTH.name} calls the archive ${oneLine(word)}, but did not send it`,
		{
			description: `Download the report again later. If that changes nothing, get it in the Bandwidth App. HTTP status ${status}.`,
			status,
		},
	);
}

/**
 * The failure that a document tells, whatever HTTP status it came with; `undefined` when it tells none. A
 * `ResponseStatus` that holds only text is no failure (Bandwidth's sample of a finished file has one).
 */
export function toldFailure(document: XmlElement | undefined): ServiceWords | undefined {
	const status = findElement(document, 'ResponseStatus');
	const error = findElement(document, 'Error');
	const code =
		childText(status, 'ErrorCode') ?? childText(error, 'Code') ?? childText(error, 'ErrorCode');
	if (code === undefined) return undefined;
	return {
		code,
		text: childText(status, 'Description') ?? childText(error, 'Description'),
		...codeFacts(code),
	};
}

/** A readable answer that lacks what was asked for. `what` is a noun with its article: "the report". */
export function answerWithout(what: string): ServiceError {
	return new ServiceError(`${BANDWIDTH.name} gave an answer without ${what}`, {
		description: `Check that the credential's 'Base URL' is the address of Bandwidth's API, e.g. ${BANDWIDTH.baseUrl}.`,
	});
}

function jsonWords(text: string): ServiceWords | undefined {
	if (!text.trimStart().startsWith('{')) return undefined;
	try {
		const body: unknown = JSON.parse(text);
		if (!isElement(body)) return undefined;
		return { text: childText(body, 'description') ?? childText(body, 'message') };
	} catch {
		return undefined;
	}
}
