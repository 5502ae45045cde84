import fc from 'fast-check';
import {
	buildXml,
	childElements,
	childText,
	findElement,
	parseXml,
} from '../../../nodes/services/bandwidth/xml';

test('values are text: ids, phone numbers and zeros stay as they are', () => {
	const document = parseXml(
		'<a><Id>00123</Id><Tn>+15551234567</Tn><F>1e3</F><T>true</T><H>0x1F</H></a>',
	);
	expect(document?.a).toEqual({ Id: '00123', Tn: '+15551234567', F: '1e3', T: 'true', H: '0x1F' });
});

test('one child or many are read alike', () => {
	const one = parseXml('<List><R><Id>1</Id></R></List>');
	const two = parseXml('<List><R><Id>1</Id></R><R><Id>2</Id></R></List>');
	const ids = (document: ReturnType<typeof parseXml>) =>
		childElements(findElement(document, 'List'), 'R').map((row) => childText(row, 'Id'));
	expect(ids(one)).toEqual(['1']);
	expect(ids(two)).toEqual(['1', '2']);
	expect(ids(parseXml('<List/>'))).toEqual([]);
	expect(ids(undefined)).toEqual([]);
});

test('an element is found under any root, with or without a namespace', () => {
	for (const text of [
		'<A><Status>x</Status></A>',
		'<B><C><Status>x</Status></C></B>',
		'<n:A xmlns:n="u"><n:Status>x</n:Status></n:A>',
	]) {
		expect(findElement(parseXml(text), 'Status')).toBe('x');
	}
});

test('whatever a user typed arrives as it was typed', () => {
	fc.assert(
		fc.property(fc.string(), (typed) => {
			// XML itself has no room for control characters and folds space at the ends.
			fc.pre(typed.trim() === typed && typed !== '' && !/[^\x20-\x7e]/.test(typed));
			const text = buildXml({ Report: { Name: typed } });
			return childText(findElement(parseXml(text), 'Report'), 'Name') === typed;
		}),
	);
});

describe('hostile documents', () => {
	test('a DTD is refused, so no entity can grow', () => {
		const bomb = `<!DOCTYPE a [<!ENTITY x "${'y'.repeat(1_000)}"><!ENTITY z "${'&x;'.repeat(1_000)}">]><a>&z;</a>`;
		expect(parseXml(bomb)).toBeUndefined();
	});

	test('nesting without reason is refused', () => {
		expect(parseXml('<a>'.repeat(5_000) + '</a>'.repeat(5_000))).toBeUndefined();
	});

	test.each([['<a><b></a>'], ['<a'], ['not xml'], [''], ['{"a":1}'], ['<a>'], ['\u0000']])(
		'%p is no document',
		(text) => {
			expect(parseXml(text)).toBeUndefined();
		},
	);

	test('names cannot reach into JavaScript', () => {
		const document = parseXml(
			'<a><__proto__><polluted>1</polluted></__proto__><constructor>1</constructor></a>',
		);
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
		expect(findElement(document, 'toString')).toBeUndefined();
	});

	test('any text is read or refused, never thrown about', () => {
		fc.assert(
			fc.property(fc.string(), (text) => {
				parseXml(text);
				parseXml(`<a>${text}</a>`);
				return true;
			}),
		);
	});
});
