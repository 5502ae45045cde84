import { type INodeExecutionData, type INodeParameters } from 'n8n-workflow';
import { type NodeResult, type NodeRun, type Poller } from '../../engine/support/engine';
import { type Bench, type Seen, type Weather } from './subject';

/** Parameters of Create and Download beside those of the request. */
export const TO_FILE: INodeParameters = {
	operation: 'createAndDownload',
	output: 'file',
	binaryPropertyName: 'data',
	options: {},
};

export const TO_ROWS: INodeParameters = {
	operation: 'createAndDownload',
	output: 'rows',
	returnAll: true,
	options: {},
};

/** Waits five minutes, and puts out the pending report then. */
export const PATIENT: INodeParameters = {
	...TO_FILE,
	options: { timeout: 5, onTimeout: 'outputPending' },
};

/** As if chosen from the list: n8n checks an entered ID with a regular expression, and gives that little time. */
export const byId = (value: string) => ({ __rl: true, mode: 'list', value });

/** Whether the items are what the operation is for. */
type IsDone = (items: INodeExecutionData[]) => boolean;

export const hasFile: IsDone = ([item]) =>
	item?.json.status === 'completed' && item.binary?.data !== undefined;
export const hasRows =
	(rows: number): IsDone =>
	(items) =>
		items.length === rows;
export const isCompleted: IsDone = ([item]) => item?.json.status === 'completed';
export const isDeleted: IsDone = ([item]) => item?.json.deleted === true;
export const isCreated: IsDone = ([item]) =>
	typeof item?.json.reportId === 'string' && item.json.error === undefined;
export const lists =
	(reportId: string): IsDone =>
	(items) =>
		items.some(({ json }) => json.reportId === reportId);

/** A run of a node in the fault. */
export async function nodeRun(
	{ engine }: Bench,
	fault: Weather,
	node: NodeRun,
	isDone: IsDone,
): Promise<Seen> {
	fault.begins();
	const { items, errorItems, error, run } = await engine.execute(node);
	const errors = error === undefined ? [] : [error];
	const whole = [items, errorItems, error, run.data.resultData];
	return { outcome: outcomeOf(items, error, isDone), items, errors, whole };
}

function outcomeOf(
	items: INodeExecutionData[],
	error: NodeResult['error'],
	isDone: IsDone,
): Seen['outcome'] {
	if (error !== undefined) return 'error';
	if (isDone(items)) return 'done';
	return items[0]?.json.status === 'pending'
		? 'pending'
		: `unexpected items: ${JSON.stringify(items)}`;
}

/** What fills a dropdown, in the fault. */
export async function listRun(
	{ engine }: Bench,
	fault: Weather,
	node: NodeRun,
	method: string,
	wanted: string,
): Promise<Seen> {
	fault.begins();
	try {
		const { results } = await engine.search(node, method);
		const items = results.map(({ value }) => ({ json: { value } }));
		const isDone = results.some(({ value }) => value === wanted);
		return { outcome: isDone ? 'done' : `without ${wanted}`, items, errors: [], whole: items };
	} catch (error) {
		const errors = [error as Seen['errors'][number]];
		return { outcome: 'error', items: [], errors, whole: errors };
	}
}

/** The report's ID out of a run that must go well. */
export async function made({ engine }: Bench, node: NodeRun): Promise<string> {
	const { items, error } = await engine.execute(node);
	if (error !== undefined) throw new Error(`Nothing was made: ${error.message}`);
	return String(items[0]?.json.reportId);
}

const isActive = (poller: Poller) => JSON.stringify(poller.state()).includes('version');

interface PollRun {
	node: NodeRun;
	/** Makes what there is to fire, after the activation. */
	happens?: () => Promise<unknown>;
	/** The activation itself meets the fault. */
	atOnce?: boolean;
	/** So often n8n tries the activation, until it leaves a state. */
	activations?: number;
}

/** As often as n8n polls when it is to poll every minute. */
const POLL_EVERY_MS = 60_000;
/** So many polls come after the one that met the fault. */
const LATER_POLLS = 8;

/** Polls of a trigger: one in the fault, and some after it, of which together one report must fire, once. */
export async function pollRun(
	{ engine }: Bench,
	fault: Weather,
	{ node, happens, atOnce = false, activations = 5 }: PollRun,
): Promise<Seen> {
	const poller = engine.poller(node);
	const errors: Seen['errors'] = [];
	const fired: INodeExecutionData[][] = [];
	const poll = async () => {
		try {
			fired.push((await poller.poll()) ?? []);
		} catch (error) {
			errors.push(error as Seen['errors'][number]);
			fired.push([]);
		}
	};
	// A first poll gives up after twenty seconds, which are short here: then n8n activates again.
	for (let i = 0; i < activations && !atOnce && !isActive(poller); i++) await poller.poll();
	await happens?.();
	fault.begins();
	await poll();
	fault.ends();
	for (let i = 0; i < LATER_POLLS; i++) {
		await new Promise((resolve) => setTimeout(resolve, POLL_EVERY_MS));
		await poll();
		if (fired.at(-2)?.length === 1) break;
	}
	const items = fired.flat();
	const whole = [items, errors, errors.map(({ stack, cause }) => [stack, cause])];
	return { outcome: pollOutcome(fired, errors), items, errors, whole };
}

function pollOutcome(fired: INodeExecutionData[][], errors: Seen['errors']): Seen['outcome'] {
	const counts = fired.map(({ length }) => length);
	const total = counts.reduce((sum, count) => sum + count, 0);
	if (total !== 1) return `${counts.join(', ')} reports fired in these polls`;
	return errors.length > 1 ? `error after the fault was over: ${errors[1]?.message}` : 'fires';
}
