import { createHash } from 'node:crypto';
import { type Report } from '../report';

/** A report's name in the state of a trigger: 64 bits as text of 11 characters. Some services' IDs have a hundred. */
export function reportKey(...parts: string[]): string {
	const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
	return digest.subarray(0, 8).toString('base64url');
}

export function isReportKey(value: unknown): value is string {
	return typeof value === 'string' && /^[\w-]{11}$/.test(value);
}

/** The key of a report in a list. Some services count the reports of each definition by themselves. */
export function keyInList(report: Report): string {
	const { reportId } = report;
	return 'reportDefinitionId' in report && typeof report.reportDefinitionId === 'string'
		? reportKey(report.reportDefinitionId, reportId)
		: reportKey(reportId);
}
