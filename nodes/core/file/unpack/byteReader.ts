const NOTHING = Buffer.alloc(0);

/** Reads a stream of bytes in portions of the reader's choice. No chunk is fetched before it is needed. */
export class ByteReader {
	private readonly source: AsyncIterator<Uint8Array>;
	private buffer: Buffer = NOTHING;
	private taken = 0;
	private ended = false;

	constructor(bytes: AsyncIterable<Uint8Array>) {
		this.source = bytes[Symbol.asyncIterator]();
	}

	/** How many bytes were taken so far. */
	get position(): number {
		return this.taken;
	}

	/** Looks ahead: at least `count` bytes, fewer only where the stream ends. They are not taken yet. */
	async ahead(count: number): Promise<Buffer> {
		if (this.buffer.length >= count || this.ended) return this.buffer;
		const parts: Uint8Array[] = [this.buffer];
		let length = this.buffer.length;
		while (length < count) {
			const next = await this.source.next();
			if (next.done === true) {
				this.ended = true;
				break;
			}
			parts.push(next.value);
			length += next.value.length;
		}
		this.buffer =
			parts.length === 2 && length === parts[1]?.length ? view(parts[1]) : Buffer.concat(parts);
		return this.buffer;
	}

	/** Takes up to `count` bytes of those that were looked at. */
	take(count: number): Buffer {
		const bytes = this.buffer.subarray(0, count);
		this.buffer = this.buffer.subarray(bytes.length);
		this.taken += bytes.length;
		return bytes;
	}

	/** Ends the stream, also before its end and while its next bytes are awaited; it is not waited for. */
	close(): void {
		this.ended = true;
		this.source.return?.().catch(() => undefined);
	}
}

function view(bytes: Uint8Array): Buffer {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
