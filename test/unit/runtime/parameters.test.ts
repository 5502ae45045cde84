import { type IExecuteFunctions } from 'n8n-workflow';
import { itemParameters, readTimeoutMs } from '../../../nodes/runtime/parameters';

const NOW_MS = Date.UTC(2026, 10, 20);

/** The parameters of a node that has these values. */
const given = (values: Record<string, unknown>) =>
	itemParameters(
		{
			getNodeParameter: (name: string) => values[name],
			getTimezone: () => 'UTC',
			getInputData: () => [],
		} as unknown as IExecuteFunctions,
		0,
	);

describe('the date range', () => {
	test('may be given by an expression', () => {
		expect(given({ dateRange: 'yesterday' }).dateRange(NOW_MS)).toMatchObject({
			startDate: '2026-11-19',
		});
	});

	test.each(['tomorrow', 'constructor', 'toString', '__proto__'])(
		'%s is none that is known',
		(dateRange) => {
			expect(() => given({ dateRange }).dateRange(NOW_MS)).toThrow(
				`'Date Range' has a value that is not known: ${dateRange}`,
			);
		},
	);
});

describe('the time limit', () => {
	const timeoutMs = (timeout?: unknown) => readTimeoutMs(given({ options: { timeout } }), 30);

	test.each([
		[undefined, 1_800_000],
		[16.1, 966_001],
		[20 / 60, 20_000],
		['5', 300_000],
		[1_440, 86_400_000],
	])('of %p minutes is a whole number of milliseconds', (minutes, expected) => {
		expect(timeoutMs(minutes)).toBe(expected);
	});

	test.each([0, -1, 1_440.1, 35_792, Number.POSITIVE_INFINITY, 'soon'])(
		'cannot be %p minutes',
		(minutes) => {
			expect(() => timeoutMs(minutes)).toThrow(
				"'Timeout' must be a number of minutes greater than 0 and at most 1,440",
			);
		},
	);
});
