/** The one way the rest of the package sees the network. */

/** Header names in lower case; repeated headers joined by the sender. */
export type Headers = Readonly<Record<string, string>>;

export interface HttpRequest {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Absolute address. */
	url: string;
	/** `none` for links that carry their own permission (signed links): no login may travel there. */
	auth: 'credential' | 'none';
	/** Value of `Accept`. */
	accept: string;
	/** Any further headers, e.g. `Content-Type`. */
	headers?: Headers;
	body?: string;
	/**
	 * `always`: the request changes nothing, so it may be sent again after any passing trouble.
	 * `ifRefused`: it makes something; only when the service said that it did not take it.
	 */
	repeat: 'always' | 'ifRefused';
	/** The answer is a file, which may take long. */
	isFile?: boolean;
	/** How long to wait for the answer to begin, in ms; once it is over, the request is not sent again. */
	timeoutMs?: number;
}

/** Bytes as they arrive. */
export interface ByteStream extends AsyncIterable<Uint8Array> {
	/** Drops what was not read and closes the connection. */
	destroy(): void;
	/**
	 * Wraps bytes (usually these, looked into on the way) as the kind of stream that the platform's file
	 * store takes.
	 */
	toPlatformStream(bytes: AsyncIterable<Uint8Array>): unknown;
}

export interface HttpReply {
	status: number;
	headers: Headers;
	body: ByteStream;
}

export interface HttpPort {
	/**
	 * Sends a request and hands the reply to `use`, whose result it returns. When `use` is done, whatever
	 * it did not read is dropped and the connection is closed. Any HTTP status is a reply; redirects are
	 * replies too and are never followed here.
	 *
	 * @throws ServiceError with `transient` when no answer came; CancelledError when the user stopped.
	 */
	exchange<T>(request: HttpRequest, use: (reply: HttpReply) => Promise<T>): Promise<T>;
}

/** A reply whose body was read as text. */
export interface TextReply {
	status: number;
	headers: Headers;
	text: string;
}
