import { BANDWIDTH_NODE } from '../../e2e/support/bandwidth';
import { manualWorkflow, node, type WorkflowDraft } from '../../e2e/support/workflow';
import type { Instance } from '../lab/instance';
import { Lab } from '../lab/lab';
import type { SeenRequest } from '../lab/sandboxChild';
import { SandboxProcess } from '../lab/sandboxProcess';
import { ourJobs, theirJobs, theirLoop, webexLogins } from '../lab/webexJobs';
import { downloadLogins } from '../lab/downloads';
import type { Cases, Round } from '../report/results';
import { spreadOf, valuesOf } from '../report/statistics';
import { type Goal, type Part, Tally } from './part';

const JOB_MS = 20_000;
const COUNTS = [20, 200];
const LOOP_COUNT = 3;
/** Without any, the sandbox would have answered before the next request is on its way. */
const LATENCY_MS = 10;

const OURS = 'ours, Webex (can list)';
const OURS_ONE_BY_ONE = 'ours, Bandwidth calls (cannot list)';
const THEIRS = 'HTTP Request, Wait and If, all items at once';
const LOOP = 'Loop Over Items, one at a time';
const title = (count: number) => `${count} reports of 20 s`;

/** Looks at reports under way: the list, or one report; not its file. */
const STATUS = /\/billing\/reports\/?$|\/(billing\/reports|billingreports)\/[^/]+$/;
/** What asks for a place of a file in between does not count where the list tells the status. */
const LIST = /\/billing\/reports\/?$/;
/** Looks that are less apart belong to one round: rounds are one and a half seconds apart, or more. */
const ROUND_GAP_MS = 750;

function statusFigures(requests: SeenRequest[], contestant: string): Round {
	const pattern = contestant === OURS ? LIST : STATUS;
	const looks = requests.filter(({ method, path }) => method === 'GET' && pattern.test(path));
	const times = looks.map(({ at }) => at).sort((a, b) => a - b);
	const rounds = times.filter((at, index) => at - (times[index - 1] ?? 0) > ROUND_GAP_MS).length;
	// Looks in turns have no rounds.
	const perRound = looks.length / Math.max(1, rounds);
	return { statusRequests: looks.length, ...(contestant !== OURS_ONE_BY_ONE && { perRound }) };
}

/** Runs jobs against a sandbox that nobody else uses meanwhile. */
async function measure(
	n8n: Instance,
	sandbox: SandboxProcess,
	contestant: string,
	draft: WorkflowDraft,
): Promise<Round> {
	await sandbox.reset();
	const { ms, from } = await n8n.measure(draft);
	const { requests, maxInFlight } = await sandbox.traffic();
	const created = requests.filter(({ method }) => method === 'POST').map(({ at }) => at);
	// A loop requests the next report when the last is there, which is what makes it slow.
	const slowestMs = contestant === LOOP ? JOB_MS : Math.max(...created) + JOB_MS - from;
	return {
		ms,
		slowness: ms / slowestMs,
		requests: requests.length,
		inFlight: maxInFlight,
		...statusFigures(requests, contestant),
	};
}

function bandwidthJobs(lab: Lab, login: number, count: number): WorkflowDraft {
	const ours = node(
		'Ours',
		BANDWIDTH_NODE,
		{
			authentication: 'basicAuth',
			resource: 'billingReport',
			operation: 'createAndDownload',
			reportType: 'BDR',
			dateRange: 'custom',
			startDate: '2026-10-01',
			endDate: '2026-10-31',
		},
		{ credentials: lab.login(login) },
	);
	const items = Array.from({ length: count }, (_, index) => ({ index }));
	return manualWorkflow('ours', [ours], items);
}

const WHY_LATE =
	'**Many reports, one by one** (profiled by hand, 21 November 2026). Once the reports are ready, each takes a look and a download, eight at a time. n8n takes ' +
	'about 3 ms of processor time for a signed request whatever it fetches: a new connection, Axios, and, until our node ' +
	'read it once a run, the credential out of SQLite, a third of all. So 200 reports take at least 1.2 s after the last one is ready, ' +
	'and several times that when others use the processors. To look at all of them every 1.5 s meanwhile took ' +
	'2,800 requests and 13 s of processor time; in turns it takes 900 and 4 s. What would help: connections that n8n keeps open.';

export const many: Part = {
	title: 'Many reports',
	about:
		'Reports that the service takes 20 s for, requested and downloaded in one run. The slowest report is ready 20 s after the last was requested; the time of the run is told in times of that. ' +
		`Each answer of the sandbox is held back for ${LATENCY_MS} ms. ` +
		`The loop that waits for one report after the other is run with ${LOOP_COUNT} reports (with 20 it takes seven minutes), beside the others and against a sandbox of its own. ` +
		'Status requests are looks at reports under way; where the service lists, a round is what is asked without a pause of three quarters of a second. Where it does not, reports are asked for in turns, and there are no rounds.',
	compared: [
		[OURS, THEIRS],
		[OURS_ONE_BY_ONE, THEIRS],
	],

	async run(rounds) {
		const tally = new Tally();
		const options = { jobMs: JOB_MS, rows: 100, latencyMs: LATENCY_MS };
		const [first, second, third] = await Promise.all([
			SandboxProcess.start(options),
			SandboxProcess.start(options),
			SandboxProcess.start(options),
		]);
		const lab = await Lab.open('many', [
			...webexLogins(first.faces),
			...downloadLogins(second),
			...webexLogins(third.faces),
		]);
		await lab.withFresh(async (n8n) => {
			for (let round = 0; round < rounds; round++) {
				const loop = measure(n8n, third, LOOP, theirLoop(lab, 4, third.faces, LOOP_COUNT));
				for (const count of COUNTS) {
					const add = (name: string, result: Round) => tally.add(title(count), name, result);
					add(OURS, await measure(n8n, first, OURS, ourJobs(lab, 0, count)));
					const draft = bandwidthJobs(lab, 2, count);
					add(OURS_ONE_BY_ONE, await measure(n8n, second, OURS_ONE_BY_ONE, draft));
					add(THEIRS, await measure(n8n, first, THEIRS, theirJobs(lab, 0, first.faces, count)));
				}
				tally.add(title(LOOP_COUNT), LOOP, await loop);
			}
		});
		await Promise.all([first, second, third].map(async (sandbox) => await sandbox.close()));
		return tally.cases;
	},

	goals(cases) {
		return COUNTS.flatMap((count) => goalsOf(count, cases));
	},
};

function goalsOf(count: number, cases: Cases): Goal[] {
	const rounds = cases[title(count)] ?? {};
	const median = (name: string, metric: string) =>
		spreadOf(valuesOf(rounds[name], metric) ?? []).median;
	const slowness = Math.max(median(OURS, 'slowness'), median(OURS_ONE_BY_ONE, 'slowness'));
	const inFlight = Math.max(median(OURS, 'inFlight'), median(OURS_ONE_BY_ONE, 'inFlight'));
	const perRound = median(OURS, 'perRound');
	return [
		{
			goal: `${title(count)} in at most 1.1 × the slowest`,
			measured: `${slowness.toFixed(3)} ×`,
			met: slowness <= 1.1,
			whyNot: WHY_LATE,
		},
		{
			goal: `${title(count)}: at most 8 requests in flight`,
			measured: `${inFlight} (as people build it: ${median(THEIRS, 'inFlight')})`,
			met: inFlight <= 8,
		},
		{
			goal: `${title(count)}: one status request per round where the service lists`,
			measured: perRound.toFixed(2),
			met: perRound <= 1,
		},
	];
}
