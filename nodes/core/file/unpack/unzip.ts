import { ByteReader } from './byteReader';
import { asGzip, gunzip } from './gunzip';
import { damaged, notReadable } from './unreadable';
import { packedContents } from './zipContents';
import { checkDirectory } from './zipDirectory';
import { LOCAL_HEADER, LOCAL_HEADER_BYTES, readLocalHeader, variableBytes } from './zipHeaders';

/** Archives with more files than this are not reports. */
const MAX_ENTRIES = 1_000;

export interface ZipEntry {
	/** As in the archive. It may hold a path or anything else: for display only. */
	name: string;
	/** The unpacked contents, which must be read to their end before the next entry. */
	bytes: AsyncIterable<Uint8Array>;
}

/**
 * Reads a zip archive from its first byte on, as it arrives. Contents are checked against their CRC-32, and
 * the entries against the central directory at the end: an archive that hides, repeats or overlaps entries
 * is refused.
 *
 * @throws ServiceError when the archive is damaged, cut short, encrypted, packed in an uncommon way or has
 *   more than a thousand entries; whatever reading `bytes` throws.
 */
export async function* unzip(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ZipEntry> {
	const reader = new ByteReader(bytes);
	const offsets = new Set<number>();
	try {
		for (;;) {
			const offset = reader.position;
			const fixed = await reader.ahead(LOCAL_HEADER_BYTES);
			if (fixed.length < 4) throw damaged('The archive', 'It breaks off before its end.');
			if (fixed.readUInt32LE(0) !== LOCAL_HEADER) break;
			if (offsets.size === MAX_ENTRIES) throw tooManyEntries();
			offsets.add(offset);
			yield* nextEntry(reader, fixed);
		}
		await checkDirectory(reader, offsets);
	} finally {
		reader.close();
	}
}

async function* nextEntry(reader: ByteReader, fixed: Buffer): AsyncGenerator<ZipEntry> {
	if (fixed.length < LOCAL_HEADER_BYTES)
		throw damaged('The archive', 'It breaks off before its end.');
	const headerBytes = LOCAL_HEADER_BYTES + variableBytes(fixed);
	if ((await reader.ahead(headerBytes)).length < headerBytes) {
		throw damaged('The archive', 'It breaks off before its end.');
	}
	const header = readLocalHeader(reader.take(headerBytes));
	const contents = packedContents(reader, header);
	const packed = asGzip(contents.bytes, header.stored, contents.ending);
	const unpacked = gunzip(packed, 'The archive');
	yield { name: header.name, bytes: unpacked };
}

function tooManyEntries() {
	return notReadable(
		`The archive holds more than ${MAX_ENTRIES} files`,
		"That is no report. Set 'Output' to File and look at the file.",
	);
}
