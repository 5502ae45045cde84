import { asError, InputError, ServiceError } from '../../core/errors';
import {
	type Headers,
	type HttpPort,
	type HttpRequest,
	type TextReply,
} from '../../core/http/httpPort';
import { readText, requestText, tooLarge } from '../../core/http/readText';
import { emptyAnswer } from '../../core/http/statusError';
import { bandwidthError, toldFailure } from './errors';
import { BANDWIDTH } from './hosts';
import { buildXml, hasTooManyMarks, MAX_MARKS, parseXml, type XmlElement } from './xml';

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
	const request: HttpRequest = {
		method: create === undefined ? 'GET' : 'POST',
		url: accountUrl(connection) + path,
		auth: 'credential',
		accept: 'application/xml',
		...(create !== undefined && {
			headers: { 'Content-Type': 'application/xml; charset=utf-8' },
			body: buildXml(create),
		}),
		repeat: create === undefined ? 'always' : 'ifRefused',
	};
	const reply = await (create === undefined
		? requestText(http, request)
		: requestWhatMayBreak(http, request));
	const document = parseXml(reply.text);
	if (reply.status < 200 || reply.status >= 300) throw bandwidthError(reply, document);
	if (reply.text.trim() === '') {
		if (create === undefined && reply.status !== 204) throw emptyAnswer(BANDWIDTH.name);
		return { headers: reply.headers, document };
	}
	if (document === undefined) {
		if (create !== undefined && isCreated(reply)) return { headers: reply.headers, document };
		throw unreadable(reply.text);
	}
	if (toldFailure(document) !== undefined) throw bandwidthError(reply, document);
	return { headers: reply.headers, document };
}

/** What was created is named in a header, so that it is known even if the rest of the answer cannot be had. */
async function requestWhatMayBreak(http: HttpPort, request: HttpRequest): Promise<TextReply> {
	return await http.exchange(request, async ({ status, headers, body }) => {
		try {
			return { status, headers, text: await readText(body) };
		} catch (error) {
			if (!isCreated({ status, headers })) throw asError(error);
			return { status, headers, text: '' };
		}
	});
}

function isCreated({ status, headers }: Pick<TextReply, 'status' | 'headers'>): boolean {
	return status === 201 && headers.location !== undefined;
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
		mayExist: true,
	});
}

/** No id is as long, and what is looked into must have a bound: a service may send megabytes. */
const LONGEST_ID = 500;

/** Ids are judged by the service (its own sample is no UUID); here only what could change the address is refused. */
export function isReportId(text: string): boolean {
	return text.length <= LONGEST_ID && /^[\w.-]+$/.test(text) && /\w/.test(text);
}

function unreadable(text: string): ServiceError {
	if (hasTooManyMarks(text)) {
		return tooLarge(`may have ${MAX_MARKS.toLocaleString('en')} tags and attributes at most`);
	}
	const isPage = /^\s*<(!doctype )?html/i.test(text);
	return new ServiceError(
		`${BANDWIDTH.name} answered with ${isPage ? 'a web page' : 'something that is not XML'}`,
		{
			description: `Check that the credential's 'Base URL' is the address of Bandwidth's API, e.g. ${BANDWIDTH.baseUrl}.`,
		},
	);
}
