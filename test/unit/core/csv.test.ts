import { CsvReader } from '../../../nodes/core/file/table/csvReader';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { InputError, ServiceError } from '../../../nodes/core/errors';
import { csvRows } from '../../../nodes/core/file/table/csvRows';
import { decodeText } from '../../../nodes/core/file/table/decodeText';
import { detectDialect } from '../../../nodes/core/file/table/dialect';
import { columnNames } from '../../../nodes/core/file/table/header';
import { type Row, type RowChoice } from '../../../nodes/core/file/table/row';
import { cutAt, inPieces } from '../support/archives';
import { cpuMsSince } from '../../support/cpuTime';
import { runs } from '../support/runs';

async function* pieces(text: string, length: number): AsyncGenerator<string> {
	for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length);
}

async function rowsOf(text: AsyncIterable<string>, choice: RowChoice = {}): Promise<Row[]> {
	const rows: Row[] = [];
	for await (const batch of csvRows(text, choice, 'a.csv')) rows.push(...batch.rows);
	return rows;
}

const read = async (text: string, choice: RowChoice = {}) =>
	await rowsOf(pieces(text, 1e6), choice);

const failure = async (work: Promise<unknown>): Promise<Error> =>
	await work.then(
		() => new Error('It did not fail'),
		(error: unknown) => error as Error,
	);

const value = fc.string({
	maxLength: 20,
	unit: fc.constantFrom(
		'a',
		'Z',
		'0',
		' ',
		'"',
		'\n',
		'\r',
		',',
		'|',
		'\t',
		';',
		'é',
		'字',
		'😀',
		"'",
	),
});
const delimiter = fc.constantFrom(',', '|', '\t', ';');
const table = fc.integer({ min: 2, max: 6 }).chain((columns) =>
	fc.array(fc.array(value, { minLength: columns, maxLength: columns }), {
		minLength: 1,
		maxLength: 12,
	}),
);

/** A table as RFC 4180 writes it. */
function written(
	rows: string[][],
	separator: string,
	lineBreak: string,
	quoteAll: boolean,
): string {
	const cell = (text: string) =>
		quoteAll || /["\r\n,|\t;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
	return rows.map((row) => row.map(cell).join(separator) + lineBreak).join('');
}

const header = (columns: number) =>
	Array.from({ length: columns }, (_, index) => `Column ${index}`);

test('a table is read as it was written, however it is cut, and as csv-parse reads it', async () => {
	await fc.assert(
		fc.asyncProperty(
			table,
			delimiter,
			fc.constantFrom('\n', '\r\n'),
			fc.boolean(),
			fc.integer({ min: 1, max: 40 }),
			async (rows, separator, lineBreak, quoteAll, length) => {
				const names = header(rows[0]?.length ?? 0);
				const text = written([names, ...rows], separator, lineBreak, quoteAll);
				const found = await rowsOf(pieces(text, length), { delimiter: separator });
				expect(found.map((row) => Object.values(row))).toEqual(rows);
				expect(found).toEqual(
					parse(text, { delimiter: separator, columns: true, record_delimiter: ['\r\n', '\n'] }),
				);
			},
		),
		runs(500),
	);
});

test('the delimiter is found out', async () => {
	const text = fc.string({
		maxLength: 8,
		unit: fc.constantFrom('a', '7', ' ', '.', '"', '\n', 'é'),
	});
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.tuple(text, text, text), { minLength: 3, maxLength: 30 }),
			delimiter,
			fc.constantFrom('\n', '\r\n'),
			async (rows, separator, lineBreak) => {
				const whole = written([header(3), ...rows], separator, lineBreak, false);
				expect(await read(whole)).toHaveLength(rows.length);
				expect(detectDialect(whole, true).delimiter).toBe(separator);
			},
		),
	);
});

