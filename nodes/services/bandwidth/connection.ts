import { InputError, ServiceError } from '../../core/errors';
import { type HttpPort, type Headers } from '../../core/http/httpPort';
import { requestText } from '../../core/http/readText';
import { bandwidthError, toldFailure } from './errors';
import { BANDWIDTH } from './hosts';
import { buildXml, parseXml, type XmlElement } from './xml';

/** One account at Bandwidth and the way to it. */
export interface BandwidthConnection {
	http: HttpPort;
	/** Checked base URL without trailing slash, e.g. `https://dashboard.bandwidth.com/api`. */
	baseUrl: string;
	accountId: string;
}

export interface BandwidthReply {
	headers: Headers;
	/** `undefined` when the body is empty, which several calls answer with. */
	document: XmlElement | undefined;
}

/**
 * Sends one request below `/accounts/{accountId}` and reads the XML answer.
 *
 * @param path below the account, starting with a slash
 * @throws ServiceError for any answer that tells a failure, by its HTTP status or by its content;
 *   InputError when the account ID cannot be one.
 */
export async function callBandwidth(
	connection: BandwidthConnection,
	path: string,
	create?: XmlElement,
): Promise<BandwidthReply> {
	const { http } = connection;
	const reply = await requestText(http, {
		method: create === undefined ? 'GET' : 'POST',
		url: accountUrl(connection) + path,
		auth: 'credential',
		accept: 'application/xml',
		...(create !== undefined && {
			headers: { 'Content-Type': 'application/xml; charset=utf-8' },
			body: buildXml(create),
		}),
		repeat: create === undefined ? 'always' : 'ifRefused',
	});
	if (reply.status < 200 || reply.status >= 300) throw bandwidthError(reply);
	if (reply.text.trim() === '') return { headers: reply.headers, document: undefined };
	const document = parseXml(reply.text);
	if (document === undefined) throw unreadable(reply.text);
	if (toldFailure(document) !== undefined) throw bandwidthError(reply);
	return { headers: reply.headers, document };
}

/** `{baseUrl}/accounts/{accountId}`. */
export function accountUrl({ baseUrl, accountId }: BandwidthConnection): string {
	if (!/^[\w-]+$/.test(accountId)) {
		throw new InputError(
			"The credential's 'Account ID' is not an account ID",
			'Open the credential and enter the number that Bandwidth shows for the account, without anything around it.',
		);
	}
	return `${baseUrl}/accounts/${accountId}`;
}

/**
 * The id at the end of a `Location`, the only place where Bandwidth tells the id of what was created. The
 * rest of that address is not used: it may name another path, a port or even another host.
 *
 * @throws ServiceError when there is none; the report then exists, but nothing leads to it.
 */
export function idFromLocation(headers: Headers): string {
	const path = (headers.location ?? '').replace(/[?#].*$/, '').replace(/\/+$/, '');
	const id = path.slice(path.lastIndexOf('/') + 1);
	if (path.includes('/') && isReportId(id)) return id;
	throw new ServiceError(`${BANDWIDTH.name} accepted the report but did not tell its ID`, {
		description:
			'The report is being made, but cannot be followed from here. Look for it in the Bandwidth dashboard before you create it again.',
	});
}

/** Ids are judged by the service (its own sample is no UUID); here only what could change the address is refused. */
export function isReportId(text: string): boolean {
	return /^[\w.-]*\w[\w.-]*$/.test(text);
}

function unreadable(text: string): ServiceError {
	const isPage = /^\s*<(!doctype )?html/i.test(text);
	return new ServiceError(
		`${BANDWIDTH.name} answered with ${isPage ? 'a web page' : 'something that is not XML'}`,
		{
			description: `Check that the credential's 'Base URL' is the address of Bandwidth's API, e.g. ${BANDWIDTH.baseUrl}.`,
		},
	);
}
