import { asError, isNotFound, ServiceError } from '../../core/errors';
import { type FileKind } from '../../core/file/sniff';
import { missedReports } from '../../core/job/missedReports';
import { jsonObjects, jsonText, type JsonObject } from '../../core/json';
import { type Report } from '../../core/report';
import { type FileRequest, type ReportService } from '../../core/service';
import { statusTable } from '../../core/statusTable';
import { itsWords, oneLine, sentences, withoutAbsent } from '../../core/text';
import { linkFromService } from '../../core/url';
import { daysOf } from './billingPeriod';
import {
	callWebex,
	reportPath,
	REPORTS_PATH,
	unexpected,
	type WebexConnection,
} from './connection';
import { webexError } from './errors';
import { WEBEX } from './hosts';

export interface WebexReportRequest {
	/** Year and month, e.g. `2026-10`. */
	billingPeriod: string;
}

/**
 * What narrows and sorts the list. Webex' documents call `before` and `after` dates and show months, so
 * both go there as they were typed.
 */
export interface WebexReportFilter {
	before?: string;
	after?: string;
	sortBy?: string;
}

const billingStatus = statusTable({
	pending: ['IN_PROGRESS'],
	completed: ['COMPLETED'],
	failed: ['FAILED'],
	expired: [],
});

/** The report is CSV; its columns are not published. */
const FILE_KINDS: ReadonlySet<FileKind> = new Set(['text', 'zip', 'gzip']);

/** Billing reports of Webex for BroadWorks: `/broadworks/billing/reports` (developer.webex.com). */
export function webexBillingReports(
	connection: WebexConnection,
): ReportService<WebexReportRequest, WebexReportFilter> &
	Required<Pick<ReportService<WebexReportRequest, WebexReportFilter>, 'list' | 'getMany'>> {
	const missing = missedReports();

	const get = async (known: Report): Promise<Report> => {
		const answer = await callWebex(connection, 'GET', reportPath(known.reportId));
		if (answer === undefined) throw unexpected();
		return toReport(answer, known);
	};

	const list = async (filter: WebexReportFilter): Promise<Report[]> => {
		const query = new URLSearchParams({ ...withoutAbsent(filter) }).toString();
		const answer = await callWebex(
			connection,
			'GET',
			query === '' ? REPORTS_PATH : `${REPORTS_PATH}?${query}`,
		);
		const rows = jsonObjects(answer, 'items');
		if (rows === undefined) throw unexpected();
		return rows.flatMap((row) => {
			const reportId = idOf(row);
			if (reportId === undefined) return [];
			return [toReport(row, { service: WEBEX.name, reportId, status: 'pending' })];
		});
	};

	/** What the list does not tell: why a report failed, and whether one that it leaves out exists. */
	const lookCloser = async (known: Report): Promise<Report> => {
		try {
			return missing.found(await get(known));
		} catch (error) {
			if (!isNotFound(error)) throw asError(error);
			return missing.missed(known);
		}
	};

	return {
		get,
		list,

		async create({ billingPeriod }) {
			const answer = await callWebex(connection, 'POST', REPORTS_PATH, { billingPeriod });
			const reportId = idOf(answer);
			if (answer === undefined || reportId === undefined) throw createdWithoutId();
			return toReport(
				{ billingPeriod, ...answer },
				{ service: WEBEX.name, reportId, status: 'pending' },
				answer,
			);
		},

		async getMany(known) {
			const rows = new Map((await list({})).map((report) => [report.reportId, report]));
			const looked = known.map(async (report) => {
				const row = rows.get(report.reportId);
				if (row !== undefined && row.status !== 'failed') return row;
				return await lookCloser(report).catch(asError);
			});
			return await Promise.all(looked);
		},

		/** Links are signed and live for a short time: each is asked for just before it is used. */
		async file(known): Promise<FileRequest> {
			const report = await get(known);
			return {
				url: downloadLink(report, connection.baseUrl),
				auth: 'none',
				accept: '*/*',
				kinds: FILE_KINDS,
				explain: webexError,
				report,
			};
		},

		async remove({ reportId }) {
			await callWebex(connection, 'DELETE', reportPath(reportId));
		},
	};
}

/** Ids are of about 100 characters; stripping megabytes of quotation marks would hold up n8n. */
const LONGEST_ID = 500;

/** The id of a report; Webex' own sample has one with quotation marks around it. */
function idOf(answer: JsonObject | undefined): string | undefined {
	const text = jsonText(answer, 'id');
	if (text === undefined || text.length > LONGEST_ID) return undefined;
	const id = text.replace(/^"+|"+$/g, '');
	return id === '' ? undefined : id;
}

/** What is known of a report, brought up to date with an answer about it. */
function toReport(answer: JsonObject, known: Report, raw: JsonObject = answer): Report {
	const word = jsonText(answer, 'status') ?? known.serviceStatus;
	return withoutAbsent<Report>({
		...known,
		reportType: 'billing',
		status: billingStatus(word),
		serviceStatus: word,
		message: failures(answer) ?? known.message,
		...daysOf(jsonText(answer, 'billingPeriod')),
		createdAt: jsonText(answer, 'created') ?? known.createdAt,
		raw,
	});
}

/** A report that could not be made comes with HTTP 200 and the reasons in `errors`. */
function failures(answer: JsonObject): string | undefined {
	const told = (jsonObjects(answer, 'errors') ?? []).flatMap((error) => {
		const code = jsonText(error, 'code');
		const words = sentences(
			jsonText(error, 'description'),
			code === undefined ? undefined : `(code ${code})`,
		);
		return words === undefined ? [] : [words];
	});
	return told.length > 0 ? told.join('; ') : undefined;
}

/** @throws ServiceError unless the report has a file, and a link to it that may be followed. */
function downloadLink(report: Report, baseUrl: string): string {
	const { status, serviceStatus, message } = report;
	if (status === 'failed') {
		throw new ServiceError(`${WEBEX.name} could not make the report`, {
			description: sentences(
				itsWords(message),
				'Check the billing period, and create the report again.',
			),
			serviceCode: serviceStatus && oneLine(serviceStatus),
			reportStatus: 'failed',
		});
	}
	const link = jsonText(report.raw as JsonObject, 'tempDownloadURL');
	if (status === 'completed' && (link === undefined || link === '')) throw fileNotNamed();
	if (status !== 'completed' || link === undefined) {
		throw new ServiceError(
			`The report is still being made (${oneLine(serviceStatus ?? 'no status')})`,
			{
				description:
					'Try again in some minutes, or use Create and Download, which waits for the file.',
				reportStatus: 'pending',
			},
		);
	}
	const checked = linkFromService(link, baseUrl);
	if (checked !== undefined) return checked;
	throw new ServiceError(`${WEBEX.name} named a download address that cannot be used`, {
		description:
			"The address is not https, or is not on the internet. Check the credential's 'Base URL'.",
	});
}

function fileNotNamed(): ServiceError {
	return new ServiceError(`${WEBEX.name} has finished the report but names no file yet`, {
		description: 'Try again in some minutes. If that lasts, create the report again.',
		reportStatus: 'pending',
	});
}

function createdWithoutId(): ServiceError {
	return new ServiceError(`${WEBEX.name} accepted the report but did not tell its ID`, {
		description: 'The report is being made. Find it with Get Many before you create it again.',
		mayExist: true,
	});
}
