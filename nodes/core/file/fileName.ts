import { parse } from 'content-disposition';
import { type Headers } from '../http/httpPort';
import { withoutAbsent } from '../text';
import { FILE_KINDS, type FileKind } from './sniff';

/** Longer names (in UTF-8) break file systems and screens. */
const MAX_BYTES = 150;

/** Names that Windows keeps for devices, with any ending. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;

/** The file's name as the service gave it in `Content-Disposition` (RFC 6266), made harmless. */
export function fileNameFromHeaders(headers: Headers): string | undefined {
	const header = headers['content-disposition'];
	if (header === undefined) return undefined;
	return safeFileName(parse(header).parameters.filename ?? '');
}

/** The first and the last second of a day say no more than the day. */
const WHOLE_DAY = / (00:00:00|23:59:59)$/;

/** `bandwidth-bdr-2026-11-01-2026-11-30.zip`: what a file is called when nobody named it. */
export function defaultFileName(
	parts: { service: string; reportType?: string; startDate?: string; endDate?: string },
	kind: FileKind,
): string {
	const words = Object.values(
		withoutAbsent({
			service: parts.service,
			reportType: parts.reportType?.replace(/([a-z])([A-Z])/g, '$1-$2'),
			startDate: parts.startDate?.replace(WHOLE_DAY, ''),
			endDate: parts.endDate?.replace(WHOLE_DAY, ''),
		}),
	);
	const stem = words
		.join('-')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, '-');
	return `${safeFileName(stem) ?? 'report'}.${FILE_KINDS[kind].extension}`;
}

/**
 * Takes everything from a name that could reach beyond a folder or confuse a file system: paths, control
 * and direction characters, leading dots, device names. `undefined` when nothing is left.
 */
export function safeFileName(name: string): string | undefined {
	const base = name.split(/[/\\]/).at(-1) ?? '';
	const plain = base
		.replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '')
		.replace(/^[.\s]+/, '')
		.replace(/[.\s]+$/, '')
		.replace(DEVICE, '_$1');
	return plain === '' ? undefined : shortened(plain);
}

function shortened(name: string): string {
	if (Buffer.byteLength(name) <= MAX_BYTES) return name;
	const extension = /\.[a-z0-9]{1,10}$/i.exec(name)?.[0] ?? '';
	let stem = '';
	// By whole characters, of which one may be two halves.
	for (const character of name) {
		if (Buffer.byteLength(stem + character + extension) > MAX_BYTES) break;
		stem += character;
	}
	return stem + extension;
}
