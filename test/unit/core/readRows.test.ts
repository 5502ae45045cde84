import { gzipSync } from 'node:zlib';
import { CancelledError, InputError, ServiceError } from '../../../nodes/core/errors';
import { readRows } from '../../../nodes/core/file/readRows';
import { sniff } from '../../../nodes/core/file/sniff';
import { type Row, type RowBatch, type RowChoice } from '../../../nodes/core/file/table/row';
import { type UnpackLimits } from '../../../nodes/core/file/unpack/unpackLimit';
import { inPieces, zipOf } from '../support/archives';

const idle = { now: () => 0, sleep: async () => undefined };

interface Source {
	name?: string;
	pieceBytes?: number;
	limits?: UnpackLimits;
}

async function rowsOf(
	content: Uint8Array,
	choice: RowChoice = {},
	source: Source = {},
): Promise<Row[]> {
	const { name = 'report', pieceBytes = 1_000, limits } = source;
	const rows: Row[] = [];
	const file = { kind: sniff(content), name, bytes: inPieces(content, pieceBytes) };
	for await (const batch of readRows(file, choice, idle, limits)) rows.push(...batch.rows);
	return rows;
}

const failure = async (work: Promise<unknown>): Promise<Error> =>
	await work.then(
		() => new Error('It did not fail'),
		(error: unknown) => error as Error,
	);

const CSV = Buffer.from('a,b\r\n1,2\r\n3,4\r\n');
const ROWS = [
	{ a: '1', b: '2' },
	{ a: '3', b: '4' },
];

describe('rows come out of', () => {
	test('plain text', async () => expect(await rowsOf(CSV)).toEqual(ROWS));

	test('text in UTF-16', async () => {
		const text = Buffer.from(`\uFEFF${CSV.toString()}`, 'utf16le');
		expect(await rowsOf(text)).toEqual(ROWS);
	});

	test('gzip, its name without the ending', async () => {
		const rows = await rowsOf(
			gzipSync(CSV),
			{ sourceField: 'sourceFile' },
			{ name: 'calls.csv.gz' },
		);
		expect(rows).toEqual(ROWS.map((row) => ({ ...row, sourceFile: 'calls.csv' })));
	});

	test('a zip of several tables, each with its own header, between folders and empty files', async () => {
		const archive = await zipOf([
			{ name: 'x/', content: Buffer.alloc(0) },
			{ name: 'x/one.csv', content: CSV, streamed: true },
			{ name: 'empty.csv', content: Buffer.alloc(0) },
			{ name: 'two.csv', content: Buffer.from('b|c\n5|6\n') },
		]);
		expect(await rowsOf(archive, { sourceField: 'sourceFile' })).toEqual([
			...ROWS.map((row) => ({ ...row, sourceFile: 'x/one.csv' })),
			{ b: '5', c: '6', sourceFile: 'two.csv' },
		]);
	});

	test('nothing, which are none', async () => {
		expect(await rowsOf(Buffer.alloc(0))).toEqual([]);
		expect(await rowsOf(await zipOf([]))).toEqual([]);
		expect(await rowsOf(gzipSync(''))).toEqual([]);
	});

	test('JSON, its values as they are written', async () => {
		const json = `[ {"uii": 202004250912250132110000003150, "ok": true, "none": null, "t": "a\\"}1]2",
			"nested": {"x": [1, "2"]}, "small": -1.50e3}, {"uii":"7"} ]`;
		for (const pieceBytes of [1, 5, 1_000]) {
			expect(await rowsOf(Buffer.from(json), {}, { pieceBytes })).toEqual([
				{
					uii: '202004250912250132110000003150',
					ok: 'true',
					none: '',
					t: 'a"}1]2',
					nested: '{"x":["1","2"]}',
					small: '-1.50e3',
				},
				{ uii: '7' },
			]);
		}
	});

	test('JSON, with a choice of columns, a limit and the source', async () => {
		const json = Buffer.from(JSON.stringify([1, 2, 3].map((n) => ({ a: n, b: n }))));
		expect(
			await rowsOf(json, { columns: ['B'], maxRows: 2, sourceField: 's' }, { name: 'x.json' }),
		).toEqual([
			{ b: '1', s: 'x.json' },
			{ b: '2', s: 'x.json' },
		]);
		expect(await rowsOf(Buffer.from('[]'))).toEqual([]);
	});
});

