import { brokeOff } from './brokeOff';

/** The record that ends a zip, without its comment, and the longest comment (APPNOTE 4.3.16), in bytes. */
const END_BYTES = 22;
const COMMENT_BYTES = 0xffff;
const END_SIGNATURE = 'PK\x05\x06';

/**
 * The same bytes, with a check that they end as a zip does: a file that a service left unfinished can come with
 * an honest length.
 *
 * @throws ServiceError at the end, when it is none.
 */
export async function* wholeZip(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	let tail = Buffer.alloc(0);
	for await (const chunk of bytes) {
		yield chunk;
		tail = Buffer.concat([tail, chunk]).subarray(-(END_BYTES + COMMENT_BYTES));
	}
	const end = tail.lastIndexOf(END_SIGNATURE, undefined, 'latin1');
	if (end === -1 || tail.length - end < END_BYTES) {
		throw brokeOff('It has the beginning of an archive, but not its end.');
	}
}
