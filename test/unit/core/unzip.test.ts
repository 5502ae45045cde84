import fc from 'fast-check';
import { ServiceError } from '../../../nodes/core/errors';
import { gunzip } from '../../../nodes/core/file/unpack/gunzip';
import { UnpackMeter } from '../../../nodes/core/file/unpack/unpackLimit';
import { unzip } from '../../../nodes/core/file/unpack/unzip';
import { crc32, gzipSync } from 'node:zlib';
import { places, runs } from '../support/runs';
import { bytesOf, cutAt, inPieces, zipOf, type Packed } from '../support/archives';

async function unpacked(bytes: AsyncIterable<Uint8Array>): Promise<Array<[string, string]>> {
	const found: Array<[string, string]> = [];
	for await (const entry of unzip(bytes)) {
		found.push([entry.name, (await bytesOf(entry.bytes)).toString('latin1')]);
	}
	return found;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
	yield bytes;
}

const failure = async (work: Promise<unknown>): Promise<Error> =>
	await work.then(
		() => new Error('It did not fail'),
		(error: unknown) => error as Error,
	);

const entry: fc.Arbitrary<Packed> = fc.record({
	name: fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...'abc-é字') }),
	content: fc
		.oneof(
			fc.uint8Array({ maxLength: 300 }),
			fc.string({
				maxLength: 2_000,
				unit: fc.constantFrom('PK', '\x03\x04', '\x01\x02', '\x07\x08', '\0', 'a'),
			}),
		)
		.map((content) => Buffer.from(content as string, 'latin1')),
	stored: fc.boolean(),
	zip64: fc.boolean(),
	streamed: fc.boolean(),
});

test('an archive gives its entries, however it was written and however it is cut', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(entry, { maxLength: 4 }),
			fc.boolean(),
			fc.array(fc.nat(5_000), { maxLength: 20 }),
			async (entries, zip64End, cuts) => {
				const archive = await zipOf(entries, zip64End);
				const offsets = cuts.map((cut) => Math.min(cut, archive.length));
				expect(await unpacked(cutAt(archive, offsets))).toEqual(
					entries.map(({ name, content }) => [name, content.toString('latin1')]),
				);
			},
		),
		runs(300),
	);
});

const CONTENT = Buffer.from('AccountNumber,Amount\r\n0099,1.5\r\n'.repeat(20));
const forms: Array<[string, Omit<Packed, 'name' | 'content'>]> = [
	['deflated', {}],
	['stored', { stored: true }],
	['deflated, streamed', { streamed: true }],
	['stored, streamed', { stored: true, streamed: true }],
	['deflated, streamed, zip64', { streamed: true, zip64: true }],
	['stored, zip64', { stored: true, zip64: true }],
];

describe.each(forms)('an archive with two entries, %s', (_, form) => {
	const make = async () =>
		await zipOf([
			{ name: 'a.csv', content: CONTENT, ...form },
			{ name: 'b.csv', content: CONTENT.subarray(0, 40), ...form },
		]);
	const expected = [
		['a.csv', CONTENT.toString()],
		['b.csv', CONTENT.toString('latin1', 0, 40)],
	];

	test('reads the same cut in two at every byte, and one byte at a time', async () => {
		const archive = await make();
		for (const at of places(archive.length)) {
			expect(await unpacked(cutAt(archive, [at]))).toEqual(expected);
		}
		expect(await unpacked(inPieces(archive, 1))).toEqual(expected);
	});

	test('is refused when it is cut short anywhere before its end record', async () => {
		const archive = await make();
		const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
		const zip64End = archive.lastIndexOf(Buffer.from('PK\x06\x06', 'latin1'));
		const last = zip64End === -1 ? end : zip64End;
		for (const length of places(last - 1)) {
			const error = await failure(unpacked(once(archive.subarray(0, length))));
			expect(error).toBeInstanceOf(ServiceError);
			expect(error.message).toBe('The archive is damaged');
		}
	});

	test('is refused, or gives the very contents, when any one byte is changed', async () => {
		const archive = await make();
		for (const at of places(archive.length - 1)) {
			const changed = Buffer.from(archive);
			changed.writeUInt8(changed.readUInt8(at) ^ 0x55, at);
			const outcome = await unpacked(once(changed)).catch((error: unknown) => error);
			if (outcome instanceof ServiceError) continue;
			const contents = (outcome as Array<[string, string]>).map(([, content]) => content);
			expect(contents).toEqual(expected.map(([, content]) => content));
		}
	});
});