describe('columns that are chosen of JSON', () => {
	const read = async (objects: object[], choice: RowChoice) =>
		await rowsOf(Buffer.from(JSON.stringify(objects)), choice);

	test('are empty in the rows of objects that leave them out, and no row is lost', async () => {
		const objects = [{ a: 1 }, { b: 2, a: 3 }, { c: 4 }];
		expect(await read(objects, { columns: ['b'] })).toEqual([{ b: '' }, { b: '2' }, { b: '' }]);
		expect(await read(objects, { columns: ['b', 'a'] })).toEqual([
			{ a: '1', b: '' },
			{ b: '2', a: '3' },
			{ a: '', b: '' },
		]);
		const sparse = Array.from({ length: 1_000 }, (_, n) => (n === 999 ? { b: n } : { a: n }));
		expect(await read(sparse, { columns: ['b'] })).toHaveLength(1_000);
	});

	test('are called the same in each row, as the objects call them', async () => {
		expect(await read([{ b: 1 }, { a: 2 }], { columns: ['B'] })).toEqual([{ b: '1' }, { b: '' }]);
	});

	test('are told when no object has them, with all that the objects have, also at a limit', async () => {
		const objects = [{ a: 1, b: 2 }, { a: 3, c: 4 }, { d: 5 }];
		const told = async (choice: RowChoice) => {
			const error = (await failure(read(objects, choice))) as InputError;
			return [error.message, error.description];
		};
		const help = (names: string) => `Correct 'Columns' under Options. The report has: ${names}.`;
		expect(await told({ columns: ['A', 'x', 'y'] })).toEqual([
			"The report has no column 'x', 'y'",
			help('a, b, c, d'),
		]);
		expect(await told({ columns: ['x'], maxRows: 2 })).toEqual([
			"The report has no column 'x'",
			help('a, b, c'),
		]);
	});

	test('are not missed where there is no object', async () => {
		expect(await read([], { columns: ['x'] })).toEqual([]);
	});
});

describe('there are no rows in', () => {
	test.each([
		['a PDF', Buffer.from('%PDF-1.7'), 'The report is a PDF, which cannot be put out as rows'],
		['XML', Buffer.from('<a/>'), 'The report is an XML document, which cannot be put out as rows'],
		[
			'an old workbook',
			Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
			'The report is an Excel workbook, which cannot be put out as rows',
		],
		[
			'a workbook',
			Buffer.from(`PK\x03\x04${'\0'.repeat(22)}\x13\0\0\0[Content_Types].xml`, 'latin1'),
			'The report is an Excel workbook, which cannot be put out as rows',
		],
	])('%s, which the message says, and what to use', async (_, content, message) => {
		const error = (await failure(rowsOf(content))) as InputError;
		expect(error).toBeInstanceOf(InputError);
		expect(error.message).toBe(message);
		expect(error.description).toContain('Extract From File');
	});

	test('a PDF in a zip, or an archive in an archive', async () => {
		const pdf = await zipOf([{ name: 'invoice.pdf', content: Buffer.from('%PDF-1.7') }]);
		expect((await failure(rowsOf(pdf))).message).toContain('is a PDF');
		expect((await failure(rowsOf(await zipOf([{ name: 'x', content: pdf }])))).message).toContain(
			'an archive within an archive',
		);
	});

	test.each(['{"a":1}', '[1,2]', '["a"]', '[{"a":1}] x', '[{"a":1}{', 'null'])(
		'JSON such as %s',
		async (json) => {
			const file = { kind: 'json' as const, name: 'x', bytes: inPieces(Buffer.from(json), 3) };
			const read = async () => {
				for await (const batch of readRows(file, {}, idle)) expect(batch.rows).toBeDefined();
			};
			expect(await failure(read())).toBeInstanceOf(ServiceError);
		},
	);

	test('JSON that is nested deeper than any table', async () => {
		const nested = (depth: number) =>
			Buffer.from(`[{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}]`);
		expect((await failure(rowsOf(nested(1_000_000)))).message).toBe(
			'The JSON document has more than 100 lists and objects within one another',
		);
		expect(await failure(rowsOf(nested(101)))).toBeInstanceOf(ServiceError);
		expect(await rowsOf(nested(100))).toEqual([{ a: '['.repeat(99) + ']'.repeat(99) }]);
	});

	test('JSON with more values in an object than any table has columns', async () => {
		const wide = (count: number) =>
			Buffer.from(
				JSON.stringify([Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n]))]),
			);
		expect((await failure(rowsOf(wide(5_001)))).message).toBe(
			'An object in the JSON document has more than 5000 values',
		);
		expect(Object.keys((await rowsOf(wide(5_000)))[0] ?? {})).toHaveLength(5_000);
	});

	test('an object in JSON that never ends', async () => {
		let pieces = 0;
		async function* endless() {
			yield Buffer.from('[{"a":"');
			for (; ; pieces++) yield Buffer.alloc(65_536, 'x');
		}
		const read = async () => {
			for await (const batch of readRows({ kind: 'json', name: 'x', bytes: endless() }, {}, idle))
				expect(batch.rows).toBeDefined();
		};
		expect(await failure(read())).toBeInstanceOf(ServiceError);
		expect(pieces).toBeLessThan(70);
	});

	test('UTF-16 without the mark that tells it', async () => {
		const text = Buffer.from('a,b\n1,2\n', 'utf16le');
		expect((await failure(rowsOf(text))).message).toContain('a file of unknown kind');
	});

	test('JSON, told the same however it is cut: what comes first is told first', async () => {
		const json = Buffer.from('[{"a":1},{"b"}, nonsense');
		for (const pieceBytes of [1, 5, 14, 1_000]) {
			const error = await failure(rowsOf(json, {}, { pieceBytes }));
			expect([pieceBytes, error.message]).toEqual([pieceBytes, 'The JSON document is damaged']);
			expect(await rowsOf(json, { maxRows: 1 }, { pieceBytes })).toEqual([{ a: '1' }]);
		}
	});

	test('JSON that breaks off', async () => {
		expect((await failure(rowsOf(Buffer.from('[{"a":1},{"a"')))).message).toBe(
			'The JSON document is damaged',
		);
	});
});

