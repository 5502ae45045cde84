import pLimit from 'p-limit';
import { Engine } from '../../engine/support/engine';
import { type RecordedRequest, type Sandbox } from '../../sandbox';
import { ForeignHost, newSandbox } from './bench';
import { FAULT_NAMES, ONLY_FOR, type FaultName } from './faults';
import { Refusals } from './refusals';
import { leaked, secretsOf } from './secrets';
import { REQUESTS, type RequestKind, type Seen, type Subject } from './subject';
import { weatherOf, type WeatherName } from './weather';

/** No run may take longer, in ms. */
const BOUND_MS = 15 * 60_000;

/** What was seen of one cell. */
export interface Cell {
	request: RequestKind;
	fault: FaultName;
	/** What became of the run when the fault passed, and when it lasted. */
	passes: string;
	lasts: string;
	/** What must not be; empty when the cell held. */
	broken: string[];
}

/** The cells of a subject: its requests, each with the faults that can hit it. */
export function cellsOf({ asks, without }: Subject): Array<Pick<Cell, 'request' | 'fault'>> {
	const requests = REQUESTS.filter((request) => asks[request] !== undefined);
	return requests.flatMap((request) =>
		FAULT_NAMES.filter((fault) => ONLY_FOR[fault]?.includes(request) !== false)
			.filter((fault) => without[`${request}: ${fault}`] === undefined)
			.map((fault) => ({ request, fault })),
	);
}

/** If more cells than this do not hold, it is not the machine. */
const MAX_RETRIED = 6;
/** What no slow machine brings about: such a cell is not tried again. */
const NEVER_THE_MACHINE = /reports were made|called the file|was put out|went along|was sent/;

/**
 * Runs all cells of a subject, `atATime` runs at a time.
 *
 * @param isGood a cell that is not is tried once more when all others are over: on a busy machine the time that
 *   goes faster runs away from the sandbox, and a request seems to take minutes
 */
export async function runCells(
	subject: Subject,
	atATime: number,
	isGood: (cell: Cell) => boolean,
): Promise<Cell[]> {
	const engine = await Engine.start();
	const foreign = await ForeignHost.start();
	const refusals = new Refusals();
	const limit = pLimit(atATime);
	const inWeather = async (cell: Pick<Cell, 'request' | 'fault'>, name: WeatherName) =>
		await limit(async () => await runOnce({ ...cell, subject, name, engine, foreign, refusals }));
	const inBoth = async (cell: Pick<Cell, 'request' | 'fault'>): Promise<Cell> => {
		const runs = [inWeather(cell, 'passes'), inWeather(cell, 'lasts')] as const;
		const [passes, lasts] = await Promise.all(runs);
		const broken = [
			...passes.broken.map((text) => `passes: ${text}`),
			...lasts.broken.map((text) => `lasts: ${text}`),
		];
		return { ...cell, passes: passes.outcome, lasts: lasts.outcome, broken };
	};
	try {
		const seen = await Promise.all(cellsOf(subject).map(inBoth));
		if (seen.filter((cell) => !isGood(cell)).length > MAX_RETRIED) return seen;
		for (const [index, cell] of seen.entries()) {
			if (isGood(cell) || cell.broken.some((text) => NEVER_THE_MACHINE.test(text))) continue;
			console.warn('Tried once more:', subject.name, cell);
			seen[index] = await inBoth(cell);
		}
		return seen;
	} finally {
		refusals.end();
		await foreign.close();
	}
}

interface OneRun extends Pick<Cell, 'request' | 'fault'> {
	subject: Subject;
	name: WeatherName;
	engine: Engine;
	foreign: ForeignHost;
	refusals: Refusals;
}

let marks = 0;

async function runOnce(run: OneRun): Promise<{ outcome: string; broken: string[] }> {
	const { subject, request, fault, engine, foreign } = run;
	const ask = subject.asks[request];
	if (ask === undefined) throw new Error(`There is no ${request} of ${subject.name}`);
	const sandbox = await newSandbox();
	const mark = `run-${(marks += 1)}`;
	const weather = weatherOf({ ...run, ask, mark, sandbox });
	const startedAt = Date.now();
	try {
		const seen = await Promise.race([ask.run({ engine, sandbox, mark }, weather), tooLate()]);
		// n8n's own OAuth2 client follows the redirect of a token server, and sends the form along.
		const n8nFollows = request.startsWith('token') && subject.n8nOAuth2;
		const took = Date.now() - startedAt;
		const broken = [
			// What comes of a run in fair weather is what should come of it in many faults, too.
			...(weather.wasMet() ? [] : ['the fault was never met']),
			...(took > BOUND_MS ? [`it took ${Math.round(took / 60_000)} minutes`] : []),
			...(await objections(subject, request, fault, seen, sandbox, engine)),
			...(n8nFollows ? [] : foreign.heard)
				.filter((text) => text.startsWith(`/${mark}\n`))
				.flatMap((text) => leaked(secretsOf(sandbox), text) ?? [])
				.map((secret) => `another host was sent ${secret}`),
		];
		return { outcome: seen.outcome, broken };
	} catch (error) {
		return { outcome: 'failed', broken: [String(error instanceof Error ? error.stack : error)] };
	} finally {
		await sandbox.close();
	}
}

