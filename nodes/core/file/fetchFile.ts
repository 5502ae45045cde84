import { asError, ServiceError } from '../errors';
import { type HttpPort, type HttpReply, type HttpRequest } from '../http/httpPort';
import { readText } from '../http/readText';
import { type FileRequest } from '../service';
import { linkFromService, REDIRECT_STATUSES } from '../url';
import { fileNameFromHeaders } from './fileName';
import { peek } from './peek';
import { FILE_KINDS, sniff, type FileKind } from './sniff';
import { wholeZip } from './zipEnd';

/** A report's file, ready to be read once. */
export interface OpenFile {
	kind: FileKind;
	/** The service's name for it, if it gave one. */
	fileName?: string;
	bytes: AsyncIterable<Uint8Array>;
	/** The same bytes, instead of `bytes`, as the kind of stream that the platform's file store takes. */
	toPlatformStream(): unknown;
}

const MAX_REDIRECTS = 3;
/** How a store of files answers to a link that has expired or was never valid. */
const LINK_REFUSED = new Set([401, 403, 404, 410]);

/**
 * Fetches a report's file as `fetchFile` does, but asks for a fresh link, once, when the one at hand is
 * refused: signed links live for minutes, and waiting or earlier attempts may have taken longer.
 *
 * @param locate tells where the file is; called again for the fresh link
 */
export async function fetchReportFile<T>(
	http: HttpPort,
	locate: () => FileRequest | Promise<FileRequest>,
	use: (file: OpenFile, request: FileRequest) => Promise<T>,
): Promise<T> {
	try {
		return await fetchFile(http, await locate(), use);
	} catch (error) {
		if (!(error instanceof ServiceError) || error.details.linkRefused !== true)
			throw asError(error);
	}
	return await fetchFile(http, await locate(), use);
}

/**
 * Fetches a report's file and hands it to `use`, which reads it. Nothing is kept in memory but the first
 * kilobyte, which tells what the file really is. When the connection breaks half way, the whole is done
 * again, so `use` may be called more than once; only what its last call returned counts.
 *
 * A redirect is followed without the login: its address carries its own permission (Bandwidth answers 400
 * when a login is sent along), and no login may travel to another host.
 *
 * @throws ServiceError; its `reportStatus` is `pending` when the service is still making the report and
 *   `completed` when the report holds nothing.
 */
export async function fetchFile<T>(
	http: HttpPort,
	request: FileRequest,
	use: (file: OpenFile, request: FileRequest) => Promise<T>,
	redirectsLeft = MAX_REDIRECTS,
): Promise<T> {
	const { url, auth } = request;
	const outcome = await http.exchange<{ link: string } | { used: T }>(
		httpRequest(request),
		async (reply) => {
			if (REDIRECT_STATUSES.has(reply.status))
				return { link: redirectTarget(reply, url, redirectsLeft) };
			if (auth === 'none' && LINK_REFUSED.has(reply.status)) throw linkRefused(reply.status);
			return { used: await use(await openFile(reply, request), request) };
		},
	);
	if ('used' in outcome) return outcome.used;
	return await fetchFile(
		http,
		// Where the file lies it is fetched with a GET, even if it was asked for with more.
		{ ...request, url: outcome.link, auth: 'none', post: undefined },
		use,
		redirectsLeft - 1,
	);
}

function httpRequest({ url, auth, accept, post, timeoutMs }: FileRequest): HttpRequest {
	return {
		method: post === undefined ? 'GET' : 'POST',
		url,
		auth,
		accept,
		...(post !== undefined && { headers: { 'Content-Type': post.contentType }, body: post.body }),
		repeat: 'always',
		isFile: true,
		...(timeoutMs !== undefined && { timeoutMs }),
	};
}

async function openFile(
	reply: HttpReply,
	{ kinds, isAnswer, explain }: FileRequest,
): Promise<OpenFile> {
	const { status, headers } = reply;
	if (status !== 200 && status !== 201)
		throw explain({ status, headers, text: await readText(reply.body) });
	// A body that is shorter than announced has failed as a connection by the end of this. Its length is not counted
	// again here: a body that came compressed was unpacked on its way, and its headers no longer say so.
	const { head, whole } = await peek(reply.body);
	const kind = sniff(head);
	if (kinds.has(kind) && isAnswer?.(head) !== true) {
		const bytes = kind === 'zip' || kind === 'xlsx' ? wholeZip(whole) : whole;
		return {
			kind,
			fileName: fileNameFromHeaders(headers),
			bytes,
			toPlatformStream: () => reply.body.toPlatformStream(bytes),
		};
	}
	if (kind === 'html' || kind === 'empty') throw notTheFile(kind);
	if (kind === 'xml' || kind === 'json')
		throw explain({ status, headers, text: await readText(whole) });
	throw notTheFile(kind);
}

function redirectTarget({ headers }: HttpReply, from: string, redirectsLeft: number): string {
	const link = linkFromService(headers.location ?? '', from);
	if (link !== undefined && redirectsLeft > 0) return link;
	throw new ServiceError('The service sent the download to an address that cannot be used', {
		description:
			link === undefined
				? "The address is missing, is not https, or is not on the internet. Check the credential's base URL."
				: `It was sent on more than ${MAX_REDIRECTS} times. Try again later.`,
	});
}

function linkRefused(status: number): ServiceError {
	return new ServiceError('The download link of the report was refused', {
		description: `Such links work for a short time only. Run the workflow again. HTTP status ${status}.`,
		status,
		linkRefused: true,
	});
}

function notTheFile(kind: FileKind): ServiceError {
	return new ServiceError(`The service sent ${FILE_KINDS[kind].label} instead of the report`, {
		description:
			kind === 'html'
				? 'This is often a login page. Check the credential and its base URL.'
				: 'Nothing was saved. Run the workflow again later.',
	});
}
