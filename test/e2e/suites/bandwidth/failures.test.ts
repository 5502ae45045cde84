/** How the Bandwidth node fails, and what it saves when it does. */
import { BandwidthBench, ofReport } from '../../support/bandwidthBench';
import { DETAILS_ON_ERROR_OUTPUT } from '../../support/n8nVersion';
import { REPORT } from '../../support/reportBench';

let bench: BandwidthBench;

beforeAll(async () => {
	bench = await BandwidthBench.open();
});

afterAll(() => bench?.close());

describe('what goes wrong', () => {
	const wrongOrder = { dateRange: 'custom', startDate: '2026-11-15', endDate: '2026-11-01' };

	test('a period that ends before it starts is refused before any request', async () => {
		const before = bench.sandbox.requests.length;
		const execution = await bench.run('create', { reportType: 'BDR', ...wrongOrder });
		expect(execution.status).toBe('error');
		expect(execution.error?.message).toMatch(
			/End Date.*2026-11-01.*before.*Start Date.*2026-11-15/,
		);
		expect(execution.error?.description).toMatch(/Choose an end date/);
		expect(bench.sandbox.requests.slice(before)).toEqual([]);
	});

	test("an unknown report is told with the service's own code", async () => {
		const execution = await bench.run(
			'getStatus',
			ofReport('0f8b675a4-e3dd-4517-b1d9-298475486a2e4'),
		);
		expect(execution.status).toBe('error');
		const { message = '', description = '' } = execution.error ?? {};
		expect(`${message} ${description}`).toMatch(/15603|1008/);
	});

	test('with Continue On Fail one bad item does not lose the others', async () => {
		const execution = await bench.run(
			'createAndDownload',
			{
				reportType: 'BDR',
				dateRange: 'custom',
				startDate: '2026-11-01',
				endDate: '={{ $json.end }}',
			},
			{
				items: [{ end: '2026-11-02' }, { end: '2026-10-01' }, { end: '2026-11-03' }],
				rest: { onError: 'continueRegularOutput' },
			},
		);
		expect(execution.status).toBe('success');
		expect(execution.items(REPORT).map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		const [first, second, third] = execution.json(REPORT);
		expect(first).toMatchObject({ status: 'completed', endDate: '2026-11-02' });
		expect(second).toEqual({
			error: expect.stringMatching(/before 'Start Date'/) as string,
			details: { description: expect.any(String) as string },
		});
		expect(third).toMatchObject({ status: 'completed', endDate: '2026-11-03' });
	});

	test('with the error output, failed items go there and the others on', async () => {
		const execution = await bench.run(
			'create',
			{
				reportType: 'BDR',
				dateRange: 'custom',
				startDate: '2026-11-01',
				endDate: '={{ $json.end }}',
			},
			{
				items: [{ end: '2026-10-01' }, { end: '2026-11-02' }],
				rest: { onError: 'continueErrorOutput' },
			},
		);
		expect(execution.items(REPORT, 0)).toHaveLength(1);
		expect(execution.items(REPORT, 1).map(({ json }) => json)).toEqual([
			{
				end: '2026-10-01',
				error: expect.stringMatching(/before 'Start Date'/) as string,
				[DETAILS_ON_ERROR_OUTPUT]: {
					description: expect.stringMatching(/Choose an end date/) as string,
				},
			},
		]);
	});
});
