import { type Clock } from '../clock';
import { isTransient } from '../errors';
import { broughtUpToDate, hasEnded, type Report } from '../report';
import { pollIntervalMs } from './pollInterval';

/** How waiting for one report ended. A report's status is the service's word; running out of time is ours. */
export type WaitOutcome =
	| { ended: true; report: Report }
	/** Time is up; `report` is the last that was seen, `lastError` why the last look failed, if it did. */
	| { ended: false; report: Report; lastError?: Error };

/**
 * Looks at reports under way, once. `one` asks for a single report; a service that can list answers for
 * `all` with one request, in the order of the question: a report ID need not be the only one of its kind. An
 * error among the answers is about its own report only.
 */
export type StatusSource =
	| { one: (report: Report) => Promise<Report> }
	| { all: (reports: readonly Report[]) => Promise<ReadonlyArray<Report | Error>> };

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
/** Where reports are asked for one by one, an interval has so many turns at most, each of which asks for a few. */
const TURNS = 8;
/** A turn asks for so many that each report has had its look after four intervals, however many there are. */
const FULL_CYCLE = 4 * TURNS;

/**
 * Waits for any number of reports together, at the pace of the youngest: the first look is made at once, a last one
 * at each deadline. A service that can list is asked for all of them each time.
 *
 * Where each report takes a request of its own, they take turns, spread over the interval: eight or fewer have
 * one each, of more only some do. Reports that were requested together tend to be ready together, so as soon as
 * one has ended, all others are looked at, but not more often than once in an interval. The run ends as soon as it
 * would if all were looked at all the time, for a third of the requests.
 *
 * @param onRound told before each look what is waited for
 */
export function createReportWaiter(
	source: StatusSource,
	clock: Clock,
	onRound: (waiting: readonly WaitingReport[]) => void = () => {},
): ReportWaiter {
	/** Where reports take turns: in the order of their turns. */
	const waiting = new Set<Waiting>();
	let running = false;
	/** One by one: a report has ended since all were looked at, so the others may have, too. */
	let oneHasEnded = false;
	let lookedAtAllMs = -Infinity;
	/** A list: when it last came. */
	let listedMs = -Infinity;
	let wakeUp = () => {};

	async function run(): Promise<void> {
		running = true;
		try {
			while (waiting.size > 0) {
				const lookedAtMs = clock.now();
				onRound([...waiting]);
				look(lookedAtMs);
				for (
					let leftMs = nextLookMs(lookedAtMs) - clock.now();
					leftMs > 0;
					leftMs = nextLookMs(lookedAtMs) - clock.now()
				) {
					// A newcomer, or a report that has ended, may want the next look sooner.
					const news = new Promise<void>((resolve) => (wakeUp = resolve));
					await Promise.race([clock.sleep(leftMs), news]);
				}
			}
		} catch (error) {
			for (const entry of waiting) finish(entry)?.reject(error);
		} finally {
			running = false;
		}
	}

	/** When to look again, in ms since the epoch. A list that was slow to come has its full pause all the same. */
	function nextLookMs(lookedAtMs: number): number {
		const entries = [...waiting];
		if (entries.length === 0) return lookedAtMs;
		const intervalMs = intervalAt(lookedAtMs);
		const turns = 'one' in source ? Math.min(TURNS, entries.length) : 1;
		return Math.min(
			Math.max(lookedAtMs, listedMs) + intervalMs / turns,
			oneHasEnded ? lookedAtAllMs + intervalMs : Infinity,
			...entries
				.flatMap(({ deadlineMs }) => [deadlineMs, deadlineMs + LAST_LOOK_MS])
				.filter((atMs) => atMs > lookedAtMs),
		);
	}

	/** The pause that the youngest wants. */
	function intervalAt(nowMs: number): number {
		return Math.min(...[...waiting].map(({ sinceMs }) => pollIntervalMs(nowMs - sinceMs)));
	}

	/** Starts a look at what is due; does not wait for the answers. */
	function look(nowMs: number): void {
		const listing = 'all' in source && [...waiting].some(({ looking }) => looking);
		for (const entry of waiting) {
			if ((entry.looking || listing) && nowMs >= entry.deadlineMs + LAST_LOOK_MS) timeOut(entry);
		}
		// A newcomer waits for the list under way: two at a time tell no more than one.
		const due = listing ? [] : dueAt(nowMs);
		if (due.length === 0) return;
		for (const entry of due) entry.looking = true;
		if ('one' in source) {
			for (const entry of due) {
				waiting.delete(entry);
				waiting.add(entry);
				void settle(entry, source.one(entry.report), nowMs);
			}
			return;
		}
		const answers = source.all(due.map(({ report }) => report));
		for (const [index, entry] of due.entries()) {
			const answer = answers.then((found) => {
				const told = found[index] ?? entry.report;
				if (told instanceof Error) throw told;
				return told;
			});
			void settle(entry, answer, nowMs);
		}
	}

	function dueAt(nowMs: number): Waiting[] {
		const free = [...waiting].filter(({ looking }) => !looking);
		if ('all' in source) return free;
		if (oneHasEnded && nowMs >= lookedAtAllMs + intervalAt(nowMs)) {
			oneHasEnded = false;
			lookedAtAllMs = nowMs;
			return free;
		}
		const count = Math.ceil(waiting.size / FULL_CYCLE);
		return free.filter(({ deadlineMs }, index) => index < count || nowMs >= deadlineMs);
	}

	/** Takes in the answer to a look that began at `askedAtMs`. */
	async function settle(entry: Waiting, answer: Promise<Report>, askedAtMs: number): Promise<void> {
		try {
			entry.report = broughtUpToDate(entry.report, await answer);
			delete entry.lastError;
		} catch (error) {
			if (!isTransient(error)) {
				finish(entry)?.reject(error);
				return;
			}
			entry.lastError = error;
		}
		entry.looking = false;
		if ('all' in source) listedMs = clock.now();
		if (hasEnded(entry.report)) {
			finish(entry)?.resolve({ ended: true, report: entry.report });
			oneHasEnded = 'one' in source;
			wakeUp();
		} else if (askedAtMs >= entry.deadlineMs) timeOut(entry);
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
				if (running) wakeUp();
				else void run();
			}),
	};
}
