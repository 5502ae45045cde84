/** Bytes that are decoded at a time, so that the steps of reading stay short. */
const PIECE_BYTES = 64 * 1024;

/**
 * Decodes text piece by piece: UTF-16 where a byte order mark says so, UTF-8 otherwise. The mark is dropped,
 * and so are NUL characters, which belong to no table and which databases refuse. Bytes that are no text
 * become U+FFFD.
 */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
	let decode: Decode | undefined;
	let start: Uint8Array = new Uint8Array();
	for await (const chunk of bytes) {
		for (let from = 0; from < chunk.length; from += PIECE_BYTES) {
			let piece = chunk.subarray(from, from + PIECE_BYTES);
			if (decode === undefined) {
				piece = start = Buffer.concat([start, piece]);
				// Three bytes are the longest mark.
				if (start.length < 3) continue;
				decode = decoderFor(start);
			}
			yield withoutNul(decode(piece, false));
		}
	}
	decode ??= decoderFor(start);
	yield withoutNul(decode(start.length < 3 ? start : new Uint8Array(), true));
}

type Decode = (bytes: Uint8Array, isLast: boolean) => string;

function decoderFor([first, second]: Uint8Array): Decode {
	if (first === 0xff && second === 0xfe) return platformDecoder('utf-16le');
	if (first === 0xfe && second === 0xff) return platformDecoder('utf-16be');
	return utf8Decoder();
}

function platformDecoder(encoding: string): Decode {
	const decoder = new TextDecoder(encoding);
	return (bytes, isLast) => decoder.decode(bytes, { stream: !isLast });
}

/** `TextDecoder` makes strings of two bytes per character when it works on a stream; this one of ASCII does not. */
function utf8Decoder(): Decode {
	let pending: Uint8Array = new Uint8Array();
	let isFirst = true;
	return (bytes, isLast) => {
		const all = Buffer.from(pending.length === 0 ? bytes : Buffer.concat([pending, bytes]));
		const end = isLast ? all.length : all.length - unfinishedBytes(all);
		pending = all.subarray(end);
		const text = all.toString('utf8', 0, end);
		if (!isFirst) return text;
		isFirst = false;
		return text.startsWith('\uFEFF') ? text.slice(1) : text;
	};
}

/** How many bytes at the end belong to a character whose other bytes are still to come. */
function unfinishedBytes(bytes: Uint8Array): number {
	for (let back = 1; back <= Math.min(3, bytes.length); back++) {
		const byte = bytes[bytes.length - back] ?? 0;
		if ((byte & 0xc0) === 0x80) continue;
		const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
		return length > back ? back : 0;
	}
	return 0;
}

function withoutNul(text: string): string {
	return text.includes('\0') ? text.replaceAll('\0', '') : text;
}
