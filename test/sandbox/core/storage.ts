import { randomUUID } from 'node:crypto';

import { disposition, fileAnswer, type ReportFile } from '../content/reportFile';
import { text, type Answer } from './answer';
import type { Clock } from './clock';
import type { Call } from './service';

interface Link {
	query: string;
	expiresAt: number;
	file: ReportFile;
	headers: Record<string, string>;
}

const XML = 'application/xml';

/**
 * The place that signed links point to: another origin, which knows files and no accounts.
 *
 * It takes no `Authorization` beside the signature in the link. For Bandwidth's links that is documented
 * (the follow-up request gets 400 otherwise); for the others it is how such storage usually behaves.
 */
export class Storage {
	private readonly links = new Map<string, Link>();

	constructor(
		private readonly clock: Clock,
		/** Where the storage listens; known once the sandbox listens. */
		private readonly origin: () => string,
	) {}

	/** Publishes a file at `path` and returns the signed link, which must be used to the letter. */
	publish(
		path: string,
		file: ReportFile,
		lifeMs: number,
		headers: Record<string, string> = {},
	): string {
		const expiresAt = this.clock() + lifeMs;
		// The characters that a CloudFront signature holds besides letters and digits: ~ - _
		const signature = `${randomUUID()}~${randomUUID()}__`;
		const expires = Math.ceil(expiresAt / 1000);
		const query = `Expires=${expires}&Signature=${signature}&Key-Pair-Id=SANDBOXKEY`;
		this.links.set(path, { query, expiresAt, file, headers });
		return `${this.origin()}${path}?${query}`;
	}

	/**
	 * Where on this origin the same request could go on: a signed link when the path names a report, and the
	 * same path otherwise.
	 */
	continuation(
		path: string,
		fileOf: (id: string) => ReportFile | undefined,
		lifeMs: number,
	): string {
		const named = path.split('/').map((segment) => fileOf(segment.replace(/\.\w+$/, '')));
		const file = named.find((each) => each !== undefined);
		if (file === undefined) return this.origin() + path;
		return this.publish(`/moved/${randomUUID()}/${file.fileName}`, file, lifeMs, disposition(file));
	}

	/** Answers a request to the storage origin. */
	async answer(call: Call, query: string): Promise<Answer> {
		if (call.headers.authorization !== undefined) {
			return error(400, 'InvalidArgument', 'Only one way to authorize is allowed.');
		}
		const link = this.links.get(call.path);
		if (link === undefined) return error(404, 'NoSuchKey', 'There is no such file.');
		if (query !== link.query) return error(403, 'SignatureDoesNotMatch', 'The link was changed.');
		if (this.clock() >= link.expiresAt) return expiredLink();
		return await fileAnswer(link.file, link.headers);
	}

	/** Makes all links given out so far too old. */
	expireLinks(): void {
		for (const link of this.links.values()) link.expiresAt = this.clock();
	}

	reset(): void {
		this.links.clear();
	}
}

/** The answer to a link that is too old. */
export function expiredLink(): Answer {
	return error(403, 'AccessDenied', 'Request has expired');
}

function error(status: number, code: string, message: string): Answer {
	const head = '<?xml version="1.0" encoding="UTF-8"?>';
	const body = `${head}\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
	return text(status, XML, body);
}
