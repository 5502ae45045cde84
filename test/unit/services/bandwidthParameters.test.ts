import fc from 'fast-check';
import { InputError } from '../../../nodes/core/errors';
import { checkedExpiry } from '../../../nodes/services/bandwidth/expiry';
import {
	mergeParameters,
	parameterValues,
	plainValue,
	type ParameterRule,
} from '../../../nodes/services/bandwidth/parameterValues';
import { DateTime } from 'luxon';

const ZONE = 'America/New_York';
const text: ParameterRule = { name: 'P', kind: 'text', required: false, multiple: false };
const several: ParameterRule = { ...text, multiple: true };
const list: ParameterRule = {
	...text,
	kind: 'list',
	allowed: [
		{ internalName: 'COMPLETE', displayName: 'Complete' },
		{ internalName: 'A,B', displayName: 'A or B' },
		{ internalName: 'FAILED', displayName: 'Failed' },
	],
};
const values = (rule: ParameterRule, value: unknown) => parameterValues(rule, value, ZONE);

describe('a value of a form', () => {
	test.each([
		['text', text, ' x y ', ['x y']],
		['a number as text', text, 12345678901, ['12345678901']],
		['false', text, false, ['false']],
		['a switch that is on', { ...text, kind: 'boolean' as const }, true, ['true']],
		['a switch that is off', { ...text, kind: 'boolean' as const }, false, ['false']],
		['the word True', { ...text, kind: 'boolean' as const }, 'True', ['true']],
		['a whole number', { ...text, kind: 'integer' as const }, 30, ['30']],
		['0', { ...text, kind: 'integer' as const }, 0, ['0']],
		['a whole number as text', { ...text, kind: 'integer' as const }, '-007', ['-007']],
		['a day', { ...text, kind: 'date' as const }, '2026-10-01T00:00:00', ['2026-10-01']],
		['a moment', { ...text, kind: 'date' as const }, '2026-10-01T03:00:00Z', ['2026-09-30']],
		[
			'a moment of an expression',
			{ ...text, kind: 'date' as const },
			DateTime.fromISO('2026-10-01T03:00:00Z'),
			['2026-09-30'],
		],
		['an internal name', list, 'FAILED', ['FAILED']],
		['a display name', list, 'Failed', ['FAILED']],
		['an internal name with a comma', { ...list, multiple: true }, 'A,B', ['A,B']],
	])('%s', (_, rule, value, expected) => {
		expect(values(rule, value)).toEqual(expected);
	});

	test.each([[undefined], [null], [''], ['  '], [[]], [['', null]]])(
		'%p is no value: left out, or refused where the report needs one',
		(value) => {
			expect(values(text, value)).toEqual([]);
			expect(() => values({ ...text, required: true }, value)).toThrow(
				"The parameter 'P' is empty",
			);
		},
	);

	test.each([
		['a list', several, ['b', 'a', 1], ['b', 'a', '1']],
		['text with commas', several, 'b, a,,1', ['b', 'a', '1']],
		[
			'names of either kind',
			{ ...list, multiple: true },
			'Failed,COMPLETE',
			['FAILED', 'COMPLETE'],
		],
		['the same twice, once only', several, ['a', 'b', 'a'], ['a', 'b']],
		['a list of one, also where one only is taken', text, ['a'], ['a']],
	])('several values: %s', (_, rule, value, expected) => {
		expect(values(rule, value)).toEqual(expected);
	});

	test('text with commas stays whole where one value only is taken', () => {
		expect(values(text, 'Smith, John')).toEqual(['Smith, John']);
	});

	test.each([
		['several where one only is taken', text, ['a', 'b'], 'takes one value only'],
		['a word for a switch', { ...text, kind: 'boolean' as const }, 'yes', 'must be true or false'],
		['1 for a switch', { ...text, kind: 'boolean' as const }, 1, 'must be true or false'],
		['a fraction', { ...text, kind: 'integer' as const }, 1.5, 'must be a whole number'],
		['a huge number', { ...text, kind: 'integer' as const }, 1e21, 'must be a whole number'],
		['a word for a number', { ...text, kind: 'integer' as const }, 'ten', 'must be a whole number'],
		['a word for a day', { ...text, kind: 'date' as const }, 'soon', "'P' is not a date"],
		['a name that is not listed', list, 'complete', "does not take the value 'complete'"],
		['an object', text, { a: 1 }, 'neither text nor a number'],
	])('%s is refused', (_, rule, value, words) => {
		expect(() => values(rule, value)).toThrow(InputError);
		expect(() => values(rule, value)).toThrow(words);
	});

	test('a refused name is answered with those that are taken', () => {
		try {
			values(list, 'x');
		} catch (error) {
			expect((error as InputError).description).toContain('COMPLETE, A,B, FAILED');
		}
		expect.assertions(1);
	});

	test('whatever is given, each value that comes out is there once and not empty', () => {
		fc.assert(
			fc.property(fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null))), (given) => {
				const out = values(several, given);
				expect(new Set(out).size).toBe(out.length);
				expect(out.every((value) => value.trim() !== '')).toBe(true);
			}),
		);
	});
});

test('parameters from several places are put together by name, in the order given', () => {
	expect(
		mergeParameters([
			{ name: 'B', values: ['2', '1'] },
			{ name: 'A', values: ['x'] },
			{ name: 'B', values: ['1', '3'] },
		]),
	).toEqual([
		{ name: 'B', values: ['2', '1', '3'] },
		{ name: 'A', values: ['x'] },
	]);
});

test('a value without a form is text; a moment becomes a day', () => {
	expect(plainValue('It', DateTime.fromISO('2026-10-01T03:00:00Z'), ZONE)).toBe('2026-09-30');
	expect(plainValue('It', new Date('2026-10-01T03:00:00Z'), ZONE)).toBe('2026-09-30');
	expect(() => plainValue('It', '', ZONE)).toThrow('It is empty');
});

describe('the day on which a file expires', () => {
	// 1 November 2026, 23:30 in New York, where that is the night to winter time; already the 2nd in UTC.
	const now = Date.parse('2026-11-02T04:30:00Z');

	test.each(['2026-11-02', '2026-12-01'])('may be %s', (day) => {
		expect(checkedExpiry(day, now, ZONE)).toBe(day);
	});

	test.each(['2026-11-01', '2026-12-02', '2025-11-15'])('may not be %s', (day) => {
		expect(() => checkedExpiry(day, now, ZONE)).toThrow(InputError);
		expect(() => checkedExpiry(day, now, ZONE)).toThrow("'Expires At'");
	});

	test("is reckoned in the workflow's zone", () => {
		expect(() => checkedExpiry('2026-11-02', now, 'UTC')).toThrow(InputError);
	});

	test('may be left open', () => {
		expect(checkedExpiry(undefined, now, ZONE)).toBeUndefined();
	});
});
