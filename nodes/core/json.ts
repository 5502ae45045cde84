/** An object from a service's JSON: nothing about its entries is known until each was looked at. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Reads a JSON object; `undefined` when the text is anything else, also other JSON. */
export function parseJsonObject(text: string): JsonObject | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return isJsonObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
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
