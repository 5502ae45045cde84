import { type ServiceError } from './errors';
import { type FileKind } from './file/sniff';
import { type TableCleaning } from './file/table/row';
import { type FailedReply } from './http/statusError';
import { type Report } from './report';

/** Where a report's file is, and how to tell it from something else. */
export interface FileRequest {
	url: string;
	/** `none` for a signed link, which carries its own permission. */
	auth: 'credential' | 'none';
	accept: string;
	/**
	 * Sent, instead of a GET, to a service whose answer to a request is the file itself. It must change nothing
	 * there: like any other fetching of a file it is sent again after passing trouble.
	 */
	post?: { contentType: string; body: string };
	/** How long the service may take until the file begins, in ms, where making it is part of that. */
	timeoutMs?: number;
	/** Kinds that this file can be; anything else is an answer about the file, not the file. */
	kinds: ReadonlySet<FileKind>;
	/** The report as the service showed it, where it had to be looked at to find the file. */
	report?: Report;
	/** Tells, by its first kilobyte, an answer from a file of the same kind: an XML message from an XML report. */
	isAnswer?: (head: Uint8Array) => boolean;
	/** What is odd about the table in this file, where its rows are read. */
	cleaning?: TableCleaning;
	/** Reads an answer that is not the file: says what the service meant by it. */
	explain: (reply: FailedReply) => ServiceError;
}

/** What a node and the trigger can do with one kind of report of one service. */
export interface ReportService<Request, Filter = void> {
	/** Asks the service to make a report. Never repeated after a broken connection. */
	create: (request: Request) => Promise<Report>;
	/** Looks at a report. Expects what is known of it (at least `reportId`) and returns it brought up to date. */
	get: (known: Report) => Promise<Report>;
	/**
	 * Looks at many reports with one request, where the service can; answers in their order. Where one had to be
	 * looked at by itself and that failed, the failure is its answer; a failure of the list is thrown.
	 * Only there if the list has every report that `create` can make.
	 */
	getMany?: (known: readonly Report[]) => Promise<ReadonlyArray<Report | Error>>;
	/** Where to fetch the file of a completed report. May ask the service for a fresh link. */
	file: (report: Report) => FileRequest | Promise<FileRequest>;
	/** The reports that the service lists, in its order. */
	list?: (filter: Filter) => Promise<Report[]>;
	/** Deletes a report and its file. */
	remove?: (report: Report) => Promise<void>;
}
