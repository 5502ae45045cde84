import fc from 'fast-check';
import { statusTable } from '../../../nodes/core/statusTable';

const table = statusTable({
	pending: ['RECEIVED'],
	completed: ['COMPLETED'],
	failed: ['Error'],
	expired: ['Expired'],
});

test('words are known without regard to case and space', () => {
	expect([' completed ', 'ERROR', 'expired', 'Received'].map(table)).toEqual([
		'completed',
		'failed',
		'expired',
		'pending',
	]);
});

test('a word that nobody listed is pending, never success', () => {
	expect(table(undefined)).toBe('pending');
	fc.assert(
		fc.property(fc.string(), (word) => {
			const known = ['received', 'completed', 'error', 'expired'].includes(
				word.trim().toLowerCase(),
			);
			return known || table(word) === 'pending';
		}),
	);
});

test('a word with two meanings is refused when the table is made', () => {
	expect(() =>
		statusTable({ pending: [], completed: ['Done'], failed: ['DONE'], expired: [] }),
	).toThrow('listed twice');
});
