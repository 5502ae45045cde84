import { type ICredentialTestRequest } from 'n8n-workflow';

/** https without a login in the address, or http to this very machine: what `nodes/core/url` makes of a base URL, as a pattern. */
const USABLE =
	/^(https:\/\/[^\s/@\\?#]+|http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?)(\/[^?#]*)?$/i;

/** What is read at the address that stands for one that cannot be used, and its first byte, as n8n hands it on. */
const UNUSABLE = '!';
const UNUSABLE_BYTE = UNUSABLE.charCodeAt(0);

/**
 * n8n sends the test by itself and signs it for whatever address there is. One over which anybody on the way could
 * read the login is therefore replaced by one that holds its own answer: n8n reads that and sends nothing, and a
 * rule tells what it means. As an expression.
 */
function addressOf(path: string): string {
	const base = 'String($credentials.baseUrl).trim().replace(/[?#].*$/, "")';
	return `={{ ${USABLE}.test(${base}) ? ${base}.replace(/\\/+$/, "") + ${path} : "data:,${UNUSABLE}" }}`;
}

interface Told {
	/** What to tell of an answer with this HTTP status. */
	byStatus: Record<number, string>;
	/** What to tell of a web page in the place of the answer. */
	ofWebPage?: string;
}

/**
 * The test of a credential: a request below its base URL with its login.
 *
 * @param path what follows the base URL, as in an expression: `"/reports"`
 */
export function credentialTest(
	path: string,
	accept: string,
	{ byStatus, ofWebPage }: Told,
): ICredentialTestRequest {
	const ofFirst = (value: string | number, message: string) => ({
		type: 'responseSuccessBody',
		properties: { key: '0', value, message },
	});
	return {
		request: {
			url: addressOf(path),
			headers: { Accept: accept },
			disableFollowRedirect: true,
		},
		// n8n reads rules of both kinds in one list, though its types say one kind or the other.
		rules: [
			ofFirst(
				UNUSABLE_BYTE,
				"'Base URL' must start with https://, since over plain http anybody on the way could read the login. Nothing was sent there.",
			),
			...(ofWebPage === undefined ? [] : [ofFirst('<', ofWebPage)]),
			...Object.entries(byStatus).map(([status, message]) => ({
				type: 'responseCode',
				properties: { value: Number(status), message },
			})),
		] as ICredentialTestRequest['rules'],
	};
}
