import pLimit from 'p-limit';
import { type Clock } from '../clock';
import {
	asError,
	CancelledError,
	InputError,
	isLoginRefused,
	isLoginWrong,
	isTransient,
	reportTold,
	ServiceError,
} from '../errors';
import { type Report } from '../report';
import { sentences } from '../text';
import { type WatchedEvent } from './event';
import { FiredStates } from './firedStates';
import { keyInList, reportKey } from './reportKey';
import { RunningPolls } from './runningPolls';
import { UnsavedStates } from './unsaved';

/** Where n8n lets a node keep its state; whether and when it is stored is n8n's affair. */
export interface StateStore {
	get(): unknown;
	set(state: unknown): void;
}

/** What polls of one process tell one another; lost with the process, and nothing depends on it then. */
export class WatchMemory {
	readonly running = new RunningPolls();
	readonly unsaved = new UnsavedStates();
	readonly fired = new FiredStates();
	/** How often a report that is to fire could not be completed, by node and report. */
	readonly attempts = new Map<string, number>();
}

/** One poll of one trigger. */
export interface Poll<Item> {
	/** Names the trigger among all in this process. */
	node: string;
	/** What is watched: service, account, kind of report. */
	scope: string;
	event: WatchedEvent;
	/** True for the poll by which n8n activates the workflow: what it throws would end the trigger for good. */
	first: boolean;
	/** True when the state is a copy for this poll alone, which may be older than what the last poll did. */
	hasCopy: boolean;
	/** What takes longer than until then is stopped, ms since the epoch. */
	workUntilMs: number;
	/** By then the poll must have ended: n8n may drop what it says later. */
	untilMs: number;
	store: StateStore;
	memory: WatchMemory;
	clock: Clock;
	/**
	 * Makes what is put out for a report that is to fire, e.g. with its file. `giveUp` says why that could not
	 * be had again and again: then the item has to do without. `undefined` when the report turns out to hold
	 * nothing that could be put out: then it counts as fired all the same.
	 */
	complete: (report: Report, giveUp?: Error) => Promise<Item | undefined>;
}

/** A report that is to fire, with what is put out for it. */
export interface Completed<Item> {
	report: Report;
	item: Item | undefined;
}

/** What is put out for the reports that fire. */
export function itemsOf<Item>(completed: ReadonlyArray<Pick<Completed<Item>, 'item'>>): Item[] {
	return completed.flatMap(({ item }) => (item === undefined ? [] : [item]));
}

/** So many polls try to complete a report; then it fires without what could not be had. */
const MAX_ATTEMPTS = 10;
const MAX_REMEMBERED_ATTEMPTS = 10_000;
/** As many as requests in flight: more would only wait. */
const AT_A_TIME = 8;

/**
 * Completes the reports that are to fire, each for itself: one that cannot be completed now is left out, and
 * so stays for the next poll.
 *
 * @throws what only the user can mend, when nothing fires: a login that is refused; fields that do not suit the
 *   report, or a right that is missing for it, but not in the first poll.
 */
export async function completeAll<Item>(
	poll: Poll<Item>,
	reports: readonly Report[],
): Promise<Array<Completed<Item>>> {
	const limit = pLimit(AT_A_TIME);
	let refused: Error | undefined;
	let unsuited: Error | undefined;
	const one = async (report: Report): Promise<Array<Completed<Item>>> => {
		if (poll.clock.now() >= poll.workUntilMs || refused !== undefined) return [];
		try {
			return [{ report, item: await poll.complete(report) }];
		} catch (error) {
			if (isLoginWrong(error)) refused = error;
			else if (isHopeless(poll, report, error)) {
				const why = error instanceof CancelledError ? outOfTime() : asError(error);
				return [{ report, item: await poll.complete(report, why) }];
			} else if (error instanceof InputError || isLoginRefused(error)) unsuited = error;
			return [];
		}
	};
	const completed = await Promise.all(
		reports.map(async (report) => await limit(async () => await one(report))),
	);
	const failure = refused ?? (poll.first ? undefined : unsuited);
	if (failure !== undefined && completed.flat().length === 0) throw failure;
	return completed.flat();
}

