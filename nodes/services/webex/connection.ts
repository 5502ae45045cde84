import { ServiceError } from '../../core/errors';
import { type HttpPort, type HttpRequest } from '../../core/http/httpPort';
import { requestJson } from '../../core/http/requestJson';
import { emptyAnswer } from '../../core/http/statusError';
import { parseJsonObject, type JsonObject } from '../../core/json';
import { notAReportId } from '../../core/reportId';
import { webexError } from './errors';
import { WEBEX } from './hosts';

/** One partner organization at Webex and the way to it. */
export interface WebexConnection {
	http: HttpPort;
	/** Checked base URL without trailing slash, e.g. `https://webexapis.com/v1`. */
	baseUrl: string;
}

export const REPORTS_PATH = '/broadworks/billing/reports';

/**
 * Sends one request and reads the JSON answer; any 2xx is a success.
 *
 * @param path below the base URL, starting with a slash
 * @returns the answer; `undefined` when it has no body
 * @throws ServiceError for any other answer.
 */
export async function callWebex(
	{ http, baseUrl }: WebexConnection,
	method: HttpRequest['method'],
	path: string,
	body?: JsonObject,
): Promise<JsonObject | undefined> {
	const reply = await requestJson(http, method, baseUrl + path, body);
	if (reply.status < 200 || reply.status >= 300) throw webexError(reply);
	if (reply.text.trim() === '') {
		if (method === 'GET' && reply.status !== 204) throw emptyAnswer(WEBEX.name);
		return undefined;
	}
	const answer = parseJsonObject(reply.text);
	if (answer === undefined) throw unexpected();
	return answer;
}

/** The path of one report. Ids are about 100 characters of Base64, of either alphabet. */
export function reportPath(reportId: string): string {
	if (!/^[\w+/=-]+$/.test(reportId)) throw notAReportId(reportId);
	return `${REPORTS_PATH}/${encodeURIComponent(reportId)}`;
}

/** An answer with status 2xx that is not what Webex answers. */
export function unexpected(): ServiceError {
	return new ServiceError(`${WEBEX.name} gave an answer that was not expected`, {
		description: `Check that the credential's 'Base URL' is the address of the Webex API, e.g. ${WEBEX.baseUrl}.`,
	});
}
