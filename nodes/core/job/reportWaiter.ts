import { type Clock } from '../clock';
import { isTransient } from '../errors';
import { hasEnded, type Report } from '../report';
import { pollIntervalMs } from './pollInterval';

/** How waiting for one report ended. A report's status is the service's word; running out of time is ours. */
export type WaitOutcome =
	| { ended: true; report: Report }
	/** Time is up; `report` is the last that was seen, `lastError` why the last look failed, if it did. */
	| { ended: false; report: Report; lastError?: Error };

/**
 * Looks at reports under way, once. `one` asks for a single report; a service that can list answers for
 * `all` with one request, in the order of the question: a report ID need not be the only one of its kind.
 */
export type StatusSource =
	| { one: (report: Report) => Promise<Report> }
	| { all: (reports: readonly Report[]) => Promise<readonly Report[]> };

export interface ReportWaiter {
	/**
	 * Resolves when the report has ended or the deadline (ms epoch) has passed.
	 *
	 * @throws what the status source throws, unless it is passing trouble: that is tried again at the next
	 *   look, until the deadline. CancelledError when the user stops the execution.
	 */
	settled(report: Report, deadlineMs: number): Promise<WaitOutcome>;
}

/** A report under way, and since when (ms epoch) it is waited for. */
export interface WaitingReport {
	report: Report;
	readonly sinceMs: number;
}

interface Waiting extends WaitingReport {
	readonly deadlineMs: number;
	/** A look is under way; a slow one must not be doubled. */
	looking: boolean;
	lastError?: Error;
	readonly resolve: (outcome: WaitOutcome) => void;
	readonly reject: (error: unknown) => void;
}

/** How long the last look, begun at the deadline, may take to answer. */
const LAST_LOOK_MS = 5_000;

/**
 * Waits for any number of reports together. All are looked at in common rounds: at once when the first
 * report arrives, then at the pace of the youngest, and a last time at each deadline.
 *
 * @param onRound told at the beginning of each round what is waited for
 */
export function createReportWaiter(
	source: StatusSource,
	clock: Clock,
	onRound: (waiting: readonly WaitingReport[]) => void = () => {},
): ReportWaiter {
	const waiting = new Set<Waiting>();
	let running = false;
	let announceArrival = () => {};

	async function run(): Promise<void> {
		running = true;
		try {
			while (waiting.size > 0) {
				const lookedAtMs = clock.now();
				onRound([...waiting]);
				look(lookedAtMs);
				for (
					let leftMs = pauseMs(lookedAtMs);
					leftMs > 0;
					leftMs = lookedAtMs + pauseMs(lookedAtMs) - clock.now()
				) {
					// A newcomer may want the next round sooner than the others do.
					const arrival = new Promise<void>((resolve) => (announceArrival = resolve));
					await Promise.race([clock.sleep(leftMs), arrival]);
				}
			}
		} catch (error) {
			for (const entry of waiting) finish(entry)?.reject(error);
		} finally {
			running = false;
		}
	}

	/** From one round to the next, in ms: never less than the shortest interval, unless a deadline is near. */
	function pauseMs(lookedAtMs: number): number {
		const pauses = [...waiting].map(({ sinceMs, deadlineMs }) => {
			const intervalMs = pollIntervalMs(lookedAtMs - sinceMs);
			return deadlineMs > lookedAtMs ? Math.min(intervalMs, deadlineMs - lookedAtMs) : intervalMs;
		});
		return pauses.length === 0 ? 0 : Math.min(...pauses);
	}

	/** Starts a look at everything that is not being looked at; does not wait for the answers. */
	function look(nowMs: number): void {
		for (const entry of waiting) {
			if (entry.looking && nowMs >= entry.deadlineMs + LAST_LOOK_MS) timeOut(entry);
		}
		const due = [...waiting].filter(({ looking }) => !looking);
		if (due.length === 0) return;
		for (const entry of due) entry.looking = true;
		if ('one' in source) {
			for (const entry of due) void settle(entry, source.one(entry.report), nowMs);
			return;
		}
		const answers = source.all(due.map(({ report }) => report));
		for (const [index, entry] of due.entries()) {
			const answer = answers.then((found) => found[index] ?? entry.report);
			void settle(entry, answer, nowMs);
		}
	}

	/** Takes in the answer to a look that began at `askedAtMs`. */
	async function settle(entry: Waiting, answer: Promise<Report>, askedAtMs: number): Promise<void> {
		try {
			const answered = await answer;
			// A message belongs to its status: "Running" is not true of a report that has ended.
			entry.report = { ...entry.report, message: undefined, ...answered };
			if (entry.report.message === undefined) delete entry.report.message;
			delete entry.lastError;
		} catch (error) {
			if (!isTransient(error)) {
				finish(entry)?.reject(error);
				return;
			}
			entry.lastError = error;
		}
		entry.looking = false;
		if (hasEnded(entry.report)) finish(entry)?.resolve({ ended: true, report: entry.report });
		else if (askedAtMs >= entry.deadlineMs) timeOut(entry);
	}

	function timeOut(entry: Waiting): void {
		const { report, lastError } = entry;
		finish(entry)?.resolve({ ended: false, report, lastError });
	}

	/** Removes an entry; returns it only the first time, so that each is answered once. */
	function finish(entry: Waiting): Waiting | undefined {
		return waiting.delete(entry) ? entry : undefined;
	}

	return {
		settled: async (report, deadlineMs) =>
			await new Promise<WaitOutcome>((resolve, reject) => {
				const sinceMs = clock.now();
				waiting.add({ report, sinceMs, deadlineMs, looking: false, resolve, reject });
				if (running) announceArrival();
				else void run();
			}),
	};
}
