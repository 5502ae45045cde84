import { createWriteStream, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { billingFile } from '../../sandbox/bandwidth/billingFile';
import { FOLDER } from './lab';
import type { FileFixture } from './sandboxChild';

/** The archive of a BDR with so many calls of 28 columns, as the sandbox makes it, in a file. */
export async function makeZip(rows: number): Promise<{ path: string; bytes: number }> {
	mkdirSync(FOLDER, { recursive: true });
	const file = path.join(FOLDER, `${rows}.zip`);
	const archive = billingFile(
		{ type: 'BDR', startDate: '2026-10-01', endDate: '2026-10-31' },
		{ rows, rowsPerEntry: rows },
	);
	await pipeline(Readable.from(archive.open()), createWriteStream(file));
	return { path: file, bytes: statSync(file).size };
}

/** {@link makeZip} for the billing reports that begin on a day. */
export async function zipFixture(rows: number, startDate: string): Promise<FileFixture> {
	return { startDate, ...(await makeZip(rows)) };
}
