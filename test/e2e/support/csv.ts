const QUOTE = 0x22;
const LINE_FEED = 0x0a;

/** How many records `content` has after its header line; line breaks inside quotes do not count. */
export function countCsvRows(content: Buffer): number {
	let lines = 0;
	let quoted = false;
	for (const byte of content) {
		if (byte === QUOTE) quoted = !quoted;
		else if (byte === LINE_FEED && !quoted) lines += 1;
	}
	const endsInLine = content.length > 0 && content[content.length - 1] !== LINE_FEED;
	return Math.max(0, lines + (endsInLine ? 1 : 0) - 1);
}
