/** Axios headers are an object with methods, some values lists: only names in lower case and text remain. */
export function plainHeaders(headers: object): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).flatMap(([name, value]) => {
			const text: unknown = Array.isArray(value) ? value.join(', ') : value;
			return typeof text === 'string' ? [[name.toLowerCase(), text]] : [];
		}),
	);
}
