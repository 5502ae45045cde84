import { type IExecuteFunctions } from 'n8n-workflow';
import { type Clock } from '../core/clock';
import { type WaitingReport } from '../core/job/reportWaiter';
import { reportName, type Report } from '../core/report';
import { oneLine } from '../core/text';

type Context = Pick<
	IExecuteFunctions,
	'addExecutionHints' | 'getExecutionId' | 'getNode' | 'getWorkflow' | 'logger' | 'sendMessageToUI'
>;

const MINUTE_MS = 60_000;
/** A wait is told of after 1, 2, 4, 8 minutes and so on, and at least so often. */
const RARELY_MS = 10 * MINUTE_MS;
/** So many reports are named in one message. */
const NAMED_REPORTS = 10;

/**
 * Tells how a run goes while it goes: in n8n's log, at level info, and in a manual run also in the console of the
 * user's browser, for which n8n gives nodes no other place. Reports are named by type and ID; no address, login or
 * content is told.
 */
export class Progress {
	private nextMs = MINUTE_MS;
	private readonly hinted = new Set<string>();

	constructor(
		private readonly context: Context,
		private readonly clock: Clock,
	) {}

	requested(report: Report): void {
		this.tell(`Requested ${nameOf(report)}`);
	}

	/** To be called as often as reports are looked at; most of the time it tells nothing. */
	waiting(reports: readonly WaitingReport[]): void {
		const waitedMs = this.clock.now() - Math.min(...reports.map(({ sinceMs }) => sinceMs));
		if (waitedMs < this.nextMs) return;
		this.nextMs = Math.min(waitedMs * 2, waitedMs + RARELY_MS);
		const names = reports.slice(0, NAMED_REPORTS).map(({ report }) => nameOf(report));
		const more = reports.length - names.length;
		if (more > 0) names.push(`${more} more`);
		this.tell(`Still waiting after ${timeOf(waitedMs)} for ${names.join(', ')}`);
	}

	/** The wait for a report is over: it has ended, or the time for it is up. */
	waited(report: Report, sinceMs: number): void {
		this.tell(`${nameOf(report)} is ${report.status} after ${timeOf(this.clock.now() - sinceMs)}`);
	}

	/** @param what what came of it, e.g. `50 rows` */
	fetched(report: Report, what: string): void {
		this.tell(`Fetched ${nameOf(report)}: ${what}`);
	}

	/** A report is put out although it is not ready. */
	leftPending(): void {
		this.hint(
			"Not every report was ready in time: those with the status 'pending' go on at the service. Fetch them later with the operation Download, by their report ID.",
		);
	}

	/** A list of reports is empty. */
	foundNone(): void {
		this.hint(
			'The service lists no such report for this login: none has been requested, or it has been deleted since. Request one with the operation Create, or change the filters.',
		);
	}

	/** Shown with the output, once in a run however many items it is true of. */
	hint(message: string, type: 'info' | 'warning' = 'info'): void {
		if (this.hinted.has(message)) return;
		this.hinted.add(message);
		this.context.addExecutionHints({ message, type, location: 'outputPane' });
	}

	private tell(message: string): void {
		const { context } = this;
		context.logger.info(message, {
			nodeName: context.getNode().name,
			workflowId: context.getWorkflow().id,
			executionId: context.getExecutionId(),
		});
		context.sendMessageToUI(message);
	}
}

function nameOf(report: Report): string {
	return oneLine(`${report.service} report ${reportName(report)}`);
}

function timeOf(ms: number): string {
	const [count, unit] =
		ms < MINUTE_MS ? [Math.round(ms / 1_000), 'second'] : [Math.floor(ms / MINUTE_MS), 'minute'];
	return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
