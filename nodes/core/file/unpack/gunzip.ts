import { asError, type ServiceError } from '../../errors';
import { damaged, notReadable } from './unreadable';

/**
 * Unpacks gzip with the platform's own inflater, which works beside the event loop and checks the CRC-32 and
 * the length at the end.
 *
 * @param what names the file in a message, e.g. `The archive`
 * @throws ServiceError when the data is damaged or cut short; whatever reading `packed` throws.
 */
export async function* gunzip(
	packed: AsyncIterable<Uint8Array>,
	what: string,
): AsyncGenerator<Uint8Array> {
	const { readable, writable } = new DecompressionStream('gzip');
	let sourceError: Error | undefined;

	/** Never rejects: what goes wrong is told by the reading side. */
	const feed = async () => {
		const writer = writable.getWriter();
		const source = noting(packed, (error) => (sourceError = error));
		try {
			for await (const bytes of source) await writer.write(bytes);
			await writer.close();
		} catch (error) {
			await writer.abort(error).catch(() => undefined);
		}
	};

	// Whoever stops reading early must not wait for the next bytes from the network: nobody awaits it then.
	const feeding = feed();
	try {
		yield* readable;
	} catch (error) {
		throw sourceError ?? inflateError(error, what);
	}
	await feeding;
}

async function* noting(
	source: AsyncIterable<Uint8Array>,
	note: (error: Error) => void,
): AsyncGenerator<Uint8Array> {
	try {
		yield* source;
	} catch (error) {
		note(asError(error));
		throw asError(error);
	}
}

function inflateError(error: unknown, what: string): ServiceError {
	const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
	if (code === 'ERR_TRAILING_JUNK_AFTER_STREAM_END') {
		return notReadable(
			`${what} goes on after its end`,
			"It may be made of several gzip files. Set 'Output' to File and unpack it elsewhere.",
		);
	}
	return code === 'Z_BUF_ERROR'
		? damaged(what, 'It breaks off before its end.')
		: damaged(what, 'Its contents do not match their checksum, or cannot be unpacked at all.');
}

/** First bytes of a gzip file without any extras, of unknown origin (RFC 1952 2.3). */
const GZIP_HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
/** The last, empty block of stored data (RFC 1951 3.2.4). */
const LAST_STORED_BLOCK = Uint8Array.of(1, 0, 0, 0xff, 0xff);
const STORED_BLOCK_MAX_BYTES = 0xffff;

/**
 * Dresses the contents of a zip entry up as a gzip file, so that `gunzip` unpacks and checks them: both
 * formats hold the same deflated data, CRC-32 and length.
 *
 * @param ending asked when the contents were read to their end, since it may stand behind them
 */
export async function* asGzip(
	contents: AsyncIterable<Uint8Array>,
	stored: boolean,
	ending: () => { crc: number; bytes: number },
): AsyncGenerator<Uint8Array> {
	yield GZIP_HEADER;
	yield* stored ? asStoredBlocks(contents) : contents;
	const { crc, bytes } = ending();
	const trailer = Buffer.alloc(8);
	trailer.writeUInt32LE(crc, 0);
	trailer.writeUInt32LE(bytes % 2 ** 32, 4);
	yield trailer;
}

/** Bytes as they are, in the form that deflate has for them. */
async function* asStoredBlocks(contents: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	for await (const bytes of contents) {
		for (let start = 0; start < bytes.length; start += STORED_BLOCK_MAX_BYTES) {
			const block = bytes.subarray(start, start + STORED_BLOCK_MAX_BYTES);
			const header = Buffer.alloc(5);
			header.writeUInt16LE(block.length, 1);
			header.writeUInt16LE(0xffff - block.length, 3);
			yield header;
			yield block;
		}
	}
	yield LAST_STORED_BLOCK;
}
