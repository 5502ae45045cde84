import { type Calendar } from '../../../nodes/core/watch/periods';
import { type OpenPeriod } from '../../../nodes/core/watch/scheduleState';
import { type Watchable, type Watched } from '../../../nodes/runtime/watch/watchable';
import { scheduleSource } from '../../../nodes/TelecomReportTrigger/schedule';

const DAY_MS = 86_400_000;
const CALENDAR: Calendar = { length: 'day', zone: 'UTC' };
const day = (date: number, why: Partial<OpenPeriod> = {}): OpenPeriod => {
	const start = Date.UTC(2026, 10, date);
	return { start, end: start + DAY_MS, failures: 3, notBefore: 0, ...why };
};
const failed = (message: string) => ({
	message,
	failed: { service: 'Bandwidth', reportId: 'r', status: 'failed', message } as const,
});

const { giveUp } = scheduleSource(
	{ service: 'Bandwidth', name: 'Bandwidth billing reports' } as Watchable,
	{ find: async () => ({ reports: [], failures: [] }) } as unknown as Watched,
	CALENDAR,
);
const told = (...periods: OpenPeriod[]) => {
	const { message, details } = giveUp(periods);
	return { message, description: details.description };
};

describe('a period that is given up', () => {
	test.each([
		[
			'our own words',
			{ message: 'The report was not ready after two days' },
			'The report was not ready after two days.',
		],
		[
			'a refusal',
			{ message: 'Bandwidth says: Type is unknown (code 15600)' },
			'Bandwidth says: Type is unknown (code 15600).',
		],
		["the report's message", failed('No snapshot.'), 'It says: No snapshot.'],
		[
			'a message that names the service',
			failed('Bandwidth says: No snapshot.'),
			'Bandwidth says: No snapshot.',
		],
	])('tells %s without saying twice who says it', (_, why, words) => {
		expect(told(day(20, why))).toEqual({
			message: 'No report could be had for 2026-11-20',
			description: expect.stringMatching(
				new RegExp(`^${words.replace(/[().]/g, '\\$&')} Bandwidth billing`),
			),
		});
	});

	test('is named, with all others, as far as a message can hold them', () => {
		const days = Array.from({ length: 8 }, (_, index) => day(1 + index));
		expect(told(...days.slice(0, 2)).message).toBe(
			'No report could be had for 2026-11-01, 2026-11-02',
		);
		expect(told(...days).message).toBe(
			'No report could be had for 2026-11-01, 2026-11-02, 2026-11-03, 2026-11-04, 2026-11-05, 3 more',
		);
	});
});
