import { InputError } from './errors';
import { isLocalHost, isLoopback } from './localAddress';

/**
 * Checks a base URL that a user typed into a credential.
 *
 * @returns it without trailing slashes, so that paths can be appended.
 * @throws InputError unless it is https, or http to this very machine.
 */
export function baseUrl(text: string, label = 'Base URL'): string {
	const url = parse(text.trim());
	if (url === undefined) {
		throw new InputError(
			`The credential's '${label}' is not a web address`,
			`Enter the whole address, e.g. https://api.example.com. Found: ${text.trim() || '(empty)'}`,
		);
	}
	if (!isPrivateEnough(url)) {
		throw new InputError(
			`The credential's '${label}' must start with https://`,
			'Over plain http anybody on the way could read the login. Only addresses on this machine (localhost) may use http.',
		);
	}
	if (url.username !== '' || url.password !== '') {
		throw new InputError(
			`The credential's '${label}' must not hold a login`,
			'Enter the user name and the password in their own fields.',
		);
	}
	url.search = '';
	url.hash = '';
	return url.href.replace(/\/+$/, '');
}

/** True for https, and for http that does not leave the machine. */
function isPrivateEnough(url: URL): boolean {
	return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

/** True when both addresses have the same scheme, host and port. */
export function sameOrigin(a: string, b: string): boolean {
	const [first, second] = [parse(a), parse(b)];
	return first !== undefined && second !== undefined && first.origin === second.origin;
}

/**
 * Checks an address that came from a service (a redirect, a signed link) before anything is sent there.
 * A service on the internet has no business pointing into the user's own machine or network, or at plain http.
 *
 * @param from the address that was asked, against which a relative link is resolved.
 * @returns the absolute address, its query untouched (a signature may depend on every character);
 *   `undefined` when it must not be followed.
 */
export function linkFromService(link: string, from: string): string | undefined {
	const target = link === '' ? undefined : parse(link, from);
	const origin = parse(from);
	if (target === undefined || origin === undefined || !isPrivateEnough(target)) return undefined;
	if (isLocalHost(target.hostname) && !isLocalHost(origin.hostname)) return undefined;
	return target.href;
}

function parse(text: string, base?: string): URL | undefined {
	return URL.canParse(text, base) ? new URL(text, base) : undefined;
}

/** Statuses by which a service sends a request on to another address. */
export const REDIRECT_STATUSES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
