/** Most data rows of a sheet in the older Excel form that the services allow (Bandwidth's error 19069). */
export const XLS_MAX_ROWS = 65_000;

const SECTOR = 512;
/** Streams of at least this length live in sectors of their own ([MS-CFB] 2.2, mini stream cutoff). */
const CUTOFF = 4096;
const END_OF_CHAIN = 0xfffffffe;
const FAT_SECTOR = 0xfffffffd;
const FREE = 0xffffffff;

/**
 * A workbook of text cells in the older Excel form: BIFF8 records ([MS-XLS]) in a compound file ([MS-CFB]).
 * Small on purpose: the allocation table has one sector, which is enough for about 60 KiB.
 */
export function xls(sheetName: string, rows: ReadonlyArray<readonly string[]>): Buffer {
	return compoundFile(workbook(sheetName, rows));
}

function workbook(sheetName: string, rows: ReadonlyArray<readonly string[]>): Buffer {
	const begin = (type: number) =>
		record(0x0809, words(0x0600, type, 0x0dbb, 0x07cc, 0, 0, 0x0600, 0));
	const end = record(0x000a, Buffer.alloc(0));
	const name = Buffer.from(sheetName, 'latin1');
	const sheetAt = begin(5).length + 4 + 8 + name.length + end.length;
	const position = Buffer.alloc(4);
	position.writeUInt32LE(sheetAt);
	const sheetEntry = record(
		0x0085,
		Buffer.concat([position, words(0), Buffer.from([name.length, 0]), name]),
	);
	const cells = rows.flatMap((row, y) => row.map((value, x) => label(y, x, value)));
	return Buffer.concat([begin(5), sheetEntry, end, begin(0x10), ...cells, end]);
}

/** A LABEL record: row, column, format, and a string of two-byte characters. */
function label(row: number, column: number, value: string): Buffer {
	const head = words(row, column, 0, value.length);
	return record(0x0204, Buffer.concat([head, Buffer.from([1]), Buffer.from(value, 'utf16le')]));
}

function record(type: number, data: Buffer): Buffer {
	return Buffer.concat([words(type, data.length), data]);
}

function words(...values: number[]): Buffer {
	const out = Buffer.alloc(values.length * 2);
	for (const [index, value] of values.entries()) out.writeUInt16LE(value, index * 2);
	return out;
}

/** Header, allocation table (sector 0), directory (sector 1), stream (sectors 2 and on). */
function compoundFile(stream: Buffer): Buffer {
	const length = Math.max(CUTOFF, Math.ceil(stream.length / SECTOR) * SECTOR);
	const content = Buffer.concat([stream, Buffer.alloc(length - stream.length)]);
	const sectors = length / SECTOR;
	const table = Buffer.alloc(SECTOR, 0xff);
	if (sectors + 2 > SECTOR / 4)
		throw new Error('The workbook is too large for one allocation sector.');
	table.writeUInt32LE(FAT_SECTOR, 0);
	table.writeUInt32LE(END_OF_CHAIN, 4);
	for (let i = 0; i < sectors; i += 1) {
		table.writeUInt32LE(i === sectors - 1 ? END_OF_CHAIN : i + 3, (i + 2) * 4);
	}
	const directory = Buffer.concat([
		directoryEntry('Root Entry', 5, 1, END_OF_CHAIN, 0),
		directoryEntry('Workbook', 2, FREE, 2, length),
		Buffer.alloc(SECTOR - 256),
	]);
	return Buffer.concat([header(), table, directory, content]);
}

function header(): Buffer {
	const out = Buffer.alloc(SECTOR);
	Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(out);
	// Minor and major version, little-endian mark, sectors of 2^9 bytes, mini sectors of 2^6.
	words(0x003e, 0x0003, 0xfffe, 9, 6).copy(out, 24);
	out.writeUInt32LE(1, 44); // sectors of the allocation table
	out.writeUInt32LE(1, 48); // first directory sector
	out.writeUInt32LE(CUTOFF, 56);
	out.writeUInt32LE(END_OF_CHAIN, 60);
	out.writeUInt32LE(END_OF_CHAIN, 68);
	out.fill(0xff, 76);
	out.writeUInt32LE(0, 76); // the allocation table is sector 0
	return out;
}

function directoryEntry(
	name: string,
	type: number,
	child: number,
	firstSector: number,
	size: number,
): Buffer {
	const out = Buffer.alloc(128);
	out.write(name, 'utf16le');
	out.writeUInt16LE((name.length + 1) * 2, 64);
	out[66] = type;
	out[67] = 1;
	out.writeUInt32LE(FREE, 68);
	out.writeUInt32LE(FREE, 72);
	out.writeUInt32LE(child, 76);
	out.writeUInt32LE(firstSector, 116);
	out.writeUInt32LE(size, 120);
	return out;
}
