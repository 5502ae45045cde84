import { asError, InputError, isNotFound } from '../core/errors';
import { pollIntervalMs } from '../core/job/pollInterval';
import { broughtUpToDate, hasEnded, type Report } from '../core/report';
import { saidOf } from '../core/text';
import { endedAsAsked, latest } from '../core/watch/event';
import { lastEnded, periodText, type Calendar } from '../core/watch/periods';
import { type PollRun } from '../runtime/watch/pollRun';
import { type Fetched } from '../runtime/rows/outputFetcher';
import { type Watched } from '../runtime/watch/watchable';
import { completer } from './items';
import { requestPeriod } from './schedule';
import { type Settings } from './settings';

/** A test waits so long for a report that it had to request. */
const MAX_WAIT_MS = 25_000;
/** Reports that tests have requested, so that the next test does not request another. */
const requested = new Map<string, Report>();
const MAX_REQUESTED = 100;

/**
 * What a person sees who tests the trigger: the latest report that it would have fired for. Keeps and changes
 * nothing of the trigger's own state.
 *
 * @throws InputError with advice when there is none.
 */
export async function testEvent(
	run: PollRun,
	settings: Settings,
	watched: Watched,
): Promise<Fetched> {
	const report = await found(run, settings, watched);
	const shown = await completer(watched, settings.output)(report);
	if (shown !== undefined) return shown;
	throw new InputError(
		`The latest report (ID ${report.reportId}) has no rows, so there is nothing to show`,
		"The published workflow does not start for such a report. Set 'Output' to File to be told of it.",
	);
}

async function found(run: PollRun, settings: Settings, watched: Watched): Promise<Report> {
	const { choice, event, watchable } = settings;
	const isWanted = (report: Report) => endedAsAsked(report, event);
	if (choice.watch === 'specific') {
		const { reports = [], failures = [] } = (await watched.find?.(choice.reportIds)) ?? {};
		const [failure] = failures;
		if (failure !== undefined && reports.length === 0) throw failure.error;
		const report = latest(reports.filter(isWanted));
		if (report !== undefined) return report;
		throw new InputError(
			`None of the watched reports has ${wanted(settings)} yet`,
			'Test again once one has. The published workflow fires for each of them as soon as it has.',
		);
	}
	const report = latest(((await watched.list?.()) ?? []).filter(isWanted));
	if (report !== undefined) return report;
	if (choice.watch === 'scheduled' && event !== 'failed')
		return await ofLastPeriod(run, settings, watched, choice.calendar);
	throw new InputError(
		`There is no report that has ${wanted(settings)}, so there is nothing to show`,
		`${watchable.name} show here once there is one. Request one with the node of the service and test again, or publish the workflow without a test.`,
	);
}

/** Where nothing can be listed, a report of the last period is requested: only once, however often one tests. */
async function ofLastPeriod(
	{ clock, node }: PollRun,
	{ subject, watchable }: Settings,
	watched: Watched,
	calendar: Calendar,
): Promise<Report> {
	const period = lastEnded(calendar, clock.now());
	const key = JSON.stringify([node, watched.account, subject, period]);
	const endMs = clock.now() + MAX_WAIT_MS;
	let report =
		(await ofEarlierTest(watched, key)) ?? (await requestPeriod(watched, period, calendar));
	for (const began = clock.now(); ;) {
		remember(key, report);
		if (hasEnded(report)) break;
		const pauseMs = pollIntervalMs(clock.now() - began);
		if (clock.now() + pauseMs > endMs) throw stillMade(report);
		await clock.sleep(pauseMs);
		report = await lookedAt(watched, report);
	}
	if (report.status !== 'failed') return report;
	requested.delete(key);
	throw new InputError(
		`${watchable.service} could not make the report of ${periodText(period, calendar)}`,
		saidOf(report),
	);
}

/** What an earlier test has requested, unless the service has it no longer. */
async function ofEarlierTest(watched: Watched, key: string): Promise<Report | undefined> {
	const known = requested.get(key);
	// One that has ended would have been in the list.
	if (known === undefined || (hasEnded(known) && watched.list !== undefined)) return undefined;
	try {
		const report = await lookedAt(watched, known);
		return report.status === 'expired' ? undefined : report;
	} catch (error) {
		if (isNotFound(error)) return undefined;
		throw asError(error);
	}
}

async function lookedAt(watched: Watched, report: Report): Promise<Report> {
	const { reports, failures } = await watched.look([report]);
	const [failure] = failures;
	if (failure !== undefined) throw asError(failure.error);
	return broughtUpToDate(report, reports[0]);
}

function remember(key: string, report: Report): void {
	requested.set(key, report);
	const [oldest] = requested.keys();
	if (requested.size > MAX_REQUESTED && oldest !== undefined) requested.delete(oldest);
}

function stillMade({ service, reportId, startDate, endDate }: Report): InputError {
	return new InputError(
		`${service} is still making the report of ${startDate ?? ''} to ${endDate ?? ''}`,
		`Test again in some minutes: the same report (ID ${reportId}) is then looked for, no other one is requested.`,
	);
}

function wanted({ event }: Settings): string {
	if (event === 'completedOrFailed') return 'completed or failed';
	return event;
}
