import { asError, reportTold, ServiceError } from '../core/errors';
import { type HttpPort } from '../core/http/httpPort';
import { pollIntervalMs } from '../core/job/pollInterval';
import { type ReportWaiter } from '../core/job/reportWaiter';
import { type Report } from '../core/report';
import { type ReportService } from '../core/service';
import { sentences } from '../core/text';
import { downloadReport, type Downloaded } from './downloadReport';
import { type FileTarget, type Patience } from './parameters';
import { type Run } from './run';

/**
 * Has a report made, waits for it together with the other items' reports, and fetches its file.
 *
 * @throws ServiceError that names the report's ID, so that it can be fetched later, unless the time is up
 *   and the user wants the pending report put out.
 */
export async function deliverReport<Request, Filter>(
	run: Run,
	http: HttpPort,
	service: ReportService<Request, Filter>,
	waiter: ReportWaiter,
	request: Request,
	patience: Patience,
	target: FileTarget,
): Promise<Downloaded> {
	const { clock, context } = run;
	const deadlineMs = clock.now() + patience.timeoutMs;
	let report = await service.create(request);
	run.created.push(report);
	try {
		for (;;) {
			const sinceMs = clock.now();
			const outcome = await waiter.settled(report, deadlineMs);
			report = outcome.report;
			if (!outcome.ended) {
				if (patience.onTimeout === 'outputPending') return { report };
				throw timedOut(report, patience.timeoutMs, outcome.lastError);
			}
			if (report.status !== 'completed') throw notMade(report);
			if (report.hasFile === false) return { report };
			try {
				return await downloadReport(context, http, service, report, target);
			} catch (error) {
				// Some services call a report ready a moment before its file is.
				if (reportTold(report, error)?.status !== 'pending') throw asError(error);
				if (clock.now() >= deadlineMs) throw timedOut(report, patience.timeoutMs);
				report = { ...report, status: 'pending' };
				await clock.sleep(pollIntervalMs(clock.now() - sinceMs));
			}
		}
	} catch (error) {
		throw naming(report, error);
	}
}

function timedOut(report: Report, timeoutMs: number, lastError?: Error): ServiceError {
	const minutes = timeoutMs / 60_000;
	return new ServiceError(
		`The report was not ready after ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`,
		{
			description: sentences(
				`${report.service} is still making it${report.serviceStatus === undefined ? '' : ` (${report.serviceStatus})`}.`,
				lastError === undefined ? undefined : `The last look at it failed: ${lastError.message}.`,
				"Raise 'Timeout' under Options, or set 'On Timeout' to put out the pending report.",
			),
			failure: 'temporarily-unavailable',
		},
	);
}

function notMade(report: Report): ServiceError {
	const how = report.status === 'expired' ? 'has deleted the file of' : 'could not make';
	return new ServiceError(`${report.service} ${how} the report`, {
		description: sentences(
			report.message === undefined ? undefined : `It says: ${report.message}`,
			'Check the dates and the type, and create the report again.',
		),
		serviceCode: report.serviceStatus,
	});
}

/** Whatever went wrong after the report was made: its ID must not be lost. */
function naming(report: Report, error: unknown): Error {
	if (!(error instanceof ServiceError)) return asError(error);
	return error.with({
		description: sentences(
			error.details.description,
			`The ID of the report is ${report.reportId}.`,
		),
	});
}
