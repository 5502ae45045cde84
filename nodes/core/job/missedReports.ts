import { type Report } from '../report';

/** So many looks in a row may miss a report that exists: a list may lag behind a create. */
const MISSES_ALLOWED = 10;

/** Keeps count of reports that a look at many did not find. */
export interface MissedReports {
	/** The report was there: earlier misses no longer count. */
	found(report: Report): Report;
	/** The report was not there: as it was known, or `expired` once it was missed too often in a row. */
	missed(known: Report): Report;
}

/**
 * Tells a report that is not in a service's list yet from one that is there no more, by how often it was
 * looked for in vain. Looks at reports under way are at least one and a half seconds apart.
 */
export function missedReports(): MissedReports {
	const misses = new Map<string, number>();
	return {
		found(report) {
			misses.delete(report.reportId);
			return report;
		},
		missed(known) {
			const count = (misses.get(known.reportId) ?? 0) + 1;
			misses.set(known.reportId, count);
			if (count <= MISSES_ALLOWED) return known;
			return { ...known, status: 'expired', message: 'The report is no longer found' };
		},
	};
}
