import { type DateRange } from '../../core/dateRange';
import { asError, InputError, reportTold } from '../../core/errors';
import { type FileKind } from '../../core/file/sniff';
import { type Report } from '../../core/report';
import { notAReportId } from '../../core/reportId';
import { type FileRequest, type ReportService } from '../../core/service';
import { statusTable } from '../../core/statusTable';
import { withoutAbsent } from '../../core/text';
import { LISTABLE_TYPES } from './billingTypes';
import {
	accountUrl,
	callBandwidth,
	idFromLocation,
	isReportId,
	type BandwidthConnection,
} from './connection';
import { fileError } from './errors';
import { BANDWIDTH } from './hosts';
import { childElements, childText, findElement, type XmlElement, type XmlValue } from './xml';

export interface BillingReportRequest extends DateRange {
	/** One of `BILLING_TYPES`, or any other that the account has. */
	reportType: string;
}

/**
 * Bandwidth's words. No word for a failed report is documented: failures come as codes. `COMPLETE` stands
 * only in a sample of the list, there for a finished archive.
 */
const billingStatus = statusTable({
	pending: ['RECEIVED', 'PROCESSING'],
	completed: ['COMPLETED', 'COMPLETE'],
	failed: ['FAILED', 'ERROR'],
	expired: ['EXPIRED', 'DELETED'],
});

/** The archive is a zip; an invoice may also come as it is. Its label says XML, so labels do not count. */
const FILE_KINDS: ReadonlySet<FileKind> = new Set(['zip', 'gzip', 'pdf', 'text', 'xlsx', 'xls']);

/** Billing reports: `/billingreports` (Bandwidth, "Downloading Reports"). */
export function billingReports(
	connection: BandwidthConnection,
): ReportService<BillingReportRequest> & { list: () => Promise<Report[]> } {
	return {
		async create(request) {
			const { reportType, startDate, endDate } = checked(request);
			const { headers, document } = await callBandwidth(connection, '/billingreports', {
				BillingReport: { Type: reportType, DateRange: { StartDate: startDate, EndDate: endDate } },
			});
			return toReport(document, {
				service: BANDWIDTH.name,
				reportType,
				reportId: idFromLocation(headers),
				status: 'pending',
				startDate,
				endDate,
			});
		},

		async get(known) {
			try {
				const { document } = await callBandwidth(connection, reportPath(known.reportId));
				return toReport(document, known);
			} catch (error) {
				const told = reportTold(known, error);
				if (told === undefined) throw asError(error);
				return told;
			}
		},

		file: ({ reportId }): FileRequest => ({
			url: `${accountUrl(connection)}${reportPath(reportId)}/file`,
			auth: 'credential',
			accept: '*/*',
			kinds: FILE_KINDS,
			explain: fileError,
		}),

		/** Only number snapshots can be listed; an account without any answers 204. */
		async list() {
			const { document } = await callBandwidth(
				connection,
				`/billingreports?kind=${LISTABLE_TYPES.join(',')}`,
			);
			return childElements(findElement(document, 'BillingReportList'), 'BillingReport').flatMap(
				(row) => {
					const reportId = childText(row, 'BillingReportId');
					if (reportId === undefined) return [];
					return [toReport(row, { service: BANDWIDTH.name, reportId, status: 'pending' })];
				},
			);
		},
	};
}

/** What is known of a report, brought up to date with a document about it. */
function toReport(document: XmlElement | undefined, known: Report): Report {
	const word = textOf(document, 'ReportStatus') ?? known.serviceStatus;
	const message = textOf(document, 'Description');
	const range = findElement(document, 'DateRange');
	return withoutAbsent<Report>({
		...known,
		reportType: textOf(document, 'BillingReportKind') ?? known.reportType,
		status: unlessFailed(billingStatus(word), message),
		serviceStatus: word,
		message: message ?? known.message,
		startDate: childText(range, 'StartDate') ?? known.startDate,
		endDate: childText(range, 'EndDate') ?? known.endDate,
		createdAt: textOf(document, 'CreatedDate') ?? known.createdAt,
		raw: document ?? known.raw,
	});
}

/** The list's sample pairs a finished status with the words "archive is failed": then the words count. */
function unlessFailed(status: Report['status'], message: string | undefined): Report['status'] {
	return status === 'completed' && /\bfailed\b/i.test(message ?? '') ? 'failed' : status;
}

function textOf(document: XmlValue | undefined, name: string): string | undefined {
	const found = findElement(document, name);
	return typeof found === 'string' && found !== '' ? found : undefined;
}

function reportPath(reportId: string): string {
	if (!isReportId(reportId)) throw notAReportId(reportId);
	return `/billingreports/${reportId}`;
}

function checked(request: BillingReportRequest): BillingReportRequest {
	const reportType = request.reportType.trim().toUpperCase();
	if (!/^[A-Z][A-Z0-9_]*$/.test(reportType)) {
		throw new InputError(
			`'Report Type' is not one that Bandwidth could have: ${request.reportType || '(empty)'}`,
			'Choose one from the list, or give its code in an expression, e.g. BDR.',
		);
	}
	return { ...request, reportType };
}
