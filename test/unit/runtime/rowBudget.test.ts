import fc from 'fast-check';
import { stringify } from 'flatted';
import { InputError } from '../../../nodes/core/errors';
import { csvRows } from '../../../nodes/core/file/table/csvRows';
import { type RowBatch } from '../../../nodes/core/file/table/row';
import { RowBudget } from '../../../nodes/runtime/rows/rowBudget';

/** The rows of a table, as they are read. */
async function batchesOf(table: string[][]): Promise<RowBatch[]> {
	async function* text() {
		for (const row of table) yield `${row.join(',')}\n`;
	}
	const batches: RowBatch[] = [];
	for await (const batch of csvRows(text(), { delimiter: ',' }, 'a.csv')) batches.push(batch);
	return batches;
}

/** The items of some rows. */
function itemsOf(batches: readonly RowBatch[]) {
	const pairedItem = { item: 0 };
	return batches.flatMap(({ rows }) => rows.map((json) => ({ json, pairedItem })));
}

/** How large n8n saves them: its own library, the shape of its run data. */
function savedChars(batches: readonly RowBatch[]): number {
	const empty = stringify([[]]).length;
	return stringify([itemsOf(batches)]).length - empty;
}

const numbered = (rows: number, cell: (row: number, column: number) => string, columns = 6) => [
	Array.from({ length: columns }, (_, column) => `Column${column}`),
	...Array.from({ length: rows }, (_, row) =>
		Array.from({ length: columns }, (__, column) => cell(row, column)),
	),
];

describe('the reckoned size of rows', () => {
	test.each([
		['all different', (row: number, column: number) => `value ${row} ${column}`],
		['all the same', () => 'USA'],
		['partly the same', (row: number, column: number) => (column < 3 ? 'USA' : `${row}.${column}`)],
		['empty', () => ''],
	])('is never less than what n8n saves, and at most a third more: values %s', async (_, cell) => {
		const batches = await batchesOf(numbered(30_000, cell));
		const budget = new RowBudget();
		for (const batch of batches) budget.add(batch);
		const saved = savedChars(batches);
		expect(budget.total).toBeGreaterThanOrEqual(saved);
		expect(budget.total).toBeLessThan(saved * 1.35);
	});

	test('is not less than what n8n sends to an open editor, where long equal values share nothing', async () => {
		const batches = await batchesOf(numbered(1_000, () => 'x'.repeat(200)));
		const budget = new RowBudget();
		for (const batch of batches) budget.add(batch);
		expect(savedChars(batches)).toBeLessThan(200_000);
		expect(budget.total).toBeGreaterThanOrEqual(JSON.stringify(itemsOf(batches)).length);
	});

	test('counts values beyond the header, as below a line with a title', async () => {
		const [, ...rows] = numbered(5_000, (row, column) => `value ${row} ${column}`, 28);
		const batches = await batchesOf([['Usage report'], ...rows]);
		const budget = new RowBudget();
		for (const batch of batches) budget.add(batch);
		const saved = savedChars(batches);
		expect(budget.total).toBeGreaterThanOrEqual(saved);
		expect(budget.total).toBeLessThan(saved * 1.35);
	});

	test('is not less for any small table', async () => {
		const value = fc.string({ maxLength: 12, unit: fc.constantFrom('a', 'b', '1', ' ') });
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.array(value, { minLength: 3, maxLength: 9 }), { minLength: 1, maxLength: 40 }),
				async (rows) => {
					const batches = await batchesOf([['x', 'y', 'z'], ...rows]);
					const budget = new RowBudget();
					for (const batch of batches) budget.add(batch);
					expect(budget.total + 50).toBeGreaterThanOrEqual(savedChars(batches));
				},
			),
		);
	});
});

describe('a budget', () => {
	const batch = async () => (await batchesOf(numbered(2, () => 'x')))[0] as RowBatch;

	test('ends with what n8n can save, and tells what to do', async () => {
		const budget = new RowBudget(1_000);
		const add = async () => {
			for (;;) budget.add(await batch());
		};
		const error: unknown = await add().catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(InputError);
		const { message, description } = error as InputError;
		expect(message).toBe('The report has more rows than n8n can save');
		for (const way of ['1,000 characters', "'Columns'", "'Limit'", "'Output' to File"]) {
			expect(description).toContain(way);
		}
		expect(budget.total).toBeLessThanOrEqual(1_000);
	});

	test('takes back what is read again', async () => {
		const budget = new RowBudget(1_000);
		for (let attempt = 0; attempt < 50; attempt++) budget.giveBack(budget.add(await batch()));
		expect(budget.total).toBe(0);
	});
});
