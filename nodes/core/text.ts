/** At most this much of a service's own words is shown to a user. */
const SHOWN_CHARS = 300;
/** And at most this much of them is looked into. */
const READ_CHARS = 4_000;

/** A service's text made fit for a message: one line, no markup or control characters, not too long. */
export function oneLine(text: string): string {
	// A service may send megabytes of markup; what is shown stands at their beginning.
	const plain = text
		.slice(0, READ_CHARS)
		.replace(/<[^>]*>/g, ' ')
		.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
		.trim();
	return plain.length > SHOWN_CHARS ? `${plain.slice(0, SHOWN_CHARS - 1)}…` : plain;
}

/** Foreign text as it can stand in a sentence of ours: {@link oneLine}, without a full stop of its own. */
export function inSentence(text: string): string {
	return oneLine(text).replace(/\.$/, '');
}

/** What a service says of a report, as a sentence for a description; `undefined` when it says nothing. */
export function itsWords(message = ''): string | undefined {
	const said = inSentence(message);
	return said === '' ? undefined : `It says: ${said}.`;
}

/**
 * What a service says of a report, as {@link itsWords}; a failure that told of the report may have named the service
 * already.
 */
export function saidOf({
	service,
	message = '',
}: {
	service: string;
	message?: string;
}): string | undefined {
	return message.startsWith(`${service} says: `) ? `${inSentence(message)}.` : itsWords(message);
}

/** Joins sentences that may be missing. */
export function sentences(...parts: Array<string | undefined>): string | undefined {
	const present = parts.filter((part) => part !== undefined && part !== '');
	return present.length > 0 ? present.join(' ') : undefined;
}

/** `{a: undefined, b: 1}` → `{b: 1}`: absent values are left out of items, not shown as empty. */
export function withoutAbsent<T extends object>(value: T): T {
	return Object.fromEntries(
		Object.entries(value).filter(([, entry]) => entry !== undefined && entry !== ''),
	) as T;
}

/** True for a field that was left empty. */
export function isEmpty(value: unknown): boolean {
	return (
		value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
	);
}
