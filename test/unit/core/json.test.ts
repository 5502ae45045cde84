import { parseJsonObject } from '../../../nodes/core/json';

describe('a JSON object', () => {
	const nested = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;

	test('is read as it stands there', () => {
		expect(parseJsonObject('{"a":[1,"x"],"b":{"c":null}}')).toEqual({
			a: [1, 'x'],
			b: { c: null },
		});
	});

	test.each(['', 'null', '[{}]', '"{}"', '{"a":1', '{}{}', '<html>'])('is not %j', (text) => {
		expect(parseJsonObject(text)).toBeUndefined();
	});

	test('is none when it is nested so deeply that it could not be copied', () => {
		expect(parseJsonObject(nested(99))).toBeDefined();
		expect(parseJsonObject(nested(100))).toBeUndefined();
		expect(parseJsonObject(nested(1_000_000))).toBeUndefined();
	});

	test('may hold any number of brackets in texts and side by side', () => {
		const text = `${'[{'.repeat(200)}\\"${'[{'.repeat(200)}\\\\`;
		const many = `{"a":"${text}","b":[${Array(500).fill('[{}]').join()}]}`;
		expect(parseJsonObject(many)).toEqual(JSON.parse(many));
	});
});
