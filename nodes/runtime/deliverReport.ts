import {
	asError,
	CancelledError,
	InputError,
	isNotFound,
	reportTold,
	ServiceError,
} from '../core/errors';
import { pollIntervalMs } from '../core/job/pollInterval';
import { type ReportWaiter } from '../core/job/reportWaiter';
import { type Report } from '../core/report';
import { type ReportService } from '../core/service';
import { inSentence, oneLine, saidOf, sentences } from '../core/text';
import { type Patience } from './parameters';
import { type Run } from './run';

/**
 * Has a report made, waits for it together with the other items' reports, and fetches its file.
 *
 * @param fetch gets the file of a report that is ready, or its rows
 * @returns what `fetch` returned, or the report alone when there is nothing to fetch
 * @throws ServiceError that names the report's ID, so that it can be fetched later, unless the time is up
 *   and the user wants the pending report put out.
 */
export async function deliverReport<Request, Filter, T extends { report: Report }>(
	run: Run,
	service: ReportService<Request, Filter>,
	waiter: ReportWaiter,
	request: Request,
	patience: Patience,
	fetch: (report: Report) => Promise<T>,
): Promise<T | { report: Report }> {
	const { clock, progress } = run;
	let report = await run.create(async () => await service.create(request));
	const sinceMs = clock.now();
	const deadlineMs = sinceMs + patience.timeoutMs;
	const timeUp = (lastError?: Error): { report: Report } => {
		if (patience.onTimeout === 'fail') throw timedOut(report, patience.timeoutMs, lastError);
		progress.leftPending();
		return { report };
	};
	try {
		for (;;) {
			const outcome = await waiter.settled(report, deadlineMs);
			report = outcome.report;
			progress.waited(report, sinceMs);
			if (!outcome.ended) return timeUp(outcome.lastError);
			if (report.status !== 'completed') throw notMade(report);
			if (report.hasFile === false) return { report };
			try {
				return await fetch(report);
			} catch (error) {
				// Some services call a report ready a moment before its file is.
				if (reportTold(report, error)?.status !== 'pending') throw asError(error);
				report = { ...report, status: 'pending' };
				if (clock.now() >= deadlineMs) return timeUp();
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
				`${report.service} has not finished it${report.serviceStatus === undefined ? '' : `; its status there is ${inSentence(report.serviceStatus)}`}.`,
				saidOf(report),
				lastError === undefined ? undefined : `The last look at it failed: ${lastError.message}.`,
				"It goes on there: fetch it later with the operation Download, by its ID. Or raise 'Timeout' under Options, or set 'On Timeout' to put out the pending report.",
			),
			failure: 'temporarily-unavailable',
			reportStatus: 'pending',
		},
	);
}

function notMade(report: Report): ServiceError {
	const gone = report.status === 'expired';
	return new ServiceError(
		gone
			? `${report.service} no longer has the report`
			: `${report.service} could not make the report`,
		{
			description: sentences(
				saidOf(report),
				gone
					? 'Look for it there, and create it again if it is gone.'
					: 'Check the dates and the type, and create the report again.',
			),
			serviceCode: report.serviceStatus && oneLine(report.serviceStatus),
			reportStatus: report.status,
		},
	);
}

/** Whatever went wrong after the report was made: its ID must not be lost, and no second one be made for it. */
function naming({ reportId }: Report, error: unknown): Error {
	if (error instanceof CancelledError) return error;
	const id = `The ID of the report is ${reportId}`;
	const described = (description: string | undefined) =>
		sentences(
			description?.replaceAll('Run the workflow again', 'Try again'),
			`${id}: fetch it with Download instead of creating it again.`,
		);
	if (error instanceof InputError)
		return new InputError(error.message, described(error.description), reportId);
	const told = error instanceof ServiceError ? error : new ServiceError(asError(error).message);
	const { description, reportStatus } = told.details;
	// What tells of the report itself says what to do about it.
	const isOfReport = reportStatus !== undefined || isNotFound(told);
	return told.with({
		description: isOfReport ? sentences(description, `${id}.`) : described(description),
		reportId,
	});
}
