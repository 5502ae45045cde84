import { type ServiceError } from './errors';
import { type FileKind } from './file/sniff';
import { type Headers } from './http/httpPort';
import { type Report } from './report';

/** Where a report's file is, and how to tell it from something else. */
export interface FileRequest {
	url: string;
	/** `none` for a signed link, which carries its own permission. */
	auth: 'credential' | 'none';
	accept: string;
	/** Kinds that this file can be; anything else is an answer about the file, not the file. */
	kinds: ReadonlySet<FileKind>;
	/** Reads an answer that is not the file: says what the service meant by it. */
	explain: (reply: { status: number; headers: Headers; text: string }) => ServiceError;
}

/** What a node and the trigger can do with one kind of report of one service. */
export interface ReportService<Request> {
	/** Asks the service to make a report. Never repeated after a broken connection. */
	create: (request: Request) => Promise<Report>;
	/** Looks at a report. Expects what is known of it (at least `reportId`) and returns it brought up to date. */
	get: (known: Report) => Promise<Report>;
	/** Where to fetch the file of a completed report. May ask the service for a fresh link. */
	file: (report: Report) => FileRequest | Promise<FileRequest>;
}