test.each([
	[
		'commas in values of a table with pipes',
		'Name|City\nA, Inc|Raleigh, NC\nB, Inc|Boston, MA\n',
		'|',
	],
	['pipes in quoted values of a table with commas', 'a,b\n"1|2|3",x\n"4|5|6",y\n', ','],
	['decimal commas', 'Day;Amount\n1;1,5\n2;2,25\n', ';'],
	['one column of prose', 'Text\nno, yes\n', ','],
	['a header alone', 'a\tb\tc', '\t'],
	['nothing', '', ','],
	['commas that only the header has', 'Name, first, last|City\nA|Bonn\nB|Rome\n', '|'],
	['the one that makes fewer columns, tried earlier', 'a|b;c;d\n1|2;3;4\n', ';'],
	['the one that makes fewer columns, tried later', 'a,b,c;d\n1,2,3;4\n', ','],
	['a less likely one that makes as many columns', 'a,b;c\n1,2;3\n', ','],
])('the delimiter is not mistaken for %s', (_, text, expected) => {
	expect(detectDialect(text, true).delimiter).toBe(expected);
});

test('the row that the end of a sample cuts off does not count, unless it is all there is', () => {
	const text = 'a,b|c\n1,2|3\n4|5';
	expect(detectDialect(text, false).delimiter).toBe(',');
	expect(detectDialect(text, true).delimiter).toBe('|');
	expect(detectDialect('a\tb', false).delimiter).toBe('\t');
});

test.each([
	['a,b', '\n'],
	['a,b\n1,2\n', '\n'],
	['a,b\r\n1,2\r\n', '\n'],
	['a,b\r1,2\r', '\r'],
])('the lines of %j end with %j, whichever delimiter the user chose', (text, lineBreak) => {
	expect(detectDialect(text, true)).toEqual({ delimiter: ',', lineBreak });
	expect(detectDialect(text, true, ';')).toEqual({ delimiter: ';', lineBreak });
});

test('any text at all is read the same however it is cut, or refused in words', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.string({
				maxLength: 200,
				unit: fc.constantFrom('"', '"', ',', '\n', '\r', 'a', 'b', ' ', "'"),
			}),
			fc.integer({ min: 1, max: 9 }),
			async (text, length) => {
				const outcome = async (work: Promise<Row[]>) =>
					await work.catch((error: unknown) => {
						expect(error).toBeInstanceOf(ServiceError);
						return (error as Error).message;
					});
				expect(await outcome(rowsOf(pieces(text, length), { delimiter: ',' }))).toEqual(
					await outcome(rowsOf(pieces(text, 1e6), { delimiter: ',' })),
				);
			},
		),
		runs(2_000),
	);
});

