import { type ByteReader } from './byteReader';
import { damaged } from './unreadable';
import {
	CENTRAL_HEADER,
	CENTRAL_HEADER_BYTES,
	END_RECORD,
	localHeaderOffset,
	ZIP64_END_RECORD,
	ZIP64_LOCATOR,
} from './zipHeaders';

/** Records that may follow the central directory. */
const END_RECORDS = new Set([END_RECORD, ZIP64_END_RECORD, ZIP64_LOCATOR]);

/**
 * Reads the central directory and holds it against the entries that were read: each must be listed exactly
 * once, and nothing else. What comes after it (end records, a comment) tells nothing more.
 *
 * @param offsets where the entries that were read begin
 * @throws ServiceError when they differ or the directory breaks off.
 */
export async function checkDirectory(reader: ByteReader, offsets: Set<number>): Promise<void> {
	const left = new Set(offsets);
	for (;;) {
		const signature = await reader.ahead(4);
		if (signature.length < 4) throw cutShort();
		if (END_RECORDS.has(signature.readUInt32LE(0))) break;
		if (signature.readUInt32LE(0) !== CENTRAL_HEADER) throw mismatch();
		const header = await takeHeader(reader);
		if (!left.delete(localHeaderOffset(header))) throw mismatch();
	}
	if (left.size > 0) throw mismatch();
}

async function takeHeader(reader: ByteReader): Promise<Buffer> {
	const fixed = await reader.ahead(CENTRAL_HEADER_BYTES);
	if (fixed.length < CENTRAL_HEADER_BYTES) throw cutShort();
	const length =
		CENTRAL_HEADER_BYTES + fixed.readUInt16LE(28) + fixed.readUInt16LE(30) + fixed.readUInt16LE(32);
	if ((await reader.ahead(length)).length < length) throw cutShort();
	return reader.take(length);
}

function mismatch() {
	return damaged('The archive', 'Its table of contents does not match its contents.');
}

function cutShort() {
	return damaged('The archive', 'It breaks off before its end.');
}
