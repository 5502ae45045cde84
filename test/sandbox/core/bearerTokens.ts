import { randomBytes } from 'node:crypto';

import { secrets } from '../../support/secrets';
import type { Clock } from './clock';
import { header } from './headers';
import type { Call } from './service';

interface Token<T> {
	expiresAt: number;
	grant: T;
}

/** Tokens that a service gave out, each with what it grants. */
export class BearerTokens<T> {
	private readonly tokens = new Map<string, Token<T>>();

	constructor(private readonly clock: Clock) {}

	/** Gives out a new token. `lifeMs`: milliseconds until it expires. */
	issue(grant: T, lifeMs: number): string {
		const token = randomBytes(24).toString('hex');
		this.set(token, grant, lifeMs);
		return token;
	}

	/** Makes a known text a token. */
	set(token: string, grant: T, lifeMs = Number.POSITIVE_INFINITY): void {
		secrets.add(token);
		this.tokens.set(token, { grant, expiresAt: this.clock() + lifeMs });
	}

	/** What a token grants; `expired` once its time is over, undefined when it was never given out. */
	read(token: string | undefined): T | 'expired' | undefined {
		const found = token === undefined ? undefined : this.tokens.get(token);
		if (found === undefined) return undefined;
		return this.clock() < found.expiresAt ? found.grant : 'expired';
	}

	/** As `read`, and the token can be used only this once. */
	take(token: string | undefined): T | undefined {
		const grant = this.read(token);
		if (token !== undefined) this.tokens.delete(token);
		return grant === 'expired' ? undefined : grant;
	}

	/** Ends the life of all tokens: from now on they read as `expired`. */
	expireAll(): void {
		for (const token of this.tokens.values()) token.expiresAt = this.clock();
	}

	/** Forgets all tokens. */
	clear(): void {
		this.tokens.clear();
	}
}

/** The token of a request's bearer header (RFC 6750). */
export function readBearer(call: Call): string | undefined {
	return /^Bearer (\S+)$/i.exec(header(call, 'authorization'))?.[1];
}
