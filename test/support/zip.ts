/** Reads a whole zip in memory, independently of the code under test. */
import { crc32, inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;

export interface ZipEntry {
	name: string;
	content: Buffer;
}

/**
 * The entries of `archive` in the order of its directory.
 * @throws Error when it is no zip, uses zip64 or encryption, or an entry's checksum is wrong
 */
export function readZip(archive: Buffer): ZipEntry[] {
	const end = archive.lastIndexOf(signature(END_OF_DIRECTORY));
	if (end === -1) throw new Error('Not a zip file: it has no directory');
	const count = archive.readUInt16LE(end + 10);
	let at = archive.readUInt32LE(end + 16);
	const entries: ZipEntry[] = [];
	for (let index = 0; index < count; index += 1) {
		if (archive.readUInt32LE(at) !== DIRECTORY_ENTRY)
			throw new Error('The zip directory is broken');
		const nameLength = archive.readUInt16LE(at + 28);
		const extrasLength = archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
		const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
		entries.push({ name, content: readEntry(archive, at, name) });
		at += 46 + nameLength + extrasLength;
	}
	return entries;
}

function readEntry(archive: Buffer, at: number, name: string): Buffer {
	const method = archive.readUInt16LE(at + 10);
	const checksum = archive.readUInt32LE(at + 16);
	const packedSize = archive.readUInt32LE(at + 20);
	const local = archive.readUInt32LE(at + 42);
	const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
	const packed = archive.subarray(start, start + packedSize);
	if (method !== STORED && method !== DEFLATED) {
		throw new Error(`${name} is packed in an unknown way (${method})`);
	}
	const content = method === STORED ? packed : inflateRawSync(packed);
	if (crc32(content) !== checksum) throw new Error(`${name} has a wrong checksum`);
	return content;
}

function signature(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(value);
	return bytes;
}