async function tooLate(): Promise<never> {
	await new Promise((resolve) => setTimeout(resolve, 2 * BOUND_MS).unref());
	throw new Error('The run did not end');
}

/** What a run must never do, whatever happens to it. */
async function objections(
	{ vendor }: Subject,
	request: RequestKind,
	fault: FaultName,
	{ outcome, items, errors, whole }: Seen,
	sandbox: Sandbox,
	engine: Engine,
): Promise<string[]> {
	const broken: string[] = [];
	const text = JSON.stringify([
		items,
		errors.map(({ message, description }) => [message, description]),
	]);
	for (const { message, description } of errors) {
		if (!ADVICE.test(description ?? '')) broken.push(`no advice: ${message}: ${description}`);
	}
	const reports = sandbox.reportIds(vendor);
	const isScheduled = request === 'scheduled create';
	if (reports.length > (isScheduled ? SCHEDULED_ATTEMPTS : 1))
		broken.push(`${reports.length} reports were made`);
	const isToldElsewhere = GIVEN.has(request) || (request === 'rows' && outcome === 'done');
	const mayBeUnknown = request === 'create' && outcome === 'error';
	for (const reportId of reports) {
		if (!mayBeUnknown && !isToldElsewhere && !text.includes(reportId))
			broken.push(`the ID ${reportId} is lost: ${text}`);
		if (mayBeUnknown && !/before you create it again/.test(text)) {
			broken.push(`no word of the report that may exist: ${text}`);
		}
	}
	for (const { json, binary } of items) {
		if (binary === undefined) continue;
		const expected =
			vendor === 'ringCx'
				? await sandbox.ringCx.expectedReport(sandbox.requests.findLast(isReport)?.body ?? '')
				: await sandbox.expectedFile(String(json.reportId));
		const got = await engine.bytes(binary.data);
		if (expected === undefined || !got.equals(expected)) {
			broken.push(`${got.length} of ${expected?.length} bytes were called the file`);
		}
	}
	// n8n's own OAuth2 client cannot be told to hang up.
	const isStalledToken = request.startsWith('token') && fault.startsWith('stalled');
	const secret = leaked(secretsOf(sandbox), whole);
	if (secret !== undefined) broken.push(`${secret} was put out`);
	if (sandbox.requests.some(({ origin, headers }) => origin === 'storage' && hasLogin(headers)))
		broken.push('a login went along with a link');
	// What a token server asks for, n8n's own OAuth2 client does not tell.
	if (!request.startsWith('token')) broken.push(...impatient(sandbox.requests));
	if (!isStalledToken && !(await allOver(sandbox))) broken.push('a connection is still open');
	return broken;
}

/** Messages say what to do: a sentence begins with a verb. */
const ADVICE =
	/(^|[.;:] )(Ask|Check|Choose|Connect|Create|Download|Enter|Find|Get|Log in|Look|Fill in|Open|Raise|Run|Set|Try|This usually passes|Nothing is lost)\b/;

/**
 * A schedule must not lose its period: it requests a report again, this often in all, when nobody can tell whether
 * the first request was taken.
 */
const SCHEDULED_ATTEMPTS = 3;

/** Requests of runs that were told the ID by the user, and so do not have to tell it. */
const GIVEN: ReadonlySet<RequestKind> = new Set([
	'status',
	'list',
	'delete',
	'token',
	'scheduled create',
]);

const isReport = ({ path }: RecordedRequest) => path.endsWith('/reportsStreaming');

const hasLogin = (headers: RecordedRequest['headers']) =>
	['authorization', 'x-auth-token', 'cookie'].some((name) => headers[name] !== undefined);

/** Requests that were sent while the service had asked to wait. */
function impatient(requests: readonly RecordedRequest[]): string[] {
	return requests.flatMap(({ waitMs, at, vendor }, index) => {
		const early = requests
			.slice(index + 1)
			.filter((later) => waitMs !== undefined && later.vendor === vendor && later.at < at + waitMs);
		return early.map(
			(later) => `a request came ${later.at - at} ms after a 429 that asked for ${waitMs}`,
		);
	});
}

/** Whether all exchanges have ended, or end within a moment. */
async function allOver({ requests }: Sandbox): Promise<boolean> {
	for (let tries = 0; tries < 50; tries += 1) {
		if (requests.every(({ isOver }) => isOver)) return true;
		await new Promise((resolve) => setImmediate(resolve));
		await new Promise((resolve) => setTimeout(resolve, 500));
	}
	return false;
}
