import { type ByteReader } from './byteReader';
import { damaged } from './unreadable';
import {
	descriptorAt,
	DESCRIPTOR_MAX_BYTES,
	type Descriptor,
	type LocalHeader,
} from './zipHeaders';

/** An entry's packed bytes, and what its header or data descriptor says of them. */
export interface PackedContents {
	bytes: AsyncGenerator<Uint8Array>;
	/** Known when `bytes` was read to its end. */
	ending: () => { crc: number; bytes: number };
}

/** "PK", with which every header of a zip archive begins. */
const MARK = Buffer.from('PK');
/** A data descriptor without a signature stands so many bytes before the next header, at most. */
const DESCRIPTOR_BEFORE_HEADER = 20;
const PIECE_BYTES = 64 * 1024;

/**
 * The packed bytes of the entry whose local header was just taken. Where the header does not tell how many
 * there are, the data descriptor behind them is searched for.
 */
export function packedContents(reader: ByteReader, header: LocalHeader): PackedContents {
	let ending = { crc: header.crc, bytes: header.bytes };
	const end = ({ length, crc, bytes }: Descriptor) => {
		ending = { crc, bytes };
		reader.take(length);
	};
	const known = header.packedBytes;
	async function* read() {
		if (known === undefined) {
			yield* untilDescriptor(reader, end);
		} else {
			yield* exactly(reader, known);
			if (header.hasDescriptor) await readDescriptor(reader, known, end);
		}
	}
	return { bytes: read(), ending: () => ending };
}

async function* exactly(reader: ByteReader, count: number): AsyncGenerator<Uint8Array> {
	for (let left = count; left > 0;) {
		await reader.ahead(1);
		const bytes = reader.take(left);
		if (bytes.length === 0) throw cutShort();
		left -= bytes.length;
		yield bytes;
	}
}

async function readDescriptor(
	reader: ByteReader,
	packedBytes: number,
	end: (descriptor: Descriptor) => void,
): Promise<void> {
	const descriptor = descriptorAt(await reader.ahead(DESCRIPTOR_MAX_BYTES), 0, packedBytes);
	if (descriptor === undefined) throw damaged('The archive', 'Its parts do not fit together.');
	end(descriptor);
}

async function* untilDescriptor(
	reader: ByteReader,
	end: (descriptor: Descriptor) => void,
): AsyncGenerator<Uint8Array> {
	const start = reader.position;
	for (let wanted = PIECE_BYTES; ;) {
		const bytes = await reader.ahead(wanted);
		const found = search(bytes, reader.position - start, bytes.length < wanted);
		if (found.at > 0) yield reader.take(found.at);
		if (found.descriptor !== undefined) return end(found.descriptor);
		if (bytes.length < wanted) throw cutShort();
		wanted = bytes.length - found.at + 1;
	}
}

/**
 * Looks for the data descriptor in a window of packed bytes.
 *
 * @param passed how many packed bytes came before the window
 * @param isLast nothing comes after the window
 * @returns up to where the window holds nothing but packed bytes, and the descriptor if it stands there.
 */
function search(
	window: Buffer,
	passed: number,
	isLast: boolean,
): { at: number; descriptor?: Descriptor } {
	let from = 0;
	for (;;) {
		const mark = window.indexOf(MARK, from);
		if (mark === -1) return { at: Math.max(0, window.length - 1 - DESCRIPTOR_BEFORE_HEADER) };
		// The mark may be the descriptor's own signature or that of the header behind a descriptor without one.
		for (const at of [mark, mark - 12, mark - DESCRIPTOR_BEFORE_HEADER]) {
			const descriptor = at < 0 ? undefined : descriptorAt(window, at, passed + at);
			if (descriptor !== undefined) return { at, descriptor };
		}
		if (!isLast && mark + DESCRIPTOR_MAX_BYTES > window.length) {
			return { at: Math.max(0, mark - DESCRIPTOR_BEFORE_HEADER) };
		}
		from = mark + 1;
	}
}

function cutShort() {
	return damaged('The archive', 'It breaks off before its end.');
}
