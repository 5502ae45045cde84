import { XMLParser } from 'fast-xml-parser';
import fc from 'fast-check';
import {
	buildXml,
	childElements,
	childText,
	findElement,
	MAX_MARKS,
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

test.each([
	['&#39;', "'"],
	['Caf&#xE9; &#x1F600;', 'Café 😀'],
	['R&amp;D &lt;b&gt; &quot;x&quot; &apos;', 'R&D <b> "x" \''],
	['&amp;#39; &#38;#39; &#38;lt;', '&#39; &#39; &lt;'],
	['<![CDATA[&#39;&amp;]]>', '&#39;&amp;'],
	['a&#0;&#1;&#xD800;b', 'ab'],
	['&#x110000;&#;', '&#x110000;&#;'],
])('characters that are written as references are read, once: %s', (written, read) => {
	expect(childText(parseXml(`<a>${written}</a>`), 'a')).toBe(read);
});

test('5,000 account reports with three parameters each are read', () => {
	const parameter = '<Parameter><Name>Site</Name><Value>1</Value></Parameter>';
	const leaves = ['Id', 'ReportId', 'ReportName', 'OutputFormat', 'RequestedByUserName'];
	const more = ['RequestedAt', 'Status', 'ExpiresAt', 'Description'];
	const texts = [...leaves, ...more].map((name) => `<${name}>${name} of it</${name}>`).join('');
	const instance = `<Instance>${texts}<Parameters>${parameter.repeat(3)}</Parameters></Instance>`;
	const list = `<ReportInstancesResponse><Instances>${instance.repeat(5_000)}</Instances></ReportInstancesResponse>`;
	expect(childElements(findElement(parseXml(list), 'Instances'), 'Instance')).toHaveLength(5_000);
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
	const laughs = ['lol', ...Array.from({ length: 9 }, (_, n) => `lol${n + 1}`)]
		.map((name, n, all) => `<!ENTITY ${name} "${n === 0 ? 'lol' : `&${all[n - 1]};`.repeat(10)}">`)
		.join('');
	test.each([
		['a billion laughs', `<?xml version="1.0"?><!DOCTYPE a [${laughs}]><a>&lol9;</a>`],
		['a file of this machine', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
		['an address', '<!doctype a SYSTEM "http://169.254.169.254/x.dtd"><a/>'],
		['a parameter entity', '<!DOCTYPE a [<!ENTITY % x "<!ENTITY y \'z\'>"> %x;]><a>&y;</a>'],
		['nothing, behind comments', '<!-- --><?a b?><!DOCTYPE a><a/>'],
	])('a DTD is refused, with %s in it', (_, document) => {
		expect(parseXml(document)).toBeUndefined();
	});

	test('an entity that nobody defined stays as it is written', () => {
		expect(childText(parseXml('<a>&lol;&amp;</a>'), 'a')).toBe('&lol;&');
	});

	test('a DTD is refused, so no entity can grow', () => {
		const bomb = `<!DOCTYPE a [<!ENTITY x "${'y'.repeat(1_000)}"><!ENTITY z "${'&x;'.repeat(1_000)}">]><a>&z;</a>`;
		expect(parseXml(bomb)).toBeUndefined();
	});

	test('nesting without reason is refused', () => {
		expect(parseXml('<a>'.repeat(5_000) + '</a>'.repeat(5_000))).toBeUndefined();
	});

	describe('with more marks than any list has', () => {
		const parse = jest.spyOn(XMLParser.prototype, 'parse');
		beforeEach(() => parse.mockClear());
		afterAll(() => parse.mockRestore());

		test.each([
			['tags', (marks: number) => `<a>${'<b/>'.repeat(marks - 2)}</a>`],
			['attributes', (marks: number) => `<a ${'b="" '.repeat(marks - 1)}/>`],
			['entities', (marks: number) => `<a>${'&lt;'.repeat(marks - 2)}</a>`],
			['references', (marks: number) => `<a>${'&#39;'.repeat(marks - 2)}</a>`],
		])('are refused before they are parsed: %s', (_, document) => {
			expect(parseXml(document(MAX_MARKS + 1))).toBeUndefined();
			expect(parse).not.toHaveBeenCalled();
			parseXml(document(MAX_MARKS));
			expect(parse).toHaveBeenCalledTimes(1);
		});
	});

	test.each([['<a><b></a>'], ['<a'], ['not xml'], [''], ['{"a":1}'], ['<a>'], ['\u0000']])(
		'%p is no document',
		(text) => {
			expect(parseXml(text)).toBeUndefined();
		},
	);

	test('names cannot reach into JavaScript', () => {
		for (const name of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']) {
			parseXml(`<a><${name}><polluted>1</polluted></${name}></a>`);
			expect(({} as Record<string, unknown>).polluted).toBeUndefined();
		}
		const document = parseXml('<a><b>1</b></a>');
		expect(findElement(document, 'b')).toBe('1');
		for (const name of ['toString', 'constructor', '__proto__']) {
			expect(findElement(document, name)).toBeUndefined();
			expect(childText(document, name)).toBeUndefined();
		}
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
