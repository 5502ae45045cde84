/**
 * The one place that knows every secret a test uses, and searches what the package puts out for them. The sandbox
 * adds its logins and each token that it gives out; the benches of the engine and of n8n add what is typed into
 * credentials. Finds are kept, and `noSecretsShown.ts` lets the test fail in which there was one.
 */

/** Something shorter would be found by chance. */
const SHORTEST = 8;

/** Fields of n8n's credentials, of the package's and of others that tests use, whose values must not be seen. */
const SECRET_FIELDS: ReadonlySet<string> = new Set([
	'accessToken',
	'access_token',
	'apiToken',
	'clientSecret',
	'jwt',
	'password',
	'refreshToken',
	'refresh_token',
	'sessionToken',
]);

/** Values that are none: expressions, what n8n shows in the place of a secret, and RingCX's word for "as entered". */
const NO_SECRET = /^$|^=|^__n8n_(BLANK|EMPTY)_VALUE_|^pair in use$/;

export class Secrets {
	/** Every way in which a secret may be written. */
	private readonly written = new Set<string>();
	private readonly finds: string[] = [];

	/** @throws Error when it is too short to be searched for */
	add(secret: string): void {
		if (secret.length < SHORTEST) {
			throw new Error(`"${secret}" is too short a secret: it would be found where it is not`);
		}
		const forms = [
			secret,
			encodeURIComponent(secret),
			new URLSearchParams({ secret }).toString().slice('secret='.length),
			JSON.stringify(secret).slice(1, -1),
			base64(secret),
		];
		for (const form of forms) this.written.add(form);
	}

	/** A login of HTTP Basic: its password, and the header that it makes. */
	addLogin(name: string, password: string): void {
		this.add(password);
		this.written.add(base64(`${name}:${password}`));
	}

	/** What is typed into a credential. */
	addCredential(data: object): void {
		const fields = Object.entries(data);
		const text = (field: string) => fields.find(([name]) => name === field)?.[1] as unknown;
		for (const [name, value] of fields) {
			if (typeof value === 'object' && value !== null) this.addCredential(value as object);
			if (!SECRET_FIELDS.has(name) || typeof value !== 'string' || NO_SECRET.test(value)) continue;
			this.add(value);
			for (const user of [text('username'), text('user'), text('clientId')]) {
				if (typeof user === 'string') this.addLogin(user, value);
			}
		}
	}

	/** Keeps in mind that `where` shows a secret, if any text in `value`, however deep, does. */
	search(where: string, value: unknown): void {
		for (const text of textsIn(value)) {
			for (const secret of this.written) {
				const at = text.indexOf(secret);
				if (at === -1) continue;
				this.finds.push(`${where} shows ${secret}: …${text.slice(Math.max(0, at - 60), at)}…`);
			}
		}
	}

	/** Searches what `work` answers, or the error that it ends with, and hands it on. */
	async searched<T>(where: string, work: Promise<T>): Promise<T> {
		try {
			const answer = await work;
			this.search(where, answer);
			return answer;
		} catch (error) {
			this.search(`the error of ${where}`, error);
			throw error;
		}
	}

	/** What was found since it was last asked for. */
	takeFinds(): string[] {
		return this.finds.splice(0);
	}
}

/** One for each test file, and one for the demo. */
export const secrets = new Secrets();

/** Without the padding, so that it is also found where that was left out. */
function base64(text: string): string {
	return Buffer.from(text).toString('base64').replace(/=+$/, '');
}

/** All texts in a value: of bytes too, and of properties that are not listed, as errors have them. */
function* textsIn(value: unknown): Generator<string> {
	const seen = new Set<object>();
	const left = [value];
	while (left.length > 0) {
		const next = left.pop();
		if (typeof next === 'string') yield next;
		if (typeof next !== 'object' || next === null || seen.has(next)) continue;
		seen.add(next);
		if (next instanceof Uint8Array) {
			yield Buffer.from(next.buffer, next.byteOffset, next.byteLength).toString('latin1');
			continue;
		}
		if (next instanceof Map || next instanceof Set) left.push(...next.entries());
		for (const key of Reflect.ownKeys(next)) {
			left.push(key, Reflect.getOwnPropertyDescriptor(next, key)?.value);
		}
	}
}
