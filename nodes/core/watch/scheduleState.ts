import { isCount, isJsonObject } from '../json';
import { type Report, type ReportStatus } from '../report';
import { oneLine } from '../text';
import { type Period } from './periods';

/** A period whose report has not been dealt with yet. */
export interface OpenPeriod extends Period {
	/** How many reports of it could not be made. */
	failures: number;
	/** No new report is requested before this moment, ms since the epoch. */
	notBefore: number;
	/** The report that was requested, without the service's whole answer. */
	report?: Report;
	/** When it was requested, ms since the epoch. */
	requestedAt?: number;
	/** What the last attempt came to: the report, if there was one, and why it could not be made. */
	failed?: Report;
	message?: string;
}

/**
 * What a trigger that reports period by period keeps. n8n stores it only when the trigger fires and when it is
 * activated. If what was requested since is forgotten, the report is requested once more at the service; its
 * period still fires once.
 */
export interface ScheduleState {
	version: 1;
	watch: 'scheduled';
	/** What is reported; a state about something else counts for nothing. */
	scope: string;
	/** Periods up to here (ms since the epoch) are open or done. */
	through: number;
	/** Oldest first. */
	open: readonly OpenPeriod[];
}

/** So many periods can be open at the same time. */
export const MAX_OPEN = 100;

const STATUSES: ReadonlySet<unknown> = new Set<ReportStatus>([
	'pending',
	'completed',
	'failed',
	'expired',
]);

/** The state as n8n kept it; `undefined` when there is none, or none that can be trusted or that is about this report. */
export function readScheduleState(stored: unknown, scope: string): ScheduleState | undefined {
	if (!isJsonObject(stored)) return undefined;
	const { version, watch, scope: of, through, open } = stored;
	if (version !== 1 || watch !== 'scheduled' || of !== scope || !isCount(through)) return undefined;
	if (!Array.isArray(open) || open.length > MAX_OPEN) return undefined;
	const periods = open.map(readOpenPeriod);
	const whole = periods.filter((period) => period !== undefined);
	return whole.length === periods.length
		? { version, watch, scope, through, open: whole }
		: undefined;
}

function readOpenPeriod(value: unknown): OpenPeriod | undefined {
	if (!isJsonObject(value)) return undefined;
	const { start, end, failures, notBefore, report, requestedAt, failed, message } = value;
	if (!isCount(start) || !isCount(end) || end <= start) return undefined;
	if (!isCount(failures) || !isCount(notBefore)) return undefined;
	if (report !== undefined && !isStoredReport(report)) return undefined;
	if (failed !== undefined && !isStoredReport(failed)) return undefined;
	return {
		start,
		end,
		failures,
		notBefore,
		...(report !== undefined && { report: { ...report } }),
		...(isCount(requestedAt) && { requestedAt }),
		...(failed !== undefined && { failed: { ...failed } }),
		...(typeof message === 'string' && { message }),
	};
}

/** Of a report only what is text or a flag is stored, of a message no more than is shown: enough to ask for it again. */
export function storable(report: Report): Report {
	const { service, reportId, status } = report;
	const plain = Object.entries(report).filter(
		([name, value]) => name !== 'raw' && (typeof value === 'string' || typeof value === 'boolean'),
	);
	const message = report.message === undefined ? {} : { message: oneLine(report.message) };
	return { ...Object.fromEntries(plain), ...message, service, reportId, status };
}

function isStoredReport(value: unknown): value is Report {
	return (
		isJsonObject(value) &&
		typeof value.service === 'string' &&
		typeof value.reportId === 'string' &&
		STATUSES.has(value.status) &&
		Object.values(value).every((entry) => typeof entry === 'string' || typeof entry === 'boolean')
	);
}