/** Counts an attempt that failed; true when there should be no other. */
function isHopeless<Item>(
	{ node, memory: { attempts } }: Poll<Item>,
	report: Report,
	error: unknown,
): boolean {
	const status = reportTold(report, error)?.status;
	if (status === 'failed' || status === 'expired') return true;
	const key = reportKey(node, keyInList(report));
	const count = (attempts.get(key) ?? 0) + 1;
	attempts.delete(key);
	if (count >= MAX_ATTEMPTS) return true;
	attempts.set(key, count);
	const [oldest] = attempts.keys();
	if (attempts.size > MAX_REMEMBERED_ATTEMPTS && oldest !== undefined) attempts.delete(oldest);
	return false;
}

/** Passing trouble, a poll that ran out of time included. */
export function isPassing(error: unknown): boolean {
	return isTransient(error) || error instanceof CancelledError;
}

/** @throws ServiceError when the time of the poll is over: n8n may have begun another and drops what this one says. */
export function refuseLate<Item>({ clock, untilMs }: Poll<Item>): void {
	if (clock.now() >= untilMs) throw outOfTime();
}

/** A poll that was stopped because its time was over. */
export function outOfTime(lastError?: Error): ServiceError {
	return new ServiceError('The service did not answer within the time that n8n gives a poll', {
		description: sentences(
			lastError === undefined ? undefined : `${lastError.message}.`,
			'Nothing is lost: the next poll looks again.',
		),
		failure: 'temporarily-unavailable',
		transient: true,
	});
}

/** The state of a node during a poll. */
export interface PollState {
	/** The state as n8n has it, or a later one that n8n did not keep. */
	readonly found: unknown;
	/** True when it is a copy from before the last event. */
	readonly isOld: boolean;
	/** Leaves a state behind without firing. */
	write(state: unknown): void;
	/** Leaves a state behind that says what fires now. */
	fire(state: unknown): void;
	/** Leaves no state behind, as if there had been no poll. */
	clear(): void;
}

/**
 * Runs a poll unless another one of the node is running; then it only waits for the end of that one, since n8n
 * stops evaluating the expressions of a workflow, those in credentials as well, when any of its polls ends.
 *
 * @param run must not await anything between its last `refuseLate` and `fire`
 * @param begin what a first poll does instead while one of an earlier activation is running. Any other leaves the
 *   state alone: it may be a copy, and would undo what the one that is running has done.
 */
export async function runAlone<Item>(
	poll: Poll<Item>,
	run: (state: PollState) => Promise<Item[] | null>,
	begin: (state: PollState) => void = () => undefined,
): Promise<Item[] | null> {
	const { node, first, clock, untilMs, memory } = poll;
	const other = memory.running.of(node, clock.now());
	if (other !== undefined) {
		if (first) begin(pollState(poll));
		const timeIsUp = clock.sleep(other.untilMs - clock.now()).catch(() => undefined);
		await Promise.race([other.ended, timeIsUp]);
		return null;
	}
	const leave = memory.running.enter(node, untilMs);
	try {
		const state = pollState(poll);
		return state.isOld ? null : await run(state);
	} finally {
		leave();
	}
}

function pollState<Item>(poll: Poll<Item>): PollState {
	const { node, store, first, hasCopy, clock, memory } = poll;
	const { unsaved, fired } = memory;
	// A copy, since n8n may hand over the very object that it will store.
	const text = JSON.stringify(store.get() ?? null);
	const stored: unknown = JSON.parse(text);
	const isOld = hasCopy && fired.isOld(node, text, clock.now());
	// No state at all in the first poll is a trigger that begins. Later it means that n8n did not keep the first.
	const found = isOld || (stored === null && first) ? stored : unsaved.latest(node, stored);
	if (found !== stored) store.set(found);
	return {
		found,
		isOld,
		write: (state) => {
			store.set(state);
			unsaved.remember(node, stored, state);
		},
		fire: (state) => {
			store.set(state);
			fired.add(node, text, clock.now());
		},
		clear: () => {
			store.set(undefined);
			unsaved.forget(node);
		},
	};
}