/** Changes the first bytes that are equal to `sought`, from the n-th on. */
function patched(
	archive: Buffer,
	signature: string,
	offset: number,
	write: (at: number, copy: Buffer) => void,
): Buffer {
	const copy = Buffer.from(archive);
	write(copy.indexOf(Buffer.from(signature, 'latin1')) + offset, copy);
	return copy;
}

const LOCAL = 'PK\x03\x04';
const CENTRAL = 'PK\x01\x02';

describe('an archive is refused in words', () => {
	const make = async (more: Partial<Packed> = {}) =>
		await zipOf([{ name: 'a.csv', content: CONTENT, ...more }]);

	test('when it is encrypted', async () => {
		const archive = patched(await make(), LOCAL, 6, (at, copy) => copy.writeUInt16LE(1, at));
		expect((await failure(unpacked(once(archive)))).message).toBe('The archive is encrypted');
	});

	test('when it is packed by another method', async () => {
		const archive = patched(await make(), LOCAL, 8, (at, copy) => copy.writeUInt16LE(93, at));
		expect((await failure(unpacked(once(archive)))).message).toBe(
			'The archive is packed in a way that cannot be read (method 93)',
		);
	});

	test.each([false, true])('when its checksum is wrong (stored: %s)', async (stored) => {
		const archive = patched(await make({ stored }), LOCAL, 14, (at, copy) =>
			copy.writeUInt32LE(7, at),
		);
		const error = (await failure(unpacked(once(archive)))) as ServiceError;
		expect(error.message).toBe('The archive is damaged');
		expect(error.details.description).toContain('do not match their checksum');
	});

	test('when its size is a lie', async () => {
		const archive = patched(await make(), LOCAL, 22, (at, copy) => copy.writeUInt32LE(5, at));
		expect((await failure(unpacked(once(archive)))).message).toBe('The archive is damaged');
	});

	test('when an entry is not in its table of contents', async () => {
		const archive = await zipOf([
			{ name: 'a.csv', content: CONTENT },
			{ name: 'b.csv', content: CONTENT },
		]);
		const first = archive.indexOf(Buffer.from(CENTRAL, 'latin1'));
		const second = archive.indexOf(Buffer.from(CENTRAL, 'latin1'), first + 4);
		const hidden = Buffer.concat([archive.subarray(0, first), archive.subarray(second)]);
		expect(((await failure(unpacked(once(hidden)))) as ServiceError).details.description).toContain(
			'table of contents',
		);
	});

	test('when its table of contents names an entry twice, as overlapping bombs do', async () => {
		const archive = await make();
		const first = archive.indexOf(Buffer.from(CENTRAL, 'latin1'));
		const end = archive.indexOf(Buffer.from('PK\x05\x06', 'latin1'));
		const doubled = Buffer.concat([archive.subarray(0, end), archive.subarray(first)]);
		expect(
			((await failure(unpacked(once(doubled)))) as ServiceError).details.description,
		).toContain('table of contents');
	});

	test('when its table of contents points into another entry, as overlapping bombs do', async () => {
		const archive = await zipOf([
			{ name: 'a.csv', content: CONTENT },
			{ name: 'b.csv', content: CONTENT },
		]);
		const first = archive.indexOf(Buffer.from(CENTRAL, 'latin1'));
		const second = archive.indexOf(Buffer.from(CENTRAL, 'latin1'), first + 4);
		archive.writeUInt32LE(archive.readUInt32LE(second + 42) - 7, second + 42);
		const error = (await failure(unpacked(once(archive)))) as ServiceError;
		expect(error.details.description).toContain('table of contents');
	});

	test('when its table of contents holds something else', async () => {
		const archive = patched(await make(), CENTRAL, 0, (at, copy) => copy.write('PK\x09\x09', at));
		expect((await failure(unpacked(once(archive)))).message).toBe('The archive is damaged');
	});

	test.each([
		['larger than any disk', 2n ** 63n, 2n ** 63n],
		['larger than what can be counted', 2n ** 64n - 1n, 2n ** 64n - 1n],
		['smaller than it is', 1n, 1n],
		['a lie when unpacked', 7n, BigInt(CONTENT.length)],
	])('when its wide size is %s', async (_, bytes, packedBytes) => {
		const header = Buffer.alloc(30 + 1 + 20);
		header.write(LOCAL, 'latin1');
		header.writeUInt32LE(crc32(CONTENT), 14);
		header.writeUInt32LE(0xffffffff, 18);
		header.writeUInt32LE(0xffffffff, 22);
		header.writeUInt16LE(1, 26);
		header.writeUInt16LE(20, 28);
		header.write('a', 30);
		header.writeUInt16LE(1, 31);
		header.writeUInt16LE(16, 33);
		const withSizes = (size: bigint, packed: bigint) => {
			header.writeBigUInt64LE(size, 35);
			header.writeBigUInt64LE(packed, 43);
			return Buffer.concat([header, CONTENT]);
		};
		const first = async (archive: Buffer) => {
			const entry = await unzip(once(archive)).next();
			return entry.done === true ? '' : (await bytesOf(entry.value.bytes)).toString();
		};
		const size = BigInt(CONTENT.length);
		expect(await first(withSizes(size, size))).toBe(CONTENT.toString());
		expect((await failure(first(withSizes(bytes, packedBytes)))).message).toBe(
			'The archive is damaged',
		);
	});

	test('when its contents are encrypted by a certificate', async () => {
		const archive = patched(await make(), LOCAL, 6, (at, copy) => copy.writeUInt16LE(0x41, at));
		expect((await failure(unpacked(once(archive)))).message).toBe('The archive is encrypted');
	});

	test('when it holds thousands of files', async () => {
		const entries = Array.from({ length: 1_001 }, (_, n) => ({
			name: `${n}`,
			content: Buffer.from(''),
		}));
		expect((await failure(unpacked(once(await zipOf(entries))))).message).toBe(
			'The archive holds more than 1000 files',
		);
	});
});