describe('tables of the wild', () => {
	test.each<[string, string, Row[]]>([
		['line breaks within quotes', 'a,b\r\n"1\r\n2",3\r\n', [{ a: '1\r\n2', b: '3' }]],
		['no line break at the end', 'a,b\n1,2', [{ a: '1', b: '2' }]],
		[
			'only carriage returns',
			'a,b\r1,2\r\r3,"4"\r',
			[
				{ a: '1', b: '2' },
				{ a: '3', b: '4' },
			],
		],
		[
			'blank lines',
			'\n\na,b\n\n1,2\r\n\r\n3,4\n\n',
			[
				{ a: '1', b: '2' },
				{ a: '3', b: '4' },
			],
		],
		['too few values', 'a,b,c\n1\n', [{ a: '1', b: '', c: '' }]],
		['too many values', 'a,b\n1,2,3,,5\n', [{ a: '1', b: '2', column_3: '3', column_5: '5' }]],
		[
			'too many values, by the name of a column',
			'column_3,b\n1,2,3\n',
			[{ column_3: '1', b: '2', column_3_2: '3' }],
		],
		[
			'empty values',
			'a,b\n,\n"",2\n',
			[
				{ a: '', b: '' },
				{ a: '', b: '2' },
			],
		],
		['a carriage return that begins a row', 'a,b\n\r1,2\n', [{ a: '\r1', b: '2' }]],
		['a carriage return that ends a value', 'a,b,c\n"1",2\r,3\n', [{ a: '1', b: '2\r', c: '3' }]],
		['a quote within a value', 'a,b\n5" pipe,x"y"\n', [{ a: '5" pipe', b: 'x"y"' }]],
		['text behind a quote', 'a,b\n"x"yz,"1" \n', [{ a: 'xyz', b: '1 ' }]],
		['blanks around values', 'a,b\n 1 ,  \n', [{ a: ' 1 ', b: '  ' }]],
		['a header alone', 'a,b\r\n', []],
		['nothing', '', []],
		['values that look like numbers', 'id,n\n00123,1e5\n', [{ id: '00123', n: '1e5' }]],
		['one column', 'a\n1\n""\n2\n', [{ a: '1' }, { a: '' }, { a: '2' }]],
	])('%s', async (_, text, expected) => {
		expect(await read(text)).toEqual(expected);
		expect(await rowsOf(pieces(text, 1))).toEqual(expected);
	});

	test('a quote that is never closed is told, with its row', async () => {
		const error = (await failure(read('a,b\n1,2\n"3,4\n5,6\n'))) as ServiceError;
		expect(error.message).toBe('The table is damaged');
		expect(error.details.description).toContain('in row 3 is never closed');
	});

	test.each([
		['without quotes', false, 'x'.repeat(65_536)],
		['within quotes', true, 'x\n'.repeat(32_768)],
		['of doubled quotes', true, '""'.repeat(32_768)],
	])(
		'a row that never ends is refused before it fills the memory, %s',
		async (_, isQuoted, piece) => {
			let pieceCount = 0;
			async function* endless() {
				yield isQuoted ? 'a,b\n1,"' : 'a,b\n1,';
				for (;;) {
					pieceCount++;
					yield piece;
				}
			}
			const before = process.cpuUsage();
			const error = (await failure(rowsOf(endless()))) as ServiceError;
			expect(error.message).toBe('Row 2 of the table is longer than 4 million characters');
			expect(error.details.description).toContain('a quotation mark in that row is never closed');
			expect(pieceCount).toBeLessThan(70);
			expect(cpuMsSince(before)).toBeLessThan(2_000);
		},
	);

	test('a long row at the end is read, also without a line break', async () => {
		const long = 'x'.repeat(200_000);
		expect(await rowsOf(pieces(`a,b\n1,${long}`, 10_000))).toEqual([{ a: '1', b: long }]);
	});

	describe('a row so long that others are waiting behind it at the end', () => {
		const long = `a,b\n1,"${'x'.repeat(150_000)}"\n${'2,3\n'.repeat(2_000)}`;

		test('does not lift the limit', async () => {
			for (const length of [10_000, 65_536]) {
				expect(await rowsOf(pieces(long, length), { maxRows: 10 })).toHaveLength(10);
				expect(await rowsOf(pieces(long, length))).toHaveLength(2_001);
			}
		});

		test('may be the header, whose rows are not lost', async () => {
			const names = Array.from({ length: 4_000 }, (_, n) => `${'column'.repeat(6)}${n}`);
			const wide = `${names.join(',')}\n${'1,2\n'.repeat(5)}3,4`;
			for (const length of [10_000, 65_536]) {
				const rows = await rowsOf(pieces(wide, length), { columns: names.slice(0, 2) });
				expect(rows.map((row) => Object.values(row))).toEqual([
					...Array<string[]>(5).fill(['1', '2']),
					['3', '4'],
				]);
				expect(await rowsOf(pieces(wide, length), { maxRows: 3 })).toHaveLength(3);
			}
		});

		test('does not make a quote that is never closed behind the limit an error', async () => {
			const open = `${long}"4,5`;
			expect(await rowsOf(pieces(open, 10_000), { maxRows: 10 })).toHaveLength(10);
			await expect(rowsOf(pieces(open, 10_000))).rejects.toThrow('The table is damaged');
		});
	});

	test('many rows that were read together with a long one are not taken for one that is too long', async () => {
		const text = `a,b\n1,${'x'.repeat(2_300_000)}\n${`2,${'y'.repeat(60)}\n`.repeat(40_000)}`;
		expect(await rowsOf(pieces(text, 70_000))).toHaveLength(40_001);
	});

	test('a row whose end is still to come behind a quoted line break is waited for', () => {
		const reader = new CsvReader({ delimiter: ',', lineBreak: '\n' });
		expect(reader.read('1,"x\ny"')).toEqual([]);
		expect(reader.read('\n2,z\n')).toEqual([
			['1', 'x\ny'],
			['2', 'z'],
		]);
	});

	test('a row of four million characters is read', async () => {
		const long = 'x'.repeat(4_000_000);
		expect(await rowsOf(pieces(`a,b\n1,${long}\n`, 65_536))).toEqual([{ a: '1', b: long }]);
	});

	test.each([
		['of endless values', ','],
		['of endless quoted values', '"",'],
	])('a row %s is refused', async (_, value) => {
		const error = (await failure(read(`a,b\n${value.repeat(6_000)}\n`))) as ServiceError;
		expect(error.message).toBe('A row of the table has more than 5000 values');
		expect(error.details.description).toContain("'Delimiter' under Options may be wrong");
	});
});

