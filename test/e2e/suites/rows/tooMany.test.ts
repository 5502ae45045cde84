/** More rows than n8n can save, in a real n8n: it is told, and the execution ends. */
import { REPORT } from '../../support/reportBench';
import { RowsBench } from '../../support/rowsBench';

/** From about 570,000 on n8n cannot save them, and its execution would be `running` for ever. */
const ROWS = 600_000;

let bench: RowsBench;

beforeAll(async () => {
	bench = await RowsBench.open({ rows: ROWS });
});

afterAll(() => bench?.close());
beforeEach(() => bench.sandbox.reset());

test.each([
	['one report', {}, 1],
	['several reports together', { returnAll: false, limit: ROWS / 2 }, 2],
])(
	'more rows than n8n can save end the execution with the ways out: %s',
	async (_, parameters, reports) => {
		const execution = await bench.run('bandwidth', parameters, reports);
		expect(execution.status).toBe('error');
		expect(execution.error?.message).toBe('The report has more rows than n8n can save');
		for (const way of ["'Columns'", "'Limit'", "'Output' to File", 'The ID of the report is']) {
			expect(execution.error?.description).toContain(way);
		}
		expect(execution.items(REPORT)).toEqual([]);
		expect(bench.fileRequests.some(({ aborted }) => aborted)).toBe(true);
	},
);
