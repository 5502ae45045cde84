/** What every service's report looks like to a workflow, whatever the service calls things. */
import { withoutAbsent } from './text';

/** `expired`: it was completed once, but the service has deleted the file. */
export type ReportStatus = 'pending' | 'completed' | 'failed' | 'expired';

export interface Report {
	/** The service's name as users know it, e.g. `Bandwidth`. */
	service: string;
	reportType?: string;
	/** Always a string, also where the service counts. */
	reportId: string;
	/** The account that it is about, where one login has several. */
	accountId?: string;
	/** The service's own name for this very report. */
	name?: string;
	status: ReportStatus;
	/** The service's own word for the status. */
	serviceStatus?: string;
	/** The service's own explanation. */
	message?: string;
	/** First day covered, ISO date (`2026-11-01`) unless the service reports by month or by time. */
	startDate?: string;
	/** Last day covered, in the same form. */
	endDate?: string;
	/** When the report was requested, in the service's own spelling. */
	createdAt?: string;
	expiresAt?: string;
	fileName?: string;
	/** False when a completed report is known to hold nothing, so that there is no file to fetch. */
	hasFile?: boolean;
	/** The service's whole answer, as parsed. */
	raw?: unknown;
}

/** How messages name a report: `5f87… (BDR)`. */
export function reportName({ reportId, reportType }: Report): string {
	return reportType === undefined ? reportId : `${reportId} (${reportType})`;
}

/**
 * What is known of a report, brought up to date with a look at it: a list tells less than was known of a request.
 * A message belongs to its status: "Running" is not true of a report that has ended.
 */
export function broughtUpToDate(known: Report, seen: Report | undefined): Report {
	if (seen === undefined) return known;
	return withoutAbsent({ ...known, message: undefined, ...withoutAbsent(seen) });
}

export function hasEnded(report: Report): boolean {
	return report.status !== 'pending';
}
