import { type HttpPort, type HttpRequest } from '../../core/http/httpPort';
import { requestJson } from '../../core/http/requestJson';
import { emptyAnswer } from '../../core/http/statusError';
import { parseJsonObject, type JsonObject } from '../../core/json';
import { notAReportId } from '../../core/reportId';
import { evoVoiceError, toldFailure, unreadable } from './errors';
import { EVO_VOICE } from './hosts';

/** One user of Evo Voice and the way to it. */
export interface EvoVoiceConnection {
	http: HttpPort;
	/** Checked base URL without trailing slash, e.g. `https://evovoice.io`. */
	baseUrl: string;
}

/**
 * Sends one request and reads the JSON answer. The service chooses its format by `Accept`, and sends those
 * who seem to be browsers to its login page; redirects are never followed.
 *
 * @param path below the base URL, starting with a slash
 * @returns the answer; `undefined` when it has no body
 * @throws ServiceError for any answer that tells a failure, by its HTTP status or by its content.
 */
export async function callEvoVoice(
	{ http, baseUrl }: EvoVoiceConnection,
	method: HttpRequest['method'],
	path: string,
	body?: object,
): Promise<JsonObject | undefined> {
	const reply = await requestJson(http, method, baseUrl + path, body);
	if (reply.status < 200 || reply.status >= 300) throw evoVoiceError(reply);
	if (reply.text.trim() === '') {
		if (method === 'GET' && reply.status !== 204) throw emptyAnswer(EVO_VOICE.name);
		return undefined;
	}
	const answer = parseJsonObject(reply.text);
	if (answer === undefined) throw unreadable(reply.text);
	if (toldFailure(answer) !== undefined) throw evoVoiceError(reply);
	return answer;
}

/** The path of one report; `.xlsx` behind it is its workbook. */
export function reportPath(reportId: string): string {
	if (!/^[\w-]+$/.test(reportId)) throw notAReportId(reportId);
	return `/reports/${reportId}`;
}
