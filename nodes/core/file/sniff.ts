import {
	descriptorAt,
	HAS_DESCRIPTOR,
	LOCAL_HEADER,
	LOCAL_HEADER_BYTES,
	variableBytes,
} from './unpack/zipHeaders';

/** What a file is, told from its first bytes and never from its label. */
export type FileKind =
	'zip' | 'xlsx' | 'xls' | 'gzip' | 'pdf' | 'html' | 'xml' | 'json' | 'text' | 'empty' | 'binary';

interface KindFacts {
	mimeType: string;
	extension: string;
	/** What a user would call it. */
	label: string;
}

export const FILE_KINDS: Readonly<Record<FileKind, KindFacts>> = {
	zip: { mimeType: 'application/zip', extension: 'zip', label: 'a zip archive' },
	xlsx: {
		mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
		extension: 'xlsx',
		label: 'an Excel workbook',
	},
	xls: { mimeType: 'application/vnd.ms-excel', extension: 'xls', label: 'an Excel workbook' },
	gzip: { mimeType: 'application/gzip', extension: 'gz', label: 'a gzip file' },
	pdf: { mimeType: 'application/pdf', extension: 'pdf', label: 'a PDF' },
	html: { mimeType: 'text/html', extension: 'html', label: 'a web page' },
	xml: { mimeType: 'application/xml', extension: 'xml', label: 'an XML document' },
	json: { mimeType: 'application/json', extension: 'json', label: 'a JSON document' },
	text: { mimeType: 'text/csv', extension: 'csv', label: 'a text file' },
	empty: { mimeType: 'application/octet-stream', extension: 'bin', label: 'an empty file' },
	binary: {
		mimeType: 'application/octet-stream',
		extension: 'bin',
		label: 'a file of unknown kind',
	},
};

/** So many first bytes are enough to tell any kind. */
export const SNIFF_BYTES = 1_024;

const SIGNATURES: ReadonlyArray<readonly [FileKind, readonly number[]]> = [
	['zip', [0x50, 0x4b, 0x03, 0x04]],
	['zip', [0x50, 0x4b, 0x05, 0x06]], // an archive without entries
	['gzip', [0x1f, 0x8b]],
	['pdf', [0x25, 0x50, 0x44, 0x46]],
	['xls', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
];

/** Tells a file's kind from its first bytes (1,024 are plenty; fewer when the file is shorter). */
export function sniff(head: Uint8Array): FileKind {
	if (head.length === 0) return 'empty';
	const signed = SIGNATURES.find(([, signature]) => signature.every((byte, i) => head[i] === byte));
	if (signed !== undefined) return signed[0] === 'zip' ? zipOrWorkbook(head) : signed[0];
	return sniffText(head);
}

/** Names in Office Open XML (ECMA-376 part 2). */
const WORKBOOK_NAME = /^(\[Content_Types\]\.xml$|_rels\/\.rels$|docProps\/|xl\/)/;

/** A workbook is a zip whose first entries have names of Office Open XML. */
function zipOrWorkbook(head: Uint8Array): FileKind {
	const names = entryNames(Buffer.from(head.buffer, head.byteOffset, head.length));
	return names.some((name) => WORKBOOK_NAME.test(name)) ? 'xlsx' : 'zip';
}

/** The names of a zip's first entries. Their contents are passed over, since one may be an archive itself. */
function entryNames(zip: Buffer): string[] {
	const names: string[] = [];
	let at = 0;
	while (at + LOCAL_HEADER_BYTES <= zip.length && zip.readUInt32LE(at) === LOCAL_HEADER) {
		const fixed = zip.subarray(at, at + LOCAL_HEADER_BYTES);
		const nameAt = at + LOCAL_HEADER_BYTES;
		names.push(zip.toString('latin1', nameAt, nameAt + fixed.readUInt16LE(26)));
		at = contentsEnd(zip, fixed, nameAt + variableBytes(fixed));
	}
	return names;
}

/** Where an entry's contents, and the data descriptor behind them, end; past the bytes when these do not tell. */
function contentsEnd(zip: Buffer, fixed: Buffer, start: number): number {
	if ((fixed.readUInt16LE(6) & HAS_DESCRIPTOR) === 0) return start + fixed.readUInt32LE(18);
	for (let end = start; end < zip.length; end++) {
		const descriptor = descriptorAt(zip, end, end - start);
		if (descriptor !== undefined) return end + descriptor.length;
	}
	return zip.length;
}

function sniffText(head: Uint8Array): FileKind {
	const start = decode(head).trimStart().slice(0, 512).toLowerCase();
	if (start.startsWith('<?xml')) return /<html[\s>]/.test(start) ? 'html' : 'xml';
	if (/^<(!doctype html|html|head|body)[\s>]/.test(start)) return 'html';
	if (/^<[a-z!]/.test(start)) return 'xml';
	if (/^[{[]\s*(["{[\]}\d-]|true|false|null)/.test(start)) return 'json';
	// eslint-disable-next-line no-control-regex -- these very characters do not occur in text
	return /[\x00-\x08\x0e-\x1a]/.test(start) ? 'binary' : 'text';
}

function decode(head: Uint8Array): string {
	const [first, second] = head;
	if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(head);
	if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(head);
	return new TextDecoder().decode(head);
}
