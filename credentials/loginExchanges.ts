import { createHash } from 'node:crypto';
import { LoginFailure } from './loginFailure';

/** What an exchange gives. */
export interface Login {
	accessToken: string;
	/** What the next exchange takes; an exchange that took it gives another. */
	renewal: string;
	/** Ms since the epoch. */
	obtainedMs: number;
}

/** Access tokens live five minutes; one that is older than this (ms) is not handed on. */
const FRESH_MS = 4 * 60_000;
/**
 * How long the outcome of an exchange is remembered, in ms: longer than a request that was signed with the login
 * before it can take to be refused, and than a credential is usually open in the editor.
 */
const KEPT_MS = 60 * 60_000;
/** How long a refusal counts without asking again, in ms: failing items must not become a flood of logins. */
const REFUSED_MS = 15_000;

interface Exchange {
	login: Promise<Login>;
	/** Ms since the epoch from which on it is forgotten; endless while it is under way. */
	untilMs: number;
}

/**
 * Exchanges of a login for the next, each made once, however many executions ask for it at the same moment.
 *
 * n8n tells a credential neither its id nor that another execution is renewing the same login, and it keeps no
 * lock, so executions are brought together here by what they hold. Whoever still holds a login that was
 * exchanged already (it was read before the new one was stored, or was saved again from an open editor) is
 * led along to the newest one instead of being sent with a token that works once and is used up.
 *
 * This lives in the memory of one n8n process. With several (queue mode's main and workers) two processes can
 * still use up the same renewal at the same moment: one gets the new login and stores it, the other is refused.
 * It finds the stored one when it reads the credential again, which the nodes do once. What cannot be mended:
 * a process that ends after the exchange and before n8n has stored the outcome, and an answer that gets lost.
 */
export class LoginExchanges {
	private readonly known = new Map<string, Exchange>();

	/** @param now ms since the epoch */
	constructor(private readonly now: () => number = Date.now) {}

	/**
	 * The newest login that follows from `renewal`.
	 *
	 * @param scope where and for whom the renewal counts
	 * @param exchange makes one exchange of the renewal that it is given
	 */
	async newest(
		scope: readonly string[],
		renewal: string,
		exchange: (renewal: string) => Promise<Login>,
	): Promise<Login> {
		const seen = new Set<string>();
		for (let spent = renewal; ;) {
			seen.add(spent);
			const login = await this.once(fingerprint(...scope, spent), spent, exchange);
			const isLast = !this.knows(fingerprint(...scope, login.renewal));
			const isFresh = this.now() - login.obtainedMs < FRESH_MS;
			if ((isLast && isFresh) || seen.has(login.renewal)) return login;
			spent = login.renewal;
		}
	}

	/** Makes the exchange, or joins it, or gives what it gave. */
	private async once(
		key: string,
		spent: string,
		exchange: (renewal: string) => Promise<Login>,
	): Promise<Login> {
		const known = this.knows(key) ? this.known.get(key) : undefined;
		if (known !== undefined) return await known.login;
		const made: Exchange = { login: exchange(spent), untilMs: Number.POSITIVE_INFINITY };
		this.known.set(key, made);
		await made.login.then(
			// A renewal that stays the same is not used up, and will be wanted again.
			({ renewal }) => (made.untilMs = renewal === spent ? 0 : this.now() + KEPT_MS),
			// What may pass by itself is tried again by the next one who asks.
			(error: unknown) => (made.untilMs = mayPass(error) ? 0 : this.now() + REFUSED_MS),
		);
		return await made.login;
	}

	private knows(key: string): boolean {
		for (const [each, { untilMs }] of this.known) {
			if (untilMs <= this.now()) this.known.delete(each);
		}
		return this.known.has(key);
	}
}

function mayPass(error: unknown): boolean {
	return !(error instanceof LoginFailure) || error.failure.cause === 'temporarily-unavailable';
}

/** A name for secrets that tells nothing of them. */
export function fingerprint(...secrets: string[]): string {
	return createHash('sha256').update(JSON.stringify(secrets)).digest('hex').slice(0, 32);
}
