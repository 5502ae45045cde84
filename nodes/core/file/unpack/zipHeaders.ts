import { damaged, notReadable } from './unreadable';

/** The parts of a zip archive that stand around the contents (PKWARE APPNOTE 6.3.10, sections 4.3 and 4.4). */

export const LOCAL_HEADER = 0x04034b50;
export const CENTRAL_HEADER = 0x02014b50;
const DESCRIPTOR = 0x08074b50;
export const END_RECORD = 0x06054b50;
export const ZIP64_END_RECORD = 0x06064b50;
export const ZIP64_LOCATOR = 0x07064b50;

export const LOCAL_HEADER_BYTES = 30;
export const CENTRAL_HEADER_BYTES = 46;

const ENCRYPTED = 1 << 0;
export const HAS_DESCRIPTOR = 1 << 3;
const UTF8_NAME = 1 << 11;
const STORED = 0;
const DEFLATED = 8;
/** In place of a number that does not fit and stands in the zip64 extra field instead. */
const IN_ZIP64 = 0xffffffff;
const ZIP64_EXTRA = 0x0001;

export interface LocalHeader {
	/** As in the archive, for display only. */
	name: string;
	stored: boolean;
	/** CRC-32 and sizes follow the contents in a data descriptor. */
	hasDescriptor: boolean;
	crc: number;
	/** Bytes in the archive; `undefined` when only the data descriptor will tell. */
	packedBytes?: number;
	/** Bytes when unpacked. */
	bytes: number;
}

/** So many bytes follow the fixed part of a local header: the name, then the extra fields. */
export function variableBytes(fixed: Buffer): number {
	return fixed.readUInt16LE(26) + fixed.readUInt16LE(28);
}

/**
 * Reads a local header.
 *
 * @param header all of it: the fixed part, the name and the extra fields
 * @throws ServiceError when the entry is encrypted or packed in an uncommon way.
 */
export function readLocalHeader(header: Buffer): LocalHeader {
	const flags = header.readUInt16LE(6);
	const method = header.readUInt16LE(8);
	const nameEnd = LOCAL_HEADER_BYTES + header.readUInt16LE(26);
	const name = header.toString(
		(flags & UTF8_NAME) !== 0 ? 'utf8' : 'latin1',
		LOCAL_HEADER_BYTES,
		nameEnd,
	);
	if ((flags & ENCRYPTED) !== 0) {
		throw notReadable(
			'The archive is encrypted',
			"Set 'Output' to File and open the file with its password.",
		);
	}
	if (method !== STORED && method !== DEFLATED) {
		throw notReadable(
			`The archive is packed in a way that cannot be read (method ${method})`,
			"Set 'Output' to File and unpack it elsewhere.",
		);
	}
	const [bytes, packed] = wideNumbers(
		[header.readUInt32LE(22), header.readUInt32LE(18)],
		header.subarray(nameEnd),
	);
	const hasDescriptor = (flags & HAS_DESCRIPTOR) !== 0;
	return {
		name,
		stored: method === STORED,
		hasDescriptor,
		crc: header.readUInt32LE(14),
		// Some writers fill in the sizes although a descriptor follows.
		packedBytes: hasDescriptor && packed === 0 ? undefined : packed,
		bytes: bytes ?? 0,
	};
}

/** Where, by the central directory, an entry's local header begins. */
export function localHeaderOffset(central: Buffer): number {
	const extraStart = CENTRAL_HEADER_BYTES + central.readUInt16LE(28);
	const numbers = [central.readUInt32LE(24), central.readUInt32LE(20), central.readUInt32LE(42)];
	const extra = central.subarray(extraStart, extraStart + central.readUInt16LE(30));
	return wideNumbers(numbers, extra)[2] ?? 0;
}

/** Replaces the numbers that did not fit by those of the zip64 extra field, which has only these, in order. */
function wideNumbers(numbers: number[], extraFields: Buffer): number[] {
	if (!numbers.includes(IN_ZIP64)) return numbers;
	const wide = zip64Extra(extraFields);
	let at = 0;
	return numbers.map((number) => {
		if (number !== IN_ZIP64) return number;
		if (at + 8 > wide.length) throw damaged('The archive', 'A size in it is missing.');
		const value = Number(wide.readBigUInt64LE(at));
		at += 8;
		return value;
	});
}

function zip64Extra(extraFields: Buffer): Buffer {
	for (let at = 0; at + 4 <= extraFields.length;) {
		const end = at + 4 + extraFields.readUInt16LE(at + 2);
		if (extraFields.readUInt16LE(at) === ZIP64_EXTRA) return extraFields.subarray(at + 4, end);
		at = end;
	}
	return extraFields.subarray(0, 0);
}

export interface Descriptor {
	/** Bytes that it takes. */
	length: number;
	crc: number;
	/** Bytes of the entry when unpacked. */
	bytes: number;
}

/** The longest form: signature, CRC, two wide sizes, and the signature of what follows. */
export const DESCRIPTOR_MAX_BYTES = 4 + 4 + 8 + 8 + 4;

/**
 * Reads a data descriptor that stands at `at`, if one does. It comes in four forms, with and without a
 * signature and with narrow and wide sizes; since contents may look like one, it counts only if it names the
 * number of bytes passed so far and a header follows.
 */
export function descriptorAt(
	bytes: Buffer,
	at: number,
	packedBytes: number,
): Descriptor | undefined {
	for (const signed of [true, false]) {
		const crcAt = signed ? at + 4 : at;
		if (signed && !startsWith(bytes, at, DESCRIPTOR)) continue;
		for (const wide of [false, true]) {
			const end = crcAt + (wide ? 20 : 12);
			if (!startsWith(bytes, end, LOCAL_HEADER) && !startsWith(bytes, end, CENTRAL_HEADER))
				continue;
			const size = (offset: number) =>
				wide ? Number(bytes.readBigUInt64LE(offset)) : bytes.readUInt32LE(offset);
			if (size(crcAt + 4) !== packedBytes) continue;
			return {
				length: end - at,
				crc: bytes.readUInt32LE(crcAt),
				bytes: size(crcAt + (wide ? 12 : 8)),
			};
		}
	}
	return undefined;
}

function startsWith(bytes: Buffer, at: number, signature: number): boolean {
	return at + 4 <= bytes.length && bytes.readUInt32LE(at) === signature;
}
