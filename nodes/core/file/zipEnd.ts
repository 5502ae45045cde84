import { brokeOff } from './brokeOff';

/** The record that ends a zip, without a comment and with the longest one (APPNOTE 4.3.16), in bytes. */
const END_BYTES = 22;
const LONGEST_END_BYTES = END_BYTES + 0xffff;
const END_SIGNATURE = 'PK\x05\x06';

/**
 * The same bytes, with a check that they end as a zip does: a file that a service left unfinished can come with
 * an honest length.
 *
 * @throws ServiceError at the end, when it is none.
 */
export async function* wholeZip(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	// The last pieces as they came: copying each of a gigabyte would cost more than fetching it.
	const last: Uint8Array[] = [];
	let kept = 0;
	for await (const chunk of bytes) {
		yield chunk;
		last.push(chunk);
		kept += chunk.length;
		for (let first = last[0]; first && kept - first.length >= LONGEST_END_BYTES; first = last[0]) {
			kept -= first.length;
			last.shift();
		}
	}
	const tail = Buffer.concat(last).subarray(-LONGEST_END_BYTES);
	const end = tail.lastIndexOf(END_SIGNATURE, undefined, 'latin1');
	if (end === -1 || tail.length - end < END_BYTES) {
		throw brokeOff('It has the beginning of an archive, but not its end.');
	}
}
