import { SNIFF_BYTES } from './sniff';

/**
 * Reads the first bytes of a stream without losing them.
 *
 * @returns `head`: at least 1,024 bytes unless the stream is shorter; `whole`: the same stream from its
 *   very first byte, to be read once.
 */
export async function peek(
	stream: AsyncIterable<Uint8Array>,
): Promise<{ head: Uint8Array; whole: AsyncIterable<Uint8Array> }> {
	const iterator = stream[Symbol.asyncIterator]();
	const first: Uint8Array[] = [];
	let bytes = 0;
	while (bytes < SNIFF_BYTES) {
		const next = await iterator.next();
		if (next.done === true) break;
		first.push(next.value);
		bytes += next.value.length;
	}
	async function* whole() {
		yield* first;
		yield* { [Symbol.asyncIterator]: () => iterator };
	}
	return { head: Buffer.concat(first), whole: whole() };
}
