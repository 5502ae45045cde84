import type { Answer } from '../core/answer';

/** A finished report's file. Opening it twice gives the same bytes. */
export interface ReportFile {
	fileName: string;
	contentType: string;
	open(): AsyncIterable<Buffer>;
	/** Too large to be held in memory: it is sent as it is made, without a `Content-Length`. */
	large: boolean;
	/** How long it is, where that is known although it is made as it is sent. */
	bytes?: number;
}

/** A file whose bytes are at hand. */
export function fixedFile(fileName: string, contentType: string, bytes: Buffer): ReportFile {
	return {
		fileName,
		contentType,
		large: false,
		async *open() {
			yield bytes;
		},
	};
}

/** All bytes of a file. */
export async function collect(source: AsyncIterable<Buffer>): Promise<Buffer> {
	const pieces: Buffer[] = [];
	for await (const piece of source) pieces.push(piece);
	return Buffer.concat(pieces);
}

/** The answer that sends a file, with headers of the service's choice. */
export async function fileAnswer(
	file: ReportFile,
	headers: Record<string, string>,
): Promise<Answer> {
	const body = file.large ? () => file.open() : await collect(file.open());
	const answer: Answer = {
		status: 200,
		headers: { 'Content-Type': file.contentType, ...headers },
		body,
	};
	if (file.bytes !== undefined) answer.headers['Content-Length'] = String(file.bytes);
	return answer;
}

/** The header that names a file, without quotes as Bandwidth has it. */
export function disposition(file: ReportFile): { 'Content-Disposition': string } {
	return { 'Content-Disposition': `attachment; filename=${file.fileName}` };
}
