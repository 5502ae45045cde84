import { inspect } from 'node:util';
import { type Sandbox } from '../../sandbox';

/** Everything secret that a run used: what was configured, what the services gave out, and how it was sent. */
export function secretsOf({ bandwidth, webex, evoVoice, ringCx, requests }: Sandbox): Set<string> {
	const configured = [
		bandwidth.basic.password,
		bandwidth.oauth2.clientSecret,
		webex.accessToken,
		webex.clientSecret,
		evoVoice.password,
		ringCx.accessToken,
		ringCx.refreshToken,
		ringCx.apiToken,
		ringCx.clientSecret,
		ringCx.jwt,
	];
	const sent = requests.flatMap(({ headers, origin, query, body, path }) => [
		...[headers.authorization].flat().map((value) => value?.replace(/^\w+ /, '')),
		...(origin === 'storage' ? [new URLSearchParams(query).get('Signature')] : []),
		...(/token|oauth|login/.test(path) ? [...new URLSearchParams(body).entries()] : [])
			.filter(([name]) => /token$|assertion|secret/i.test(name))
			.map(([, value]) => value),
	]);
	return new Set(
		[...configured, ...sent].filter((secret) => (secret ?? '').length > 6) as string[],
	);
}

/** The first of the secrets that appears in something, if one does. */
export function leaked(secrets: Iterable<string>, whole: unknown): string | undefined {
	const text =
		typeof whole === 'string'
			? whole
			: inspect(whole, { depth: 14, maxArrayLength: null, maxStringLength: null });
	return [...secrets].find((secret) => text.includes(secret));
}
