import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export interface Packed {
	name: string;
	content: Buffer;
	/** Without compression. */
	stored?: boolean;
	/** With wide sizes, also where they are not needed. */
	zip64?: boolean;
	/** With CRC and sizes behind the contents, as a stream has them. */
	streamed?: boolean;
}

/** A zip archive, as yazl writes it. */
export async function zipOf(entries: readonly Packed[], zip64End = false): Promise<Buffer> {
	const archive = new ZipFile();
	for (const { name, content, stored, zip64, streamed } of entries) {
		const options = { compress: stored !== true, forceZip64Format: zip64 === true };
		if (name.endsWith('/')) {
			archive.addEmptyDirectory(name);
		} else if (streamed === true) {
			archive.addReadStreamLazy(name, options, (done) => done(null, Readable.from([content])));
		} else {
			archive.addBuffer(content, name, options);
		}
	}
	archive.end({ forceZip64Format: zip64End, comment: '' });
	return await bytesOf(archive.outputStream as AsyncIterable<Uint8Array>);
}

export async function bytesOf(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of bytes) chunks.push(chunk);
	return Buffer.concat(chunks);
}

/** Bytes as a network may cut them: after each of the given offsets. */
export async function* cutAt(
	bytes: Uint8Array,
	offsets: readonly number[],
): AsyncGenerator<Uint8Array> {
	let start = 0;
	for (const end of [...new Set(offsets)].sort((a, b) => a - b)) {
		yield bytes.subarray(start, end);
		start = end;
	}
	yield bytes.subarray(start);
}

/** Bytes in pieces of the same length. */
export function inPieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
	const count = Math.ceil(bytes.length / length);
	return cutAt(
		bytes,
		Array.from({ length: count }, (_, index) => index * length),
	);
}