describe('column names', () => {
	test.each([
		['as they are', ['A', 'b c'], ['A', 'b c']],
		['without blanks around them', [' A '], ['A']],
		['empty', ['', 'x', ' '], ['column_1', 'x', 'column_3']],
		['twice', ['A', 'A', 'A'], ['A', 'A_2', 'A_3']],
		['twice, with the number taken', ['A', 'A', 'A_2'], ['A', 'A_3', 'A_2']],
		['that an item cannot have', ['__proto__', 'error'], ['__proto___2', 'error_2']],
	])('%s', (_, given, expected) => expect(columnNames(given)).toEqual(expected));

	test('are as many as there are columns, and all different', () => {
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom('', ' ', 'a', 'a_2', 'a_3', 'column_1', 'column_2', '__proto__')),
				(given) => {
					const names = columnNames(given);
					expect(new Set(names).size).toBe(given.length);
				},
			),
		);
	});

	test('are given at once, also when thousands are the same', () => {
		const before = process.cpuUsage();
		const names = columnNames(Array.from({ length: 5_000 }, () => 'a'));
		expect([names[1], names[4_999]]).toEqual(['a_2', 'a_5000']);
		// It took more than ten million comparisons, once for each table of an archive.
		expect(cpuMsSince(before)).toBeLessThan(200);
	});

	test('the prototype of a row is nobody’s column', async () => {
		const [row] = await read('__proto__,b\n1,2\n');
		expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
		expect(row).toEqual({ __proto___2: '1', b: '2' });
	});
});

test('columns with few and with many different values keep every one', async () => {
	const rows = Array.from({ length: 1_000 }, (_, n) => ({
		few: `kind ${n % 64}`,
		more: `kind ${n % 65}`,
		all: `call number ${n}`,
	}));
	const text = rows.map(({ few, more, all }) => `${few},${more},${all}\n`).join('');
	expect(await rowsOf(pieces(`few,more,all\n${text}`, 5_000))).toEqual(rows);
	expect(await read(`few,more,all\n${text}`, { columns: ['all', 'few'] })).toEqual(
		rows.map(({ few, all }) => ({ few, all })),
	);
});

test.each([12, 13, 1_365, 1_366, 4_096, 4_097, 13_000])(
	'a value of %d characters of three bytes is kept whole',
	async (length) => {
		const value = '字'.repeat(length);
		expect(await read(`a,b\n${value},1\n${value},2\n`)).toEqual([
			{ a: value, b: '1' },
			{ a: value, b: '2' },
		]);
	},
);

