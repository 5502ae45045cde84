import { isLoginRefused } from '../errors';
import { broughtUpToDate, type Report } from '../report';
import { endedAsAsked } from './event';
import { type Calendar } from './periods';
import {
	completeAll,
	isPassing,
	itemsOf,
	refuseLate,
	runAlone,
	type Completed,
	type Poll,
	type PollState,
} from './poll';
import { requestDue } from './requestDue';
import { trackProgress, type Progress } from './scheduleProgress';
import { type ScheduleSource } from './scheduleSource';
import { type OpenPeriod } from './scheduleState';
import {
	givenUp,
	isOverdue,
	underWay,
	withEnded,
	withFailure,
	without,
	withReport,
} from './scheduleWatch';

export interface Schedule {
	calendar: Calendar;
	/** How many periods are made up for at most. */
	catchUp: number;
}

/** A poll waits so long for reports that it requested: what is put out at once is also stored at once. */
const MAX_WAIT_MS = 20_000;
/** Meanwhile it looks at them at this pace. */
const LOOK_EVERY_MS = 2_000;

/**
 * Requests the reports of the periods that have ended, looks at those under way, and fires with each that is
 * there. A report is requested once as far as n8n keeps the state: when it dies between a request and the next
 * event, the report is requested again; its period fires once all the same.
 *
 * @throws why nothing could be requested or looked at, when nothing fires; but in the first poll no passing
 *   trouble.
 */
export async function pollSchedule<Item>(
	poll: Poll<Item>,
	schedule: Schedule,
	source: ScheduleSource,
): Promise<Item[] | null> {
	const { clock, event } = poll;
	const { calendar, catchUp } = schedule;
	const begun = (state: PollState) => trackProgress(poll, calendar, state);

	return await runAlone(
		poll,
		async (stored) => {
			const progress = begun(stored);
			progress.update((state) => withEnded(state, calendar, clock.now(), catchUp));
			const failures = await requestDue(poll, progress, source);
			const seen = await lookWhileTimeAllows(poll, progress, source, failures);

			const lost = event === 'completed' ? [] : givenUp(progress.state());
			const wanted = [
				...seen.filter(({ report }) => endedAsAsked(report, event)),
				...lost.map((period) => withFailedReport(period, source)),
			];
			const completed = await completeAll(
				poll,
				wanted.map(({ report }) => report),
			);
			refuseLate(poll);
			const fired = matched(wanted, completed);
			const unasked = seen.filter(({ report }) => !endedAsAsked(report, event));
			const done = [...fired, ...unasked].map(({ period }) => period);
			const items = itemsOf(fired);
			if (items.length > 0) {
				progress.fire((state) => without(state, done));
				return items;
			}
			progress.update((state) => without(state, done));
			return raise(poll, progress, source, failures);
		},
		begun,
	);
}

interface SeenPeriod {
	period: OpenPeriod;
	report: Report;
}

/**
 * Looks at the reports under way until all have ended or the poll should end. The first poll looks only at
 * what was requested earlier: n8n stores what it has requested when it returns.
 */
async function lookWhileTimeAllows<Item>(
	poll: Poll<Item>,
	progress: Progress,
	source: ScheduleSource,
	failures: Error[],
): Promise<SeenPeriod[]> {
	const { clock, first, workUntilMs } = poll;
	const beganMs = clock.now();
	const endMs = first ? beganMs : Math.min(beganMs + MAX_WAIT_MS, workUntilMs);
	for (;;) {
		const seen = await lookOnce(poll, progress, source, failures);
		const isOver = failures.length > 0 || underWay(progress.state()).length === seen.length;
		if (isOver || seen.length > 0 || clock.now() + LOOK_EVERY_MS > endMs) return seen;
		await clock.sleep(LOOK_EVERY_MS);
	}
}

async function lookOnce<Item>(
	{ clock }: Poll<Item>,
	progress: Progress,
	source: ScheduleSource,
	failures: Error[],
): Promise<SeenPeriod[]> {
	const waiting = underWay(progress.state());
	const pending = waiting.filter(({ report }) => report.status === 'pending');
	const looked =
		pending.length === 0 ? undefined : await source.look(pending.map(({ report }) => report));
	const gone = new Map<string, string>();
	for (const { reportId, error } of looked?.failures ?? []) {
		if (reportId === undefined || isPassing(error) || isLoginRefused(error)) failures.push(error);
		else gone.set(reportId, error.message);
	}
	const found = new Map(looked?.reports.map((report) => [report.reportId, report]));
	return waiting.flatMap((period): SeenPeriod[] => {
		const report = broughtUpToDate(period.report, found.get(period.report.reportId));
		const why = whyFailed(period, report, gone.get(report.reportId), clock.now());
		if (why !== undefined) {
			progress.update((state) => withFailure(state, period, why, clock.now()));
			return [];
		}
		if (report.status === 'pending') return [];
		progress.update((state) => withReport(state, period, report, clock.now()));
		return [{ period, report }];
	});
}

/** Why no more can be expected of a report; `undefined` when it is there or may still come. */
function whyFailed(
	period: OpenPeriod,
	report: Report,
	gone: string | undefined,
	nowMs: number,
): { report: Report; message?: string } | undefined {
	if (gone !== undefined) return { report, message: gone };
	if (report.status === 'failed' || report.status === 'expired') return { report };
	if (report.status === 'pending' && isOverdue(period, nowMs))
		return { report, message: 'The report was not ready after two days' };
	return undefined;
}

function withFailedReport(period: OpenPeriod, source: ScheduleSource): SeenPeriod {
	return {
		period,
		report: { ...source.failed(period), status: 'failed', message: period.message },
	};
}

function matched<Item>(
	seen: readonly SeenPeriod[],
	completed: ReadonlyArray<Completed<Item>>,
): Array<SeenPeriod & { item: Item | undefined }> {
	return seen.flatMap((entry) => {
		const found = completed.find(({ report }) => report === entry.report);
		return found === undefined ? [] : [{ ...entry, item: found.item }];
	});
}

/** What went wrong is told only when nothing fires; the state keeps it until then. */
function raise<Item>(
	{ first, event }: Poll<Item>,
	progress: Progress,
	source: ScheduleSource,
	failures: readonly Error[],
): null {
	// In the first poll it would end the trigger for good; the next one tells it.
	const lost = event === 'completed' && !first ? givenUp(progress.state()) : [];
	if (lost.length > 0) {
		progress.update((state) => without(state, lost));
		throw source.giveUp(lost);
	}
	const failure = failures.find((error) => !(first && isPassing(error)));
	if (failure !== undefined) throw failure;
	return null;
}
