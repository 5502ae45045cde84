/** A response body: all of it, or a source that makes it piece by piece. */
export type Body = Buffer | (() => AsyncIterable<Buffer>);

/** What a service answers, before it is put on the wire. */
export interface Answer {
	status: number;
	headers: Record<string, string | string[]>;
	body: Body;
}

const NOTHING = Buffer.alloc(0);

/** An answer without a body. */
export function empty(status: number, headers: Record<string, string | string[]> = {}): Answer {
	return { status, headers, body: NOTHING };
}

/** An answer whose body is text of the given content type. */
export function text(
	status: number,
	contentType: string,
	body: string,
	headers: Record<string, string | string[]> = {},
): Answer {
	return { status, headers: { 'Content-Type': contentType, ...headers }, body: Buffer.from(body) };
}

/** An answer in JSON. */
export function json(
	status: number,
	value: unknown,
	headers: Record<string, string | string[]> = {},
): Answer {
	return text(status, 'application/json;charset=UTF-8', JSON.stringify(value), headers);
}
