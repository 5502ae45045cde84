import { type Clock } from '../clock';
import { InputError } from '../errors';
import { peek } from './peek';
import { FILE_KINDS, sniff, type FileKind } from './sniff';
import { csvRows } from './table/csvRows';
import { decodeText } from './table/decodeText';
import { jsonRows } from './table/jsonRows';
import { type RowBatch, type RowChoice } from './table/row';
import { gunzip } from './unpack/gunzip';
import { UnpackMeter, type UnpackLimits } from './unpack/unpackLimit';
import { unzip } from './unpack/unzip';

/** A file whose kind is known, to be read once. */
export interface TableFile {
	kind: FileKind;
	/** For display, e.g. to tell rows of several files apart. */
	name: string;
	bytes: AsyncIterable<Uint8Array>;
}

/** How long (ms) rows may be made of bytes at hand before others get their turn. */
const SLICE_MS = 20;

/**
 * Reads the rows of a report's file as it arrives: a delimited table or a JSON list, as it is, in a gzip file
 * or as any number of files in a zip archive. Nothing is held but the row at hand, and nothing more is read
 * once there are as many rows as wanted. From time to time it sleeps for a moment, so that whatever else runs
 * in this process goes on, and so that a stopped execution is noticed.
 *
 * @throws InputError when the file is of a kind that has no rows, or lacks a wanted column; ServiceError when
 *   it is damaged; CancelledError; whatever reading its bytes throws.
 */
export async function* readRows(
	file: TableFile,
	choice: RowChoice,
	clock: Clock,
	limits?: UnpackLimits,
): AsyncGenerator<RowBatch> {
	let left = choice.maxRows ?? Infinity;
	let sinceMs = clock.now();
	for await (const table of tablesIn(file, new UnpackMeter(limits))) {
		for await (const batch of rowsOf(table, { ...choice, maxRows: left })) {
			left -= batch.rows.length;
			yield batch;
			if (clock.now() - sinceMs < SLICE_MS) continue;
			await clock.sleep(0);
			sinceMs = clock.now();
		}
		if (left <= 0) return;
	}
}

/** Whether a file that is one of these kinds can have rows. */
export function mayHaveRows(kinds: ReadonlySet<FileKind>): boolean {
	return (['text', 'json', 'zip', 'gzip'] as const).some((kind) => kinds.has(kind));
}

/** What to say of a report without rows. `which` is the beginning of a sentence: "The report is a PDF, which". */
export function withoutRows(which: string): InputError {
	return new InputError(
		`${which} cannot be put out as rows`,
		"Set 'Output' to File and add an Extract From File node, which reads such files.",
	);
}

/** The files that hold tables, unpacked. */
async function* tablesIn(file: TableFile, meter: UnpackMeter): AsyncGenerator<TableFile> {
	if (file.kind === 'zip') {
		for await (const { name, bytes } of unzip(meter.packed(file.bytes))) {
			yield await lookedInto(name, meter.unpacked(bytes));
		}
	} else if (file.kind === 'gzip') {
		const bytes = gunzip(meter.packed(file.bytes), 'The gzip file');
		yield await lookedInto(file.name.replace(/\.gz$/i, ''), meter.unpacked(bytes));
	} else {
		yield file;
	}
}

async function lookedInto(name: string, bytes: AsyncIterable<Uint8Array>): Promise<TableFile> {
	const { head, whole } = await peek(bytes);
	return { kind: sniff(head), name, bytes: whole };
}

function rowsOf({ kind, name, bytes }: TableFile, choice: RowChoice): AsyncIterable<RowBatch> {
	switch (kind) {
		case 'text':
			return csvRows(decodeText(bytes), choice, name);
		case 'json':
			return jsonRows(decodeText(bytes), choice, name);
		case 'empty':
			return none();
		case 'zip':
		case 'gzip':
			throw new InputError(
				'The report is an archive within an archive, which cannot be put out as rows',
				"Set 'Output' to File and add Compression nodes, which unpack such files.",
			);
		case 'pdf':
		case 'xls':
		case 'xlsx':
		case 'xml':
		case 'html':
			throw withoutRows(`The report is ${FILE_KINDS[kind].label}, which`);
		case 'binary':
			throw new InputError(
				'The report is a file of unknown kind, which cannot be put out as rows',
				"Set 'Output' to File and look at the file.",
			);
	}
}

async function* none(): AsyncGenerator<RowBatch> {}
