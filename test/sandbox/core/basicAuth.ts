import { header } from './headers';
import type { Call } from './service';

/** The user name and password of a request's HTTP Basic header (RFC 7617); undefined when there is none. */
export function readBasic(call: Call): { username: string; password: string } | undefined {
	const coded = /^Basic (\S+)$/i.exec(header(call, 'authorization'))?.[1];
	if (coded === undefined) return undefined;
	const plain = Buffer.from(coded, 'base64').toString();
	const colon = plain.indexOf(':');
	if (colon === -1) return undefined;
	return { username: plain.slice(0, colon), password: plain.slice(colon + 1) };
}
