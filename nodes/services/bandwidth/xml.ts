import { XMLBuilder, XMLParser } from 'fast-xml-parser';

/**
 * An element of Bandwidth's XML: a text (never a number, so that ids and phone numbers keep their zeros),
 * an element with children, or several of one name.
 */
export type XmlValue = string | XmlElement | XmlValue[];
export interface XmlElement {
	[name: string]: XmlValue | undefined;
}

const parser = new XMLParser({
	ignoreAttributes: true,
	ignoreDeclaration: true,
	ignorePiTags: true,
	removeNSPrefix: true,
	parseTagValue: false,
	trimValues: true,
	// Only with this are references by number (&#39;) read. It brings some names of HTML's, of one or two characters.
	htmlEntities: true,
	maxNestedTags: 32,
});

/**
 * So many tags, attributes and entities may a document have. n8n stands still while they are read, for a second or two
 * at the most; a list of 5,000 account reports with three parameters each has 200,000.
 */
export const MAX_MARKS = 250_000;

const builder = new XMLBuilder({ format: false, suppressEmptyNode: false });

/**
 * Reads a document; `undefined` when the text is no well-formed XML, has a DTD (entities defined there
 * could be made to grow without end; Bandwidth sends none), is nested without reason or has too many marks.
 */
export function parseXml(text: string): XmlElement | undefined {
	if (!/^\s*</.test(text) || /<!DOCTYPE/i.test(text) || hasTooManyMarks(text)) return undefined;
	try {
		const document: unknown = parser.parse(text, true);
		return isElement(document) ? document : undefined;
	} catch {
		return undefined;
	}
}

/** Tells without reading a document whether that would take too long. */
export function hasTooManyMarks(text: string): boolean {
	return text.split(/[<=&]/, MAX_MARKS + 2).length > MAX_MARKS + 1;
}

/** `{Name: 'A & B'}` → `<Name>A &amp; B</Name>`; arrays become repeated elements. */
export function buildXml(document: XmlElement): string {
	return builder.build(document);
}

/**
 * The first element called `name`, wherever it is: Bandwidth wraps the same element in different roots,
 * even from one sample of the same call to the next.
 */
export function findElement(value: XmlValue | undefined, name: string): XmlValue | undefined {
	if (Array.isArray(value)) return firstDefined(value, (entry) => findElement(entry, name));
	if (!isElement(value)) return undefined;
	return (
		own(value, name) ?? firstDefined(Object.values(value), (entry) => findElement(entry, name))
	);
}

/** The child elements called `name`: none, one or many, always as a list. */
export function childElements(value: XmlValue | undefined, name: string): XmlElement[] {
	const found = isElement(value) ? own(value, name) : undefined;
	return (Array.isArray(found) ? found : [found]).filter(isElement);
}

/** All elements called `name` at the first place that has any, wherever that is. */
export function allElements(value: XmlValue | undefined, name: string): XmlElement[] {
	const found = findElement(value, name);
	return (Array.isArray(found) ? found : [found]).filter(isElement);
}

/** The text of the child called `name`; `undefined` when it is missing or empty. */
export function childText(value: XmlValue | undefined, name: string): string | undefined {
	const child = isElement(value) ? own(value, name) : undefined;
	return typeof child === 'string' && child !== '' ? child : undefined;
}

export function isElement(value: unknown): value is XmlElement {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What the document has under a name, and not what every object of JavaScript has. */
function own(element: XmlElement, name: string): XmlValue | undefined {
	return Object.hasOwn(element, name) ? element[name] : undefined;
}

function firstDefined<T, R>(values: T[], find: (value: T) => R | undefined): R | undefined {
	for (const value of values) {
		const found = find(value);
		if (found !== undefined) return found;
	}
	return undefined;
}
