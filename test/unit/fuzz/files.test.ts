import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { InputError, ServiceError } from '../../../nodes/core/errors';
import { readRows } from '../../../nodes/core/file/readRows';
import { sniff } from '../../../nodes/core/file/sniff';
import { type Row, type RowChoice } from '../../../nodes/core/file/table/row';
import { cutAt, zipOf, type Packed } from '../support/archives';
import { runs } from '../support/runs';

/*
 * Whatever a file holds, it gives rows of text or is refused in words; and the same however the network cut it.
 */

const idle = { now: () => 0, sleep: async () => undefined };
const limits = { maxBytes: 1e7, maxRatio: 200, ratioFromBytes: 1e6 };

/** Said of a file that is damaged: how far its unpacking came before that was noticed is a matter of chance. */
const WORDS = 'refused in words';

/** The rows, or what was said instead. */
async function outcome(
	content: Buffer,
	cuts: readonly number[],
	choice: RowChoice = {},
): Promise<Row[] | string> {
	const offsets = cuts.map((cut) => cut % (content.length + 1));
	const file = { kind: sniff(content), name: 'f', bytes: cutAt(content, offsets) };
	const rows: Row[] = [];
	try {
		for await (const batch of readRows(file, choice, idle, limits)) rows.push(...batch.rows);
	} catch (error) {
		if (!(error instanceof ServiceError || error instanceof InputError)) throw error;
		return error.message;
	}
	for (const row of rows) {
		expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
		expect(Object.values(row).every((value) => typeof value === 'string')).toBe(true);
		expect(row).not.toHaveProperty('error');
	}
	return rows;
}

const cuts = fc.array(fc.nat(100_000), { maxLength: 8 });

/** Changes, cuts, doubles and swaps parts of a file. */
interface Damage {
	what: string;
	at: number;
	length: number;
	byte: number;
}
const damage = fc.array(
	fc.record<Damage>({
		what: fc.constantFrom('set', 'cut', 'double', 'drop', 'insert'),
		at: fc.nat(100_000),
		length: fc.nat(40),
		byte: fc.oneof(fc.nat(255), fc.constantFrom(0, 0xff, 0x50, 0x22, 0x0a)),
	}),
	{ minLength: 1, maxLength: 4 },
);

function damaged(content: Buffer, changes: readonly Damage[]): Buffer {
	return changes.reduce((bytes: Buffer, { what, at, length, byte }) => {
		const start = at % (bytes.length + 1);
		const [before, part, after] = [
			bytes.subarray(0, start),
			bytes.subarray(start, start + length),
			bytes.subarray(start + length),
		];
		switch (what) {
			case 'set':
				return Buffer.concat([before, Buffer.alloc(part.length, byte), after]);
			case 'cut':
				return Buffer.from(before);
			case 'double':
				return Buffer.concat([before, part, part, after]);
			case 'drop':
				return Buffer.concat([before, after]);
			default:
				return Buffer.concat([before, Buffer.alloc(length, byte), part, after]);
		}
	}, content);
}

const csvText = fc.string({
	maxLength: 300,
	unit: fc.constantFrom(
		'"',
		'""',
		',',
		'|',
		'\n',
		'\r\n',
		'\r',
		'a',
		'0',
		' ',
		'\0',
		'\uFEFF',
		'😀',
		'__proto__',
		'error',
	),
});
const jsonText = fc.json({ maxDepth: 4 }).map((json) => `[${json},{"a":${json}}]`);
const encoded = fc
	.tuple(fc.oneof(csvText, jsonText), fc.constantFrom('utf8', 'utf16le', 'utf16be', 'latin1'))
	.map(([text, encoding]) => {
		if (encoding === 'utf16le') return Buffer.from(`\uFEFF${text}`, 'utf16le');
		if (encoding === 'utf16be') return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
		return Buffer.from(text, encoding as BufferEncoding);
	});
const choice = fc.record<RowChoice>(
	{
		maxRows: fc.integer({ min: 1, max: 5 }),
		columns: fc.constantFrom(['a'], ['a', '0']),
		sourceField: fc.constant('sourceFile'),
		delimiter: fc.constantFrom(',', '|'),
	},
	{ requiredKeys: [] },
);

test('any text, in any encoding, gives rows or words, the same however it is cut', async () => {
	await fc.assert(
		fc.asyncProperty(encoded, cuts, choice, async (content, offsets, wanted) => {
			expect(await outcome(content, offsets, wanted)).toEqual(await outcome(content, [], wanted));
		}),
		runs(300),
	);
});

test('any bytes give rows or words, the same however they are cut', async () => {
	const start = fc.constantFrom(
		'PK\x03\x04',
		'PK\x05\x06',
		'\x1f\x8b\b\0',
		'[{',
		'',
		'%PDF',
		'<a>',
	);
	await fc.assert(
		fc.asyncProperty(
			start,
			fc.uint8Array({ maxLength: 400 }),
			cuts,
			async (head, rest, offsets) => {
				const content = Buffer.concat([Buffer.from(head, 'latin1'), rest]);
				expect(await outcome(content, offsets)).toEqual(await outcome(content, []));
			},
		),
		runs(300),
	);
});

const entry: fc.Arbitrary<Packed> = fc.record({
	name: fc.constantFrom('a.csv', 'é/字.csv', '\0', 'b'.repeat(300), 'x/'),
	content: encoded,
	stored: fc.boolean(),
	zip64: fc.boolean(),
	streamed: fc.boolean(),
});

const rowsOrWords = (found: Row[] | string) => (typeof found === 'string' ? WORDS : found);

test('a damaged archive gives rows or words, the same however it is cut', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(entry, { maxLength: 3 }),
			damage,
			cuts,
			async (entries, changes, offsets) => {
				const content = damaged(await zipOf(entries), changes);
				expect(rowsOrWords(await outcome(content, offsets))).toEqual(
					rowsOrWords(await outcome(content, [])),
				);
			},
		),
		runs(200),
	);
});

test('a damaged gzip file gives rows or words, the same however it is cut', async () => {
	await fc.assert(
		fc.asyncProperty(encoded, damage, cuts, async (text, changes, offsets) => {
			const content = damaged(gzipSync(text), changes);
			expect(rowsOrWords(await outcome(content, offsets))).toEqual(
				rowsOrWords(await outcome(content, [])),
			);
		}),
		runs(200),
	);
});
