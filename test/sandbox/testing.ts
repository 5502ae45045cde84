import { readZip } from '../support/zip';

/** A clock that moves only when it is told to. */
export interface ManualClock {
	(): number;
	/** Lets so many milliseconds pass. */
	pass(ms: number): void;
	/** Back to where it started. */
	reset(): void;
}

/** A clock that stands at the given moment (ISO 8601). */
export function manualClock(start: string): ManualClock {
	const startedAt = Date.parse(start);
	let now = startedAt;
	return Object.assign(() => now, {
		pass: (ms: number) => {
			now += ms;
		},
		reset: () => {
			now = startedAt;
		},
	});
}

/** The header of HTTP Basic. */
export function basic({ username, password }: { username: string; password: string }) {
	const coded = Buffer.from(`${username}:${password}`).toString('base64');
	return { Authorization: `Basic ${coded}` };
}

/** The header of a bearer token. */
export function bearer(token: string) {
	return { Authorization: `Bearer ${token}` };
}

/** The body of a form, and its header. */
export function form(fields: Record<string, string>): { body: URLSearchParams; method: 'POST' } {
	return { method: 'POST', body: new URLSearchParams(fields) };
}

/** The error a call ends with, as one text with all its causes; fails when there is none. */
export async function errorOf(call: Promise<unknown>): Promise<string> {
	try {
		await call;
	} catch (error) {
		const said: string[] = [];
		// Not by `instanceof`: errors of Node's own parts are of another realm than those of a test.
		for (let at = error as NodeJS.ErrnoException | undefined; at; at = at.cause as typeof at) {
			said.push(`${at.name} ${at.code ?? ''} ${at.message}`);
		}
		return said.join('; ');
	}
	throw new Error('The call did not fail.');
}

/** A zip's entries by name. */
export function unzipped(archive: Buffer): Record<string, Buffer> {
	return Object.fromEntries(readZip(archive).map(({ name, content }) => [name, content]));
}