test('a limit counts over all files of an archive, and ends the reading of it', async () => {
	const large = Buffer.from(`a,b\n${'1,2\n'.repeat(50_000)}`);
	const archive = await zipOf([
		{ name: 'one.csv', content: CSV },
		{ name: 'two.csv', content: large, stored: true },
	]);
	let read = 0;
	async function* counted() {
		for await (const bytes of inPieces(archive, 1_000)) {
			read += bytes.length;
			yield bytes;
		}
	}
	let rows = 0;
	const file = { kind: 'zip' as const, name: 'x', bytes: counted() };
	for await (const batch of readRows(file, { maxRows: 5 }, idle)) rows += batch.rows.length;
	expect(rows).toBe(5);
	expect(read).toBeLessThan(150_000);
	await expect(rowsOf(archive, { maxRows: 2 })).resolves.toEqual(ROWS);
});

test('what is put out is weighed', async () => {
	const batches: RowBatch[] = [];
	const file = {
		kind: 'text' as const,
		name: 'f',
		bytes: inPieces(Buffer.from('ab,c\n1,\n234,5\n'), 9),
	};
	for await (const batch of readRows(file, { sourceField: 'src' }, idle)) batches.push(batch);
	const sum = (key: 'values' | 'valueChars' | 'nameChars') =>
		batches.reduce((total, batch) => total + batch[key], 0);
	expect([sum('values'), sum('valueChars'), sum('nameChars')]).toEqual([6, 7, 12]);
});

describe('while rows are read', () => {
	const large = Buffer.from(`a,b\n${'1,2\n'.repeat(200_000)}`);

	test('others get their turn', async () => {
		let [nowMs, slept] = [0, 0];
		const clock = {
			// Looking at the clock takes a while here, as reading does.
			now: () => (nowMs += 10),
			sleep: async () => void slept++,
		};
		const file = { kind: 'text' as const, name: 'x', bytes: inPieces(large, 100_000) };
		for await (const batch of readRows(file, {}, clock))
			expect(batch.rows.length).toBeLessThan(20_000);
		expect(slept).toBeGreaterThan(5);
	});

	test('a stop is obeyed', async () => {
		let nowMs = 0;
		const clock = {
			now: () => (nowMs += 100),
			sleep: async () => await Promise.reject(new CancelledError()),
		};
		const file = { kind: 'text' as const, name: 'x', bytes: inPieces(large, 100_000) };
		const read = async () => {
			for await (const batch of readRows(file, {}, clock))
				expect(batch.rows.length).toBeGreaterThan(0);
		};
		expect(await failure(read())).toBeInstanceOf(CancelledError);
	});

	test('a bomb is defused', async () => {
		const bomb = gzipSync(Buffer.alloc(3_000_000, '1,2\n'));
		const limits = { maxBytes: 1e9, maxRatio: 100, ratioFromBytes: 1_000_000 };
		expect((await failure(rowsOf(bomb, {}, { limits }))).message).toContain('unpacks to far more');
	});
});
