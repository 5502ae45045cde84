/** Where pictures and figures for the documentation go. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '../../support/playwright';
import { ROOT, TMP } from '../../support/paths';

/** The documentation itself only when asked for: a test run must not change what is committed. */
const DOCS =
	process.env.WRITE_DOCS === undefined ? path.join(TMP, 'docs') : path.join(ROOT, 'docs');

const LARGEST_PICTURE_BYTES = 150_000;

export interface Clip {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** Saves a part of the page as `images/<name>.png`. @throws Error when the picture is too large for a page */
export async function takePicture(page: Page, name: string, clip: Clip): Promise<void> {
	const file = fileFor('images', `${name}.png`);
	// Notices that come and go would make each picture another one.
	await page.waitForTimeout(500);
	await page.screenshot({ path: file, clip });
	const { size } = statSync(file);
	if (size > LARGEST_PICTURE_BYTES) throw new Error(`${file} has ${size} bytes: crop it`);
}

/** Writes a page when asked to; otherwise what was seen now must be what the documentation says. */
export function keepPage(name: string, content: string): void {
	writeFileSync(fileFor(name), content);
	expect(readFileSync(path.join(ROOT, 'docs', name), 'utf8')).toBe(content);
}

function fileFor(...names: string[]): string {
	const file = path.join(DOCS, ...names);
	mkdirSync(path.dirname(file), { recursive: true });
	return file;
}
