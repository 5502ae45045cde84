import { type HttpPort, type HttpRequest } from '../../../nodes/core/http/httpPort';

export interface ScriptedReply {
	status?: number;
	headers?: Record<string, string>;
	/** Text, or the pieces in which a body arrives; an error as last piece breaks it off. */
	body?: string | Array<Uint8Array | Error>;
}

/** Answers requests from a script, in order, and keeps what was asked. */
export class ScriptedHttp implements HttpPort {
	readonly requests: HttpRequest[] = [];
	destroyed = 0;

	constructor(private readonly script: Array<ScriptedReply | Error>) {}

	exchange: HttpPort['exchange'] = async (request, use) => {
		this.requests.push(request);
		const reply = this.script[this.requests.length - 1];
		if (reply === undefined)
			throw new Error(`Request ${this.requests.length} is not in the script`);
		if (reply instanceof Error) throw reply;
		const { status = 200, headers = {}, body = '' } = reply;
		const pieces = typeof body === 'string' ? [Buffer.from(body)] : body;
		try {
			return await use({
				status,
				headers,
				body: {
					async *[Symbol.asyncIterator]() {
						for (const piece of pieces) {
							if (piece instanceof Error) throw piece;
							yield piece;
						}
					},
					destroy: () => undefined,
					toPlatformStream: (bytes) => bytes,
				},
			});
		} finally {
			this.destroyed++;
		}
	};
}

/** All bytes of a stream, as text. */
export async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of bytes) chunks.push(chunk);
	return Buffer.concat(chunks).toString('utf8');
}
