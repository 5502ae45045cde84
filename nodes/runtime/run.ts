import { type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { type Clock } from '../core/clock';
import { asError, CancelledError, failedReportId, mayExist } from '../core/errors';
import { requestReport } from '../core/job/requestReport';
import { reportName, type Report } from '../core/report';
import { sentences } from '../core/text';
import { systemClock } from './clock';
import { cancelSignal } from './context';
import { failedItem } from './failedItem';
import { toNodeError } from './nodeErrors';
import { Progress } from './progress';

/** One execution of a node over all its items. */
export interface Run {
	readonly context: IExecuteFunctions;
	readonly clock: Clock;
	/** Fires when the user stops the execution, and when one item failed and the others need not go on. */
	readonly stop: AbortSignal;
	/** Tells the user how it goes. */
	readonly progress: Progress;
	/**
	 * Has the service make a report. Whatever becomes of the run, its report is not forgotten: if the run fails,
	 * the user is told the ID.
	 */
	readonly create: (make: () => Promise<Report>) => Promise<Report>;
}

/** What is left to do for one item, once its parameters were read and found good. */
export type ItemTask = () => Promise<INodeExecutionData[]>;

/** How long what is under way may take to notice a stop, in ms. */
const WIND_DOWN_MS = 5_000;

/**
 * Runs an operation over all items and keeps their order.
 *
 * First every item's parameters are read by `prepare`, so that bad input is refused before any request.
 * Then all tasks run at the same time; the door to the network bounds how many requests are in flight.
 * With Continue On Fail an item that failed puts out what went wrong and the others go on; without it the
 * first failure ends the run.
 */
export async function runItems(
	context: IExecuteFunctions,
	begin: (run: Run) => Promise<(itemIndex: number) => ItemTask>,
): Promise<INodeExecutionData[][]> {
	const halt = new AbortController();
	const stop = AbortSignal.any([halt.signal, cancelSignal(context) ?? halt.signal]);
	const created: Report[] = [];
	const uncertain: unknown[] = [];
	const creating = new Set<Promise<Report>>();
	const clock = systemClock(stop);
	const progress = new Progress(context, clock);
	const run: Run = {
		context,
		clock,
		stop,
		progress,
		create: async (make) => {
			const making = requestReport(make);
			creating.add(making);
			try {
				const report = await making;
				created.push(report);
				progress.requested(report);
				return report;
			} catch (error) {
				if (mayExist(error)) uncertain.push(error);
				throw asError(error);
			} finally {
				creating.delete(making);
			}
		},
	};
	const items = context.getInputData();
	const goOn = context.continueOnFail();

	const runFailure = (error: unknown, itemIndex?: number) => {
		const note = sentences(
			perhapsCreated(uncertain, error),
			alreadyCreated(created, error, uncertain.length > 0),
		);
		return toNodeError(context.getNode(), error, { itemIndex, note });
	};
	const errorItem = (error: unknown, itemIndex: number) => [
		failedItem(context.getNode(), error, itemIndex),
	];

	let prepare: (itemIndex: number) => ItemTask;
	try {
		prepare = await begin(run);
	} catch (error) {
		if (goOn) return [items.flatMap((_, itemIndex) => errorItem(error, itemIndex))];
		throw runFailure(error);
	}

	const tasks = items.map((_, itemIndex): ItemTask => {
		try {
			return prepare(itemIndex);
		} catch (error) {
			if (!goOn) throw runFailure(error, itemIndex);
			return () => Promise.reject(asError(error));
		}
	});

	let first: { error: unknown; itemIndex: number } | undefined;
	const results = tasks.map(async (task, itemIndex) => {
		try {
			return await task();
		} catch (error) {
			if (goOn && !stop.aborted) return errorItem(error, itemIndex);
			first ??= { error, itemIndex };
			halt.abort();
			return [];
		}
	});
	const finished = Promise.all(results);
	await Promise.race([finished, after(stop, WIND_DOWN_MS)]);
	// A request that makes a report cannot be called back; its answer names what was made.
	await Promise.allSettled(creating);
	if (cancelSignal(context)?.aborted === true) throw runFailure(new CancelledError());
	if (first !== undefined) throw runFailure(first.error, first.itemIndex);
	const output = (await finished).flat();
	// A look at a report whose time was up may still be under way.
	halt.abort();
	return [output];
}

/** Resolves so many ms after `signal` has fired; what is under way may end meanwhile. */
async function after(signal: AbortSignal, ms: number): Promise<void> {
	await new Promise((resolve) => signal.addEventListener('abort', resolve));
	await systemClock(new AbortController().signal).sleep(ms);
}

/** Reports of which nobody knows whether they are being made; the failure that is told speaks for its own. */
function perhapsCreated(uncertain: readonly unknown[], error: unknown): string | undefined {
	const others = uncertain.filter((other) => other !== error).length;
	if (others === 0) return undefined;
	const [what, it, reports] =
		others === 1 ? ['request', 'it', 'its report'] : ['requests', 'them', 'their reports'];
	const taken =
		others < uncertain.length
			? `${others} other ${what} may have been taken as well.`
			: `${others} ${what} may have been taken although no answer came.`;
	return `${taken} Look for ${reports}, with Get Many or at the service itself, before you create ${it} again.`;
}

/**
 * All of them, however many: some services list no reports, so this may be the only way back to them. The one
 * that failed is named by its failure.
 */
function alreadyCreated(
	created: readonly Report[],
	error: unknown,
	mayHaveLost: boolean,
): string | undefined {
	const failed = failedReportId(error);
	const others = created.filter(({ reportId }) => reportId !== failed);
	if (others.length === 0) return undefined;
	const isOneOfMany = mayHaveLost || others.length < created.length;
	const what = isOneOfMany ? 'Other reports' : 'Nothing is lost: reports';
	return `${what} requested in this run can be fetched later with Download, by their ID: ${others.map(reportName).join(', ')}.`;
}
