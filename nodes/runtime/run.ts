import { type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { type Clock } from '../core/clock';
import { asError, CancelledError } from '../core/errors';
import { type Report } from '../core/report';
import { systemClock } from './clock';
import { cancelSignal } from './context';
import { toNodeError } from './nodeErrors';

/** One execution of a node over all its items. */
export interface Run {
	readonly context: IExecuteFunctions;
	readonly clock: Clock;
	/** Fires when the user stops the execution, and when one item failed and the others need not go on. */
	readonly stop: AbortSignal;
	/** Reports that exist at the service because of this run: if it fails, the user is told their IDs. */
	readonly created: Report[];
}

/** What is left to do for one item, once its parameters were read and found good. */
export type ItemTask = () => Promise<INodeExecutionData[]>;

/** How long requests under way may go on after the run has failed, in ms. */
const WIND_DOWN_MS = 5_000;
/** So many report IDs fit into a message. */
const SHOWN_IDS = 20;

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
	const run: Run = { context, clock: systemClock(stop), stop, created: [] };
	const items = context.getInputData();
	const goOn = context.continueOnFail();

	const failure = (error: unknown, itemIndex?: number) =>
		toNodeError(context.getNode(), error, { itemIndex, note: alreadyCreated(run, goOn) });
	const errorItem = (error: unknown, itemIndex: number): INodeExecutionData[] => {
		const told = failure(error, itemIndex);
		return [{ json: { error: told.message }, error: told, pairedItem: { item: itemIndex } }];
	};

	let prepare: (itemIndex: number) => ItemTask;
	try {
		prepare = await begin(run);
	} catch (error) {
		throw failure(error);
	}

	const tasks = items.map((_, itemIndex): ItemTask => {
		try {
			return prepare(itemIndex);
		} catch (error) {
			if (!goOn) throw failure(error, itemIndex);
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
	if (cancelSignal(context)?.aborted === true) throw failure(new CancelledError());
	if (first !== undefined) throw failure(first.error, first.itemIndex);
	return [(await finished).flat()];
}

/** Resolves so many ms after `signal` has fired; requests under way may end meanwhile. */
async function after(signal: AbortSignal, ms: number): Promise<void> {
	await new Promise((resolve) => signal.addEventListener('abort', resolve));
	await systemClock(new AbortController().signal).sleep(ms);
}

/** With Continue On Fail the other items put out their own reports. */
function alreadyCreated({ created }: Run, goOn: boolean): string | undefined {
	if (goOn || created.length === 0) return undefined;
	const shown = created.slice(0, SHOWN_IDS).map(({ reportId }) => reportId);
	const more = created.length > shown.length ? ` and ${created.length - shown.length} more` : '';
	return `Nothing is lost: reports requested in this run can be fetched later with Download, by their ID: ${shown.join(', ')}${more}.`;
}
