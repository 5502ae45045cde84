import fc from 'fast-check';
import {
	buildXml,
	childText,
	findElement,
	isElement,
	parseXml,
	type XmlValue,
} from '../../../nodes/services/bandwidth/xml';
import { runs } from '../support/runs';

const scrap = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 12 }),
	fc.constantFrom(
		...[
			'<',
			'>',
			'</',
			'/>',
			'<a>',
			'</a>',
			'<a b="c">',
			'<__proto__>',
			'</__proto__>',
			'<constructor/>',
			'&',
			';',
			'&amp;',
			'&lol;',
		],
		...[
			'&#65;',
			'&#x0;',
			'&#99999999;',
			'<!--',
			'-->',
			'<![CDATA[',
			']]>',
			'<?',
			'?>',
			'<!DOCTYPE a [',
			']>',
			'<!ENTITY x "y">',
			'x:',
			'\uFEFF',
			'"',
		],
	),
);

/** Only elements, texts and lists of these, and no names of JavaScript's own. */
function expectPlain(value: XmlValue | undefined): void {
	if (value === undefined || typeof value === 'string') return;
	if (Array.isArray(value)) return value.forEach(expectPlain);
	expect(isElement(value)).toBe(true);
	expect([Object.prototype, null]).toContain(Object.getPrototypeOf(value));
	Object.values(value).forEach(expectPlain);
}

test('any scraps of XML are read as elements of text, or refused', () => {
	fc.assert(
		fc.property(fc.array(scrap, { maxLength: 30 }), fc.boolean(), (scraps, wrapped) => {
			const text = wrapped ? `<r>${scraps.join('')}</r>` : scraps.join('');
			const document = parseXml(text);
			expectPlain(document);
			for (const name of ['toString', 'constructor', 'hasOwnProperty']) {
				const found = findElement(document, name);
				expect(typeof found === 'function').toBe(false);
			}
			if (/<!doctype/i.test(text)) expect(document).toBeUndefined();
			expect(Object.keys(Object.prototype)).toEqual([]);
		}),
		runs(1_000),
	);
});

test('what is written is what is read: any text that XML has room for', () => {
	const typed = fc
		.string({ unit: 'binary', minLength: 1, maxLength: 40 })
		// XML 1.0 has no room for most control characters, half characters and the last two of a plane (2.2).
		.filter(
			(text) =>
				!/[^\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text) && text.trim() === text,
		);
	fc.assert(
		fc.property(typed, (text) => {
			const written = buildXml({ Report: { Name: text } });
			expect(childText(findElement(parseXml(written), 'Report'), 'Name')).toBe(text);
		}),
		runs(1_000),
	);
});
