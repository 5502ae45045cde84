import fc from 'fast-check';
import { readAccountIds, readGroupIds, readIds } from '../../../nodes/resources/ringCx/ids';

test.each<[unknown, Array<number | null>]>([
	[undefined, []],
	['', []],
	[[], []],
	[null, [null]],
	[111, [111]],
	['111', [111]],
	['111, null ,222', [111, null, 222]],
	[
		['111', 'null', 222, null],
		[111, null, 222],
	],
	[['1', '1', 1], [1]],
	[
		[[], '5,6'],
		[5, 6],
	],
	[[['7'], undefined], [7]],
])('the groups %j are %j', (value, ids) => {
	expect(readGroupIds(value, 'Groups')).toEqual(ids);
});

test.each(['x', '1.5', '-1', '1;2', '0x1f', '9007199254740993', {}, true])(
	'%j is no ID and the field is named',
	(value) => {
		expect(() => readGroupIds(value, 'Groups')).toThrow("'Groups' has something that is not an ID");
	},
);

test('only a group can be null', () => {
	expect(() => readIds(['1', null], 'Profiles')).toThrow("'Profiles'");
});

test('accounts keep their zeros', () => {
	expect(readAccountIds(['0099', 7], 'Accounts')).toEqual(['0099', '7']);
	expect(() => readAccountIds('a/b', 'Accounts')).toThrow("'Accounts'");
	expect(() => readAccountIds([null], 'Accounts')).toThrow("'Accounts'");
});

test('whole numbers come through however they are written', () => {
	fc.assert(
		fc.property(fc.uniqueArray(fc.maxSafeNat()), (ids) => {
			expect(readIds(ids, 'IDs')).toEqual(ids);
			expect(readIds(ids.map(String), 'IDs')).toEqual(ids);
			expect(readIds(ids.join(','), 'IDs')).toEqual(ids);
		}),
	);
});
