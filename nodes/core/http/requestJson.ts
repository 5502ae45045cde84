import { type HttpPort, type HttpRequest, type TextReply } from './httpPort';
import { requestText } from './readText';

/**
 * Sends one signed request, with `body` as JSON if there is one, and reads the whole answer as text. A GET changes
 * nothing and may be sent again; anything else only when the service did not take it.
 *
 * @param url absolute address
 * @throws ServiceError when no answer came, or one too large to be read.
 */
export async function requestJson(
	http: HttpPort,
	method: HttpRequest['method'],
	url: string,
	body?: object,
): Promise<TextReply> {
	return await requestText(http, {
		method,
		url,
		auth: 'credential',
		accept: 'application/json',
		...(body !== undefined && {
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(body),
		}),
		repeat: method === 'GET' ? 'always' : 'ifRefused',
	});
}
