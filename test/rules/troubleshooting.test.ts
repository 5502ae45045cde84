/** What people look up is what the package says: every heading of the page on messages is found in the source. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');

const HEADINGS = [
	...readFileSync(path.join(ROOT, 'docs/troubleshooting.md'), 'utf8').matchAll(/^### (.+)$/gm),
].map(([, heading = '']) => heading);

/** The texts in the source: what stands between quotes, a line each, without what is filled in. */
const TEXTS = ['nodes', 'credentials'].flatMap((folder) =>
	readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.flatMap((file) => readFileSync(path.join(ROOT, folder, file), 'utf8').split('\n')),
);

/** What is said in every case: the pieces between the places that differ. */
function fixedPieces(heading: string): string[] {
	return heading
		.split('…')
		.map((piece) => piece.trim())
		.filter((piece) => /\w/.test(piece));
}

test('the page has messages to look up', () => {
	expect(HEADINGS.length).toBeGreaterThan(20);
});

test.each(HEADINGS)('says: %s', (heading) => {
	const pieces = fixedPieces(heading);
	expect(pieces).not.toEqual([]);
	const line = TEXTS.find((text) => pieces.every((piece) => text.includes(piece)));
	expect([heading, line]).toEqual([heading, expect.any(String)]);
});