test.each(['../../../pwd', '/etc/passwd1', 'C:\\x\\pwd.cs', 'a\0b\u202ecd.csv'])(
	'a name that reaches out of the archive, %j, is only shown',
	async (name) => {
		const bytes = Buffer.from(name);
		const inside = 'n'.repeat(bytes.length);
		const archive = await zipOf([{ name: inside, content: CONTENT }]);
		for (let at = archive.indexOf(inside); at !== -1; at = archive.indexOf(inside)) {
			bytes.copy(archive, at);
		}
		expect(await unpacked(once(archive))).toEqual([[name, CONTENT.toString()]]);
	},
);

test('a name is in the old alphabet unless its entry says that it is in UTF-8', async () => {
	const archive = await zipOf([{ name: 'b\u00e9.csv', content: CONTENT }]);
	const utf8 = Buffer.from('b\u00e9.csv');
	const local = archive.indexOf(Buffer.from(LOCAL, 'latin1'));
	expect(archive.subarray(local + 30, local + 30 + utf8.length)).toEqual(utf8);
	const old = patched(archive, LOCAL, 6, (at, copy) =>
		copy.writeUInt16LE(copy.readUInt16LE(at) & ~0x0800, at),
	);
	const [[name] = []] = await unpacked(once(old));
	expect(name).toBe(utf8.toString('latin1'));
});

test('of two sizes only the one that does not fit is wide', async () => {
	const header = Buffer.alloc(30 + 1 + 12);
	header.write(LOCAL, 'latin1');
	header.writeUInt32LE(crc32(CONTENT), 14);
	header.writeUInt32LE(0xffffffff, 18);
	header.writeUInt32LE(CONTENT.length, 22);
	header.writeUInt16LE(1, 26);
	header.writeUInt16LE(12, 28);
	header.write('a', 30);
	header.writeUInt16LE(1, 31);
	header.writeUInt16LE(8, 33);
	header.writeBigUInt64LE(BigInt(CONTENT.length), 35);
	const entry = await unzip(once(Buffer.concat([header, CONTENT]))).next();
	expect(entry.done === true ? '' : (await bytesOf(entry.value.bytes)).toString()).toBe(
		CONTENT.toString(),
	);
});

