import { type IExecuteFunctions } from 'n8n-workflow';
import { itemParameters } from '../../../nodes/runtime/parameters';

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
