import { inflateRawSync } from 'node:zlib';

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

/** Text of a zip's entries by name, found by way of the central directory. */
export function unzipped(archive: Buffer): Record<string, Buffer> {
	const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
	const entries: Record<string, Buffer> = {};
	let at = archive.readUInt32LE(end + 16);
	for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
		const [size, nameLength] = [archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28)];
		const local = archive.readUInt32LE(at + 42);
		const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
		const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
		entries[name] = inflateRawSync(archive.subarray(start, start + size));
		at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
	}
	return entries;
}