test('an archive within an archive does not end its own entry', async () => {
	const inner = await zipOf([
		{ name: 'inner.csv', content: CONTENT, stored: true, streamed: true },
	]);
	const archive = await zipOf([
		{ name: 'outer.zip', content: inner, stored: true, streamed: true },
		{ name: 'b.csv', content: CONTENT },
	]);
	expect(await unpacked(inPieces(archive, 7))).toEqual([
		['outer.zip', inner.toString('latin1')],
		['b.csv', CONTENT.toString()],
	]);
});

test('a data descriptor is found wherever the bytes at hand end', async () => {
	const cuts = Array.from({ length: 400 }, (_, index) => 65_400 + index);
	for (let length = 65_440; length < 65_600; length += 3) {
		const content = noise(length);
		const zip64 = length % 2 === 0;
		const archive = await zipOf([{ name: 'a', content, stored: true, streamed: true, zip64 }]);
		const at = archive.indexOf(Buffer.from('PK\x07\x08', 'latin1'));
		const bare = Buffer.concat([archive.subarray(0, at), archive.subarray(at + 4)]);
		expect(bare.length).toBe(archive.length - 4);
		for (const form of [archive, bare]) {
			const [entry] = await unpacked(cutAt(form, cuts)).catch((error: unknown) => [error]);
			expect(entry).toEqual(['a', content.toString('latin1')]);
		}
	}
});

test('a data descriptor without a signature is found', async () => {
	const archive = await zipOf([{ name: 'a.csv', content: CONTENT, streamed: true }]);
	const at = archive.indexOf(Buffer.from('PK\x07\x08', 'latin1'));
	const bare = Buffer.concat([archive.subarray(0, at), archive.subarray(at + 4)]);
	for (const length of [1, 7, 1_000]) {
		expect(await unpacked(inPieces(bare, length))).toEqual([['a.csv', CONTENT.toString()]]);
	}
});

describe('a data descriptor behind contents of which the header tells the size', () => {
	/** An archive whose first entry has its sizes in both places, as some writers leave them. */
	async function toldTwice(stored: boolean): Promise<{ archive: Buffer; descriptorAt: number }> {
		const archive = await zipOf([
			{ name: 'a.csv', content: CONTENT, streamed: true, stored },
			{ name: 'b.csv', content: CONTENT },
		]);
		const descriptorAt = archive.indexOf(Buffer.from('PK\x07\x08', 'latin1'));
		archive.copy(archive, 18, descriptorAt + 8, descriptorAt + 16);
		return { archive, descriptorAt };
	}

	test.each([true, false])('is read, and its checksum counts (stored: %p)', async (stored) => {
		const { archive, descriptorAt } = await toldTwice(stored);
		for (const length of [1, 7, 1_000]) {
			expect(await unpacked(inPieces(archive, length))).toEqual([
				['a.csv', CONTENT.toString()],
				['b.csv', CONTENT.toString()],
			]);
		}
		archive.writeUInt32LE(1, descriptorAt + 4);
		const error = (await failure(unpacked(once(archive)))) as ServiceError;
		expect(error.details.description).toContain('do not match their checksum');
	});

	test('must stand there', async () => {
		const { archive, descriptorAt } = await toldTwice(false);
		archive.writeUInt32LE(1, descriptorAt + 8);
		const error = (await failure(unpacked(once(archive)))) as ServiceError;
		expect(error.message).toBe('The archive is damaged');
		expect(error.details.description).toContain('Its parts do not fit together');
	});
});

