/**
 * What is left of a node once its execution was stopped or its time is up: no request from a second later on, and
 * no connection. All situations are played at the same time, each against a sandbox of its own.
 */
import { type INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox';
import type { FaultRule } from '../sandbox';
import { bandwidthRun, CREATE_AND_DOWNLOAD, OCTOBER } from './support/bandwidth';
import { byId } from './support/byId';
import { Engine, type NodeResult, type NodeRun } from './support/engine';
import { evoVoiceRun } from './support/evoVoice';
import { PRINTED } from '../support/ringCx';
import { waitUntil } from '../support/waitUntil';
import { ringCxRun } from './support/ringCx';
import { webexRun } from './support/webex';

type Node = (sandbox: Sandbox, more?: INodeParameters) => NodeRun;

const FILE = { binaryPropertyName: 'data', options: {} };
const ROWS = { output: 'rows', returnAll: true };

const billing: Node = (sandbox, more) =>
	bandwidthRun(sandbox, { ...CREATE_AND_DOWNLOAD, ...FILE, ...more });
const account: Node = (sandbox, more) =>
	bandwidthRun(sandbox, {
		resource: 'accountReport',
		operation: 'createAndDownload',
		reportDefinitionId: byId('4'),
		outputFormat: 'csv',
		additionalParameters: { parameter: [{ name: 'Account', value: '9900012' }] },
		...FILE,
		...more,
	});
const webex: Node = (sandbox, more) =>
	webexRun(sandbox, {
		operation: 'createAndDownload',
		dateRange: 'custom',
		billingPeriod: '2026-10',
		...FILE,
		...more,
	});
const evoVoice: Node = (sandbox, more) =>
	evoVoiceRun(sandbox, {
		operation: 'createAndDownload',
		...OCTOBER,
		reportType: 'billing',
		accountId: byId('acct-001'),
		...FILE,
		...more,
	});
const ringCx: Node = (sandbox, more) => ringCxRun(sandbox, { ...PRINTED, ...FILE, ...more });

interface Situation {
	node: Node;
	sandbox?: SandboxOptions;
	fault?: FaultRule;
}

const NEVER_READY = { jobMs: 3_600_000 };
const STALLED_BODY = { kind: 'stall', when: 'midBody', bytes: 16 } as const;
const STALLED_ANSWER = { kind: 'stall', when: 'beforeHeaders' } as const;
const always = (rule: FaultRule): FaultRule => ({ times: 1_000, ...rule });
const stalledFile = (path: RegExp) => always({ method: 'GET', path, fault: STALLED_BODY });
const rows =
	(node: Node): Node =>
	(sandbox) =>
		node(sandbox, ROWS);

const WAITING: Record<string, Situation> = {
	'Bandwidth billing: waits': { node: billing, sandbox: NEVER_READY },
	'Bandwidth account: waits': { node: account, sandbox: NEVER_READY },
	'Webex: waits': { node: webex, sandbox: NEVER_READY },
	'Evo Voice: waits': { node: evoVoice, sandbox: NEVER_READY },
	'Bandwidth billing: a look at the report is not answered': {
		node: billing,
		sandbox: NEVER_READY,
		fault: always({ method: 'GET', fault: STALLED_ANSWER }),
	},
	'Evo Voice: the list is not answered': {
		node: evoVoice,
		sandbox: NEVER_READY,
		fault: always({ method: 'GET', fault: STALLED_ANSWER }),
	},
	'Bandwidth billing: pauses because it was asked to': {
		node: billing,
		sandbox: NEVER_READY,
		fault: always({ method: 'GET', fault: { kind: 'rateLimited', retryAfter: 30 } }),
	},
	'RingCX: waits for the file to begin': {
		node: ringCx,
		fault: always({ method: 'POST', fault: STALLED_ANSWER }),
	},
};

const WORKING: Record<string, Situation> = {
	'Bandwidth billing: waits for several': {
		node: (sandbox, more) => ({ ...billing(sandbox, more), items: [{}, {}, {}] }),
		sandbox: NEVER_READY,
	},
	'Bandwidth billing: downloads': { node: billing, fault: stalledFile(/\/file$/) },
	'Bandwidth billing: reads rows': { node: rows(billing), fault: stalledFile(/\/file$/) },
	'Bandwidth account: downloads': { node: account, fault: stalledFile(/\/file$/) },
	'Webex: downloads from its link': {
		node: webex,
		fault: always({ origin: 'storage', fault: STALLED_BODY }),
	},
	'Webex: reads rows from its link': {
		node: rows(webex),
		fault: always({ origin: 'storage', fault: STALLED_BODY }),
	},
	'Evo Voice: downloads': { node: evoVoice, fault: stalledFile(/reports\/[^/]+/) },
	'RingCX: downloads': { node: ringCx, fault: always({ method: 'POST', fault: STALLED_BODY }) },
	'RingCX: reads rows': {
		node: rows(ringCx),
		fault: always({ method: 'POST', fault: STALLED_BODY }),
	},
	'Bandwidth billing: a request that makes a report is not answered': {
		node: billing,
		fault: always({ method: 'POST', fault: STALLED_ANSWER }),
	},
};

interface Outcome {
	/** How long the node ran, and how long it went on after the moment; in ms. */
	ranMs: number;
	lateMs: number;
	/** Open a second after the moment. */
	connections: number;
	/** Requests that came later than that. */
	lateRequests: string[];
	result?: NodeResult;
}

const sleep = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

/** Whether the node has got to where the situation has it: its fault was met, or an answer said to wait. */
function isUnderWay({ fault }: Situation, { requests }: Sandbox): boolean {
	if (fault === undefined) {
		const made = requests.findIndex(({ method, isOver }) => method === 'POST' && isOver);
		return (
			made !== -1 &&
			requests.slice(made + 1).some(({ method, isOver }) => isOver && method === 'GET')
		);
	}
	const met = requests.filter((request) => request.fault === fault.fault);
	return met.some(({ bytesSent }) => bytesSent > 0 || fault.fault !== STALLED_BODY);
}

/** Longer than the pause between two looks at that point. */
const WATCHED_MS = 5_000;

let engine: Engine;

/** Runs a node in each situation and tells what is left of it after the moment at which `moment` resolves. */
async function playAll(
	situations: Record<string, Situation>,
	parameters: INodeParameters,
	moment: (
		node: { stop: () => void; ended: Promise<unknown> },
		underWay: () => Promise<void>,
	) => Promise<unknown>,
): Promise<Record<string, Outcome>> {
	const entries = Object.entries(situations).map(async ([name, situation]) => {
		const { node, fault } = situation;
		const sandbox = await startSandbox({ jobMs: 0, rows: 20, ...situation.sandbox });
		if (fault) sandbox.fault(fault);
		const startedAt = Date.now();
		const { result, stop } = engine.begin(node(sandbox, parameters));
		let endedAt = Number.POSITIVE_INFINITY;
		const ended = result.catch(() => undefined).finally(() => (endedAt = Date.now()));
		await moment({ stop, ended }, async () => {
			await waitUntil(name, () => isUnderWay(situation, sandbox));
		});
		const momentAt = Date.now();
		await sleep(1_000);
		const connections = await sandbox.connections();
		await sleep(WATCHED_MS);
		const lateRequests = sandbox.requests
			.filter(({ at }) => at > momentAt + 1_000)
			.map(({ method, path }) => `${method} ${path}`);
		await sandbox.close();
		const times = { ranMs: endedAt - startedAt, lateMs: endedAt - momentAt };
		return [name, { ...times, connections, lateRequests, result: await ended }] as const;
	});
	return Object.fromEntries(await Promise.all(entries));
}

beforeAll(async () => {
	engine = await Engine.start();
});

const NOTHING = { connections: 0, lateRequests: [] };

describe('a stopped execution leaves no connection and sends nothing from a second later on', () => {
	const situations = { ...WAITING, ...WORKING };
	let outcomes: Record<string, Outcome>;

	beforeAll(async () => {
		outcomes = await playAll(situations, {}, async ({ stop }, underWay) => {
			await underWay();
			stop();
		});
	}, 60_000);

	test.each(Object.keys(situations))('%s', (name) => {
		expect(outcomes[name]).toMatchObject(NOTHING);
		// A node that was done before could not show anything.
		expect(outcomes[name]?.lateMs).toBeGreaterThanOrEqual(0);
		expect(outcomes[name]?.lateMs).toBeLessThan(1_000);
	});
});

describe.each(['fail', 'outputPending'])(
	'a node whose time is up (%s) leaves no connection and sends nothing from a second later on',
	(onTimeout) => {
		const TIMEOUT_MS = 3_000;
		/** A look that has begun when the time is up may still be answered; the rest is for a busy machine. */
		const LONGEST_MS = TIMEOUT_MS + 5_000 + 5_000;
		let outcomes: Record<string, Outcome>;

		beforeAll(async () => {
			const options = { timeout: TIMEOUT_MS / 60_000, onTimeout };
			outcomes = await playAll(WAITING, { options }, async ({ ended }, underWay) => {
				await underWay();
				await ended;
			});
		}, 60_000);

		test.each(Object.keys(WAITING))('%s', (name) => {
			expect(outcomes[name]).toMatchObject(NOTHING);
			expect(outcomes[name]?.ranMs).toBeLessThan(LONGEST_MS);
			const { error, items } = outcomes[name]?.result ?? {};
			// RingCX has no report that could be put out.
			if (onTimeout === 'fail' || name.startsWith('RingCX')) {
				expect(error?.message).toMatch(/not ready after|did not begin its answer in time/);
			} else {
				expect(items).toMatchObject([{ json: { status: 'pending' } }]);
			}
		});
	},
);
