import { Readable } from 'node:stream';

import { ZipFile } from 'yazl';

/** The time in all archives, so that the same report gives the same bytes. */
const MTIME = new Date('2020-06-01T00:00:00Z');

export interface ZipEntry {
	name: string;
	open(): AsyncIterable<Buffer>;
}

/** An archive that is made as it is read; its entries have data descriptors, as those of a stream do. */
export function zip(entries: readonly ZipEntry[]): () => AsyncIterable<Buffer> {
	return async function* () {
		const archive = new ZipFile();
		for (const entry of entries) {
			archive.addReadStreamLazy(entry.name, { mtime: MTIME, mode: 0o100644 }, (done) =>
				done(null, Readable.from(entry.open())),
			);
		}
		archive.end();
		for await (const piece of archive.outputStream) {
			yield Buffer.isBuffer(piece) ? piece : Buffer.from(piece);
		}
	};
}