test('a bomb is stopped by its ratio, and any archive by the sum of its contents', async () => {
	const archive = await zipOf([{ name: 'a', content: Buffer.alloc(4_000_000) }]);
	const read = async (limits: ConstructorParameters<typeof UnpackMeter>[0]) => {
		const meter = new UnpackMeter(limits);
		for await (const { bytes } of unzip(meter.packed(inPieces(archive, 100)))) {
			await bytesOf(meter.unpacked(bytes));
		}
	};
	const far = 'The file unpacks to far more than a report can hold';
	expect(
		(await failure(read({ maxBytes: 9e9, maxRatio: 200, ratioFromBytes: 1_000_000 }))).message,
	).toBe(far);
	expect(
		(await failure(read({ maxBytes: 3_999_999, maxRatio: 9e9, ratioFromBytes: 0 }))).message,
	).toBe(far);
	await read({ maxBytes: 4_000_000, maxRatio: 9e9, ratioFromBytes: 0 });
	await read({ maxBytes: 9e9, maxRatio: 200, ratioFromBytes: 4_000_000 });
});

test.each([
	['two hundred times its size', 1024 ** 2, 200 * 1024 ** 2],
	['64 MiB, however small it is', 1, 64 * 1024 ** 2],
	['16 GiB, however large it is', 1024 ** 3, 16 * 1024 ** 3],
])('an archive may come to %s, and to no byte more', async (_, packed, most) => {
	/** Pieces of a MiB; only their length counts. */
	async function* pieces(bytes: number) {
		const mib = new Uint8Array(1024 ** 2);
		for (let left = bytes; left > 0; left -= mib.length) yield mib.subarray(0, left);
	}
	const read = async (unpacked: number) => {
		const meter = new UnpackMeter();
		for await (const piece of meter.packed(pieces(packed))) expect(piece).toBeDefined();
		for await (const piece of meter.unpacked(pieces(unpacked))) void piece;
	};
	await read(most);
	expect((await failure(read(most + 1))).message).toMatch(/^The file unpacks to far more/);
});

describe('gzip', () => {
	const text = async (bytes: AsyncIterable<Uint8Array>) =>
		(await bytesOf(gunzip(bytes, 'The gzip file'))).toString();

	test('is unpacked, cut at every byte', async () => {
		const packed = gzipSync(CONTENT);
		for (const at of places(packed.length)) {
			expect(await text(cutAt(packed, [at]))).toBe(CONTENT.toString());
		}
	});

	const whole = gzipSync(CONTENT);
	const changed = Buffer.from(whole);
	changed.writeUInt8(changed.readUInt8(whole.length - 8) ^ 1, whole.length - 8);
	test.each([
		['cut short', whole.subarray(0, -1), 'is damaged', 'breaks off before its end'],
		['changed', changed, 'is damaged', 'do not match their checksum'],
		['of several', Buffer.concat([whole, whole]), 'goes on after its end', 'unpack it elsewhere'],
	])('is refused when it is %s', async (_, bytes, message, advice) => {
		const error = (await failure(text(once(bytes)))) as ServiceError;
		expect(error.message).toBe(`The gzip file ${message}`);
		expect(error.details.description).toContain(advice);
	});

	test('tells what went wrong with its source, not with unpacking', async () => {
		const broken = new ServiceError('The connection broke', { transient: true });
		async function* source() {
			yield gzipSync(CONTENT).subarray(0, 50);
			throw broken;
		}
		expect(await failure(text(source()))).toBe(broken);
	});
});

test('whoever stops reading does not wait for the next bytes', async () => {
	const archive = await zipOf([{ name: 'a', content: noise(300_000) }]);
	async function* stalls() {
		yield archive.subarray(0, 100_000);
		await new Promise(() => undefined);
	}
	for await (const { bytes } of unzip(stalls())) {
		for await (const chunk of bytes) {
			expect(chunk.length).toBeGreaterThan(0);
			break;
		}
		break;
	}
});

/** Bytes that do not shrink, and hold no "P". */
function noise(length: number): Buffer {
	let state = 1;
	const bytes = Array.from({ length }, () => (state = (state * 48_271) % 2_147_483_647) & 0xff);
	return Buffer.from(bytes.map((byte) => (byte === 0x50 ? 0 : byte)));
}
