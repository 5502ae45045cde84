import { type IPollFunctions } from 'n8n-workflow';
import { type Clock } from '../../core/clock';
import { WatchMemory, type StateStore } from '../../core/watch/poll';
import { systemClock } from '../clock';

/** What every poll of a trigger has, before it is known what is watched. */
export interface PollRun {
	context: IPollFunctions;
	clock: Clock;
	/** Fires when the poll should come to an end. */
	stop: AbortSignal;
	/** Names the trigger among all in this process. */
	node: string;
	first: boolean;
	hasCopy: boolean;
	workUntilMs: number;
	untilMs: number;
	store: StateStore;
	memory: WatchMemory;
	/** To be called when the poll has not failed: n8n tries an activation that fails several times. */
	succeeded: () => void;
}

/** What n8n gives a poll, unless it is one of the durable scheduler or an older n8n, which does not say. */
const DEFAULT_BUDGET_MS = 5 * 60_000;
/** The rest of the budget is for winding down. */
const WORKING_SHARE = 0.8;
/** n8n waits for the first poll before it calls a workflow active, at its start for all of them. */
const FIRST_POLL_MS = 20_000;

/** All polls of this process. */
const memory = new WatchMemory();
/** The state objects of activations whose first poll has succeeded. */
const activated = new WeakSet<object>();

export function beginPoll(context: IPollFunctions): PollRun {
	const data = context.getWorkflowStaticData('node');
	const first = isFirst(context, data);
	const budgetMs = budgetOf(context);
	const workMs = Math.min(budgetMs * WORKING_SHARE, first ? FIRST_POLL_MS : Infinity);
	const stop = AbortSignal.timeout(workMs);
	const clock = systemClock(stop);
	const nowMs = clock.now();
	const { id, name } = context.getNode();
	return {
		context,
		clock,
		stop,
		// n8n keeps the state by the node's name.
		node: JSON.stringify([context.getWorkflow().id, id, name]),
		first,
		hasCopy: hasCopy(context),
		workUntilMs: nowMs + workMs,
		untilMs: nowMs + budgetMs,
		store: {
			get: () => data.reports,
			set: (state) => {
				if (state === undefined) delete data.reports;
				else data.reports = state;
			},
		},
		memory,
		succeeded: () => void activated.add(data),
	};
}

/**
 * Whether n8n activates the workflow with this poll: it keeps one state object for each activation, and a new
 * one for each poll only where each has a copy. What those throw does no harm, nor what a test throws.
 */
function isFirst(context: IPollFunctions, data: object): boolean {
	return !activated.has(data) && !hasCopy(context) && context.getMode() !== 'manual';
}

/** Only polls of the durable scheduler have a budget of their own; the activation is polled as it always was. */
function hasCopy(context: IPollFunctions): boolean {
	return context.getActivationMode() === 'update' && budgetOf(context) !== DEFAULT_BUDGET_MS;
}

function budgetOf(context: IPollFunctions & { getPollBudgetMs?(): number }): number {
	return context.getPollBudgetMs?.() ?? DEFAULT_BUDGET_MS;
}
