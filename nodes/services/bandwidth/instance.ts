import { InputError } from '../../core/errors';
import { type Report } from '../../core/report';
import { notAReportId } from '../../core/reportId';
import { statusTable } from '../../core/statusTable';
import { withoutAbsent } from '../../core/text';
import { isReportId } from './connection';
import { checkedDefinitionId } from './definitions';
import { BANDWIDTH } from './hosts';
import { type GivenParameter } from './parameterValues';
import { childText, type XmlElement } from './xml';

/** An account report (Bandwidth: "instance"), named by its definition and its own ID together. */
export interface AccountReport extends Report {
	reportDefinitionId: string;
	/** `csv`, `pdf`, … */
	outputFormat?: string;
	/** User name of whoever asked for it. */
	requestedBy?: string;
}

export interface AccountReportRequest {
	reportDefinitionId: string;
	/** One of `OUTPUT_FORMATS`, or any other that the report has; see `checkedFormat`. */
	outputFormat: string;
	/** No name twice; see `mergeParameters`. */
	parameters: GivenParameter[];
	/** ISO date, the last day of the file; see `checkedExpiry`. */
	expiresAt?: string;
}

/** Formats that Bandwidth's documents name; which of them a report has, code 19030 tells. */
export const OUTPUT_FORMATS = ['csv', 'html', 'pdf', 'xls', 'xlsx', 'xml'] as const;

/** What a report is before Bandwidth was asked about it. */
export const UNSEEN = { service: BANDWIDTH.name, status: 'pending' } as const;

/**
 * Bandwidth's words. What a report under way is called is not documented, nor is a word for a failed one:
 * failures come as codes when the file is asked for.
 */
const instanceStatus = statusTable({
	pending: [],
	completed: ['Ready'],
	failed: ['Failed', 'Error'],
	expired: ['Expired'],
});

/**
 * What is known of a report, brought up to date with an `Instance`. Its ID stays: the printed answer shows
 * another one than was asked for.
 */
export function updatedReport(instance: XmlElement, known: AccountReport): AccountReport {
	const word = childText(instance, 'Status') ?? known.serviceStatus;
	return withoutAbsent<AccountReport>({
		...known,
		reportType: childText(instance, 'ReportName') ?? known.reportType,
		status: instanceStatus(word),
		serviceStatus: word,
		message: childText(instance, 'Description') ?? known.message,
		outputFormat: childText(instance, 'OutputFormat') ?? known.outputFormat,
		requestedBy: childText(instance, 'RequestedByUserName') ?? known.requestedBy,
		createdAt: childText(instance, 'RequestedAt') ?? known.createdAt,
		expiresAt: childText(instance, 'ExpiresAt') ?? known.expiresAt,
		raw: instance,
	});
}

/** A request for a report, its elements in the order of the printed one. */
export function instanceXml(request: AccountReportRequest): XmlElement {
	const { outputFormat, parameters, expiresAt } = request;
	return {
		Instance: {
			OutputFormat: outputFormat,
			Parameters: {
				Parameter: parameters.map(({ name, values }) => ({ Name: name, Value: values })),
			},
			...(expiresAt !== undefined && { ExpiresAt: expiresAt }),
		},
	};
}

/**
 * A report of which only the two IDs are known.
 *
 * @throws InputError when an ID could change the address of a request.
 */
export function namedReport(reportDefinitionId: string, reportId: string): AccountReport {
	checkedDefinitionId(reportDefinitionId);
	if (isReportId(reportId)) return { ...UNSEEN, reportDefinitionId, reportId };
	throw notAReportId(reportId);
}

/**
 * The format as Bandwidth writes it: in lower case.
 *
 * @throws InputError when it cannot be the name of a format.
 */
export function checkedFormat(outputFormat: string): string {
	const format = outputFormat.trim().toLowerCase();
	if (/^[a-z0-9_-]+$/.test(format)) return format;
	throw new InputError(
		`'Output Format' is not one that Bandwidth could have: ${outputFormat}`,
		`Use one of: ${OUTPUT_FORMATS.join(', ')}.`,
	);
}

/**
 * The core knows reports by their ID alone; this one came from here and so has its definition's, too.
 *
 * @throws Error when it did not; nothing that a user does leads there.
 */
export function asAccountReport(report: Report): AccountReport {
	if ('reportDefinitionId' in report && typeof report.reportDefinitionId === 'string')
		return { ...report, reportDefinitionId: report.reportDefinitionId };
	throw new Error('An account report needs the ID of its definition');
}

export function isSameReport(a: AccountReport, b: AccountReport): boolean {
	return a.reportId === b.reportId && a.reportDefinitionId === b.reportDefinitionId;
}
