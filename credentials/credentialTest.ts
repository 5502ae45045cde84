import { type ICredentialTestRequest } from 'n8n-workflow';

/** https without a login in the address, or http to this very machine: what `nodes/core/url` makes of a base URL, as a pattern. */
const USABLE =
	/^(https:\/\/[^\s/@\\?#]+|http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?)(\/[^?#]*)?$/i;

/** What is read at the address that stands for one that cannot be used. */
const UNUSABLE = '!';

/**
 * n8n sends the test by itself and signs it for whatever address there is. One over which anybody on the way could
 * read the login is therefore replaced by one that holds its own answer: n8n reads that and sends nothing, and a
 * rule tells what it means. As an expression.
 */
function addressOf(path: string): string {
	const base = 'String($credentials.baseUrl).trim().replace(/[?#].*$/, "")';
	return `={{ ${USABLE}.test(${base}) ? ${base}.replace(/\\/+$/, "") + ${path} : "data:,${UNUSABLE}" }}`;
}

/** Tells an answer by one thing of its text, which is all that n8n's rules can look at: a character, or the length. */
type Sign = readonly [key: number | 'length', value: string | number];

/** What no answer of a service is like, but a web page is, also behind a blank line, and what else is none of its. */
const FOREIGN: Record<'application/json' | 'application/xml', readonly Sign[]> = {
	'application/json': at([0, 1, 2], '<'),
	'application/xml': [[0, '{'], [0, '['], [1, 'h'], [1, 'H'], ...at([1, 2, 3], '!')],
};

function at(places: readonly number[], character: string): Sign[] {
	return places.map((place) => [place, character]);
}

interface Told {
	/** What to tell of an answer with this HTTP status. */
	byStatus: Record<number, string>;
	/** What to tell of a web page, or of anything else that is not the service's, in the place of the answer. */
	ofForeign: string;
	/** What to tell of answers that have these signs. */
	bySign?: ReadonlyArray<readonly [sign: Sign, message: string]>;
}

/**
 * The test of a credential: a request below its base URL with its login.
 *
 * @param path what follows the base URL, as in an expression: `"/reports"`
 */
export function credentialTest(
	path: string,
	accept: keyof typeof FOREIGN,
	{ byStatus, ofForeign, bySign = [] }: Told,
): ICredentialTestRequest {
	const ofBody = ([key, value]: Sign, message: string) => ({
		type: 'responseSuccessBody',
		properties: { key: String(key), value, message },
	});
	return {
		request: {
			url: addressOf(path),
			headers: { Accept: accept },
			// Of a list n8n would show the rules the first entry only, and break where there is none.
			encoding: 'text',
			disableFollowRedirect: true,
		},
		// n8n reads rules of both kinds in one list, though its types say one kind or the other.
		rules: [
			ofBody(
				[0, UNUSABLE],
				"'Base URL' must start with https://, since over plain http anybody on the way could read the login. Nothing was sent there.",
			),
			...FOREIGN[accept].map((sign) => ofBody(sign, ofForeign)),
			...bySign.map(([sign, message]) => ofBody(sign, message)),
			...Object.entries(byStatus).map(([status, message]) => ({
				type: 'responseCode',
				properties: { value: Number(status), message },
			})),
		] as ICredentialTestRequest['rules'],
	};
}
