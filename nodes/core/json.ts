/** An object from a service's JSON: nothing about its entries is known until each was looked at. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** No service nests deeper, and what is put out of something that does could be neither copied nor saved. */
const MAX_DEPTH = 100;

/** Reads a JSON object; `undefined` when the text is anything else, also other JSON or one that is nested too deeply. */
export function parseJsonObject(text: string): JsonObject | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return isJsonObject(value) && !isTooDeep(text) ? value : undefined;
	} catch {
		return undefined;
	}
}

/** @param json known to be JSON */
function isTooDeep(json: string): boolean {
	let depth = 0;
	let isText = false;
	for (let at = 0; at < json.length; at++) {
		const character = json[at];
		if (character === '"') isText = !isText;
		else if (isText) at += character === '\\' ? 1 : 0;
		else if (character === '{' || character === '[') depth++;
		else if (character === '}' || character === ']') depth--;
		if (depth > MAX_DEPTH) return true;
	}
	return false;
}

export function isJsonObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a number that tells how many, or a moment in ms. */
export function isCount(value: unknown): value is number {
	return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** An entry as text; numbers are taken as text, empty text and everything else as absent. */
export function jsonText(object: JsonObject | undefined, key: string): string | undefined {
	const value = object?.[key];
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The objects in a list; `undefined` when there is no list under that key. */
export function jsonObjects(object: JsonObject | undefined, key: string): JsonObject[] | undefined {
	const value = object?.[key];
	return Array.isArray(value) ? value.filter(isJsonObject) : undefined;
}