describe('what a user chooses', () => {
	const text = 'Id,Amount,"Na""me",City\r\n1,2,3,"Raleigh, NC"\r\n4,,"x\r\ny",\r\n7\r\n';

	test('the column that is written just so, where case tells columns apart', async () => {
		expect(await read('id,ID,Id\n1,2,3\n', { columns: ['ID'] })).toEqual([{ ID: '2' }]);
	});

	test('columns, in any case, with quoted values between them', async () => {
		expect(await rowsOf(pieces(text, 3), { columns: ['city', 'Id'] })).toEqual([
			{ Id: '1', City: 'Raleigh, NC' },
			{ Id: '4', City: '' },
			{ Id: '7', City: '' },
		]);
		expect(await read(text, { columns: ['Amount'] })).toEqual([
			{ Amount: '2' },
			{ Amount: '' },
			{ Amount: '' },
		]);
	});

	test('gives the same values with and without a choice of columns', async () => {
		await fc.assert(
			fc.asyncProperty(
				table,
				fc.nat(5),
				fc.integer({ min: 1, max: 30 }),
				async (rows, chosen, length) => {
					const names = header(rows[0]?.length ?? 0);
					const name = names[chosen % names.length] ?? '';
					const whole = written([names, ...rows], ',', '\n', false);
					const all = await read(whole, { delimiter: ',' });
					expect(await rowsOf(pieces(whole, length), { columns: [name], delimiter: ',' })).toEqual(
						all.map((row) => ({ [name]: row[name] })),
					);
				},
			),
		);
	});

	test('a column that is not there is told, with those that are', async () => {
		const error = (await failure(read(text, { columns: ['Id', 'Amuont'] }))) as InputError;
		expect(error).toBeInstanceOf(InputError);
		expect(error.message).toBe("The report has no column 'Amuont'");
		expect(error.description).toContain('The report has: Id, Amount, Na"me, City.');
		expect((await failure(read('a,b', { columns: ['c'] }))).message).toContain("no column 'c'");
	});

	test('a column that is not there is told in a message that fits a screen', async () => {
		const names = Array.from({ length: 100 }, (_, n) => `c${n}\u001b\u202e ${'x'.repeat(9_000)}`);
		const error = (await failure(read(names.join(',') + '\n', { columns: ['Id'] }))) as InputError;
		expect(error.description?.length).toBeLessThan(3_000);
		expect(error.description).toMatch(/The report has: c0 x{57}, c1 x{57}, .* and 60 more\.$/);
	});

	test('a limit, beyond which nothing is read', async () => {
		let asked = 0;
		async function* source() {
			yield `a,b\n${'1,2\n'.repeat(20_000)}`;
			for (;;) {
				asked++;
				yield '3,4\n';
			}
		}
		expect(await rowsOf(source(), { maxRows: 3 })).toHaveLength(3);
		expect(asked).toBe(0);
		expect(await rowsOf(source(), { maxRows: 20_002 })).toHaveLength(20_002);
		expect(asked).toBe(2);
	});

	test('the name of the file, which does not hide a column', async () => {
		expect(await read('a,b\n1,2', { sourceField: 'sourceFile' })).toEqual([
			{ a: '1', b: '2', sourceFile: 'a.csv' },
		]);
		expect(await read('sourceFile,b\n1,2', { sourceField: 'sourceFile' })).toEqual([
			{ sourceFile_2: '1', b: '2', sourceFile: 'a.csv' },
		]);
	});

	test('oddities of the service are taken away, and nothing else', async () => {
		const odd = "UII,call_state,ani\n'2020,COMPLETE    ,'1 \nx,,\n";
		expect(
			await read(odd, { cleaning: { apostrophe: ['uii', 'other'], padded: ['call_state'] } }),
		).toEqual([
			{ UII: '2020', call_state: 'COMPLETE', ani: "'1 " },
			{ UII: 'x', call_state: '', ani: '' },
		]);
	});
});

describe('the text of a file', () => {
	const decoded = async (bytes: AsyncIterable<Uint8Array>) => {
		let text = '';
		for await (const piece of decodeText(bytes)) text += piece;
		return text;
	};
	const utf16be = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();

	test('is UTF-8 or UTF-16, with or without a byte order mark, cut anywhere', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => !/[\0\uFEFF]/.test(text)),
				fc.integer({ min: 1, max: 7 }),
				async (text, length) => {
					for (const bytes of [
						Buffer.from(text),
						Buffer.from(`\uFEFF${text}`),
						Buffer.from(`\uFEFF${text}`, 'utf16le'),
						utf16be(text),
					]) {
						expect(await decoded(inPieces(bytes, length))).toBe(text);
					}
				},
			),
		);
	});

	test('has no NUL characters, and U+FFFD for what is no text', async () => {
		expect(await decoded(cutAt(Buffer.from('a\0b,\0\n'), [2]))).toBe('ab,\n');
		expect(await decoded(cutAt(Buffer.from([0x61, 0xff, 0x62, 0xe2, 0x82]), [4]))).toBe(
			'a\uFFFDb\uFFFD',
		);
	});

	test.each([
		[[0xff, 0x41, 0x42], '\uFFFDAB'],
		[[0xfe, 0x41, 0x42], '\uFFFDAB'],
		[[0x41, 0xfe, 0x42], 'A\uFFFDB'],
		[[0x41, 0xff, 0x42], 'A\uFFFDB'],
	])('is not UTF-16 for one byte of a mark: %p', async (bytes, text) => {
		expect(await decoded(cutAt(Buffer.from(bytes), []))).toBe(text);
	});

	test('keeps what looks like a mark within it, also where a piece begins', async () => {
		expect(await decoded(cutAt(Buffer.from('abc\uFEFFd'), [3]))).toBe('abc\uFEFFd');
	});
});
