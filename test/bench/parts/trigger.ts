import type { INode } from 'n8n-workflow';
import { chain, node, type WorkflowDraft } from '../../e2e/support/workflow';
import { sleep } from '../../e2e/support/wait';
import { basic } from '../../sandbox/testing';
import type { Instance } from '../lab/instance';
import { type CredentialDraft, Lab } from '../lab/lab';
import { usageOf } from '../lab/processUsage';
import { SandboxProcess } from '../lab/sandboxProcess';
import type { Round } from '../report/results';
import { spreadOf, valuesOf } from '../report/statistics';
import { type Part, Tally } from './part';

const COUNTS = [1, 100, 5_000];
const OURS = 'ours';
const THEIRS = 'Schedule Trigger → HTTP Request';
const IDLE = 'nothing';

/** How long polls are watched, in seconds; there is one in each. */
const WATCHED_SECONDS = 6;

const title = (count: number) => `${count.toLocaleString('en')} reports listed`;

/** One rule for each second of a minute: n8n refuses a single rule that polls as often. */
const EVERY_SECOND = Array.from({ length: 60 }, (_, second) => ({
	mode: 'custom',
	cronExpression: `${second} * * * * *`,
}));

/** A sandbox that lists so many reports. */
async function listing(count: number): Promise<SandboxProcess> {
	const sandbox = await SandboxProcess.start({ jobMs: 0 });
	const { baseUrl, accountIds, ...login } = sandbox.faces.evoVoice;
	const body = { startDate: '2026-10-01', endDate: '2026-10-31', accountId: accountIds[0] };
	for (let made = 0; made < count; made++) {
		const response = await fetch(`${baseUrl}/reports/billing`, {
			method: 'POST',
			headers: {
				...basic(login),
				accept: 'application/json',
				'content-type': 'application/json',
			},
			body: JSON.stringify(body),
		});
		await response.arrayBuffer();
		if (!response.ok) throw new Error(`The report was refused: ${response.status}`);
	}
	return sandbox;
}

function logins({ faces }: SandboxProcess): CredentialDraft[] {
	const { username, password, baseUrl } = faces.evoVoice;
	return [
		{ type: 'evoVoiceApi', data: { username, password, baseUrl } },
		{ type: 'httpBasicAuth', data: { user: username, password } },
	];
}

function ours(lab: Lab, login: number): INode[] {
	return [
		node(
			'Trigger',
			'n8n-nodes-telecom-reports.telecomReportTrigger',
			{
				pollTimes: { item: EVERY_SECOND },
				service: 'evoVoice',
				event: 'completed',
				watch: 'any',
			},
			{ credentials: lab.login(login) },
		),
	];
}

function theirs(lab: Lab, login: number, { faces }: SandboxProcess): INode[] {
	return [
		node(
			'Schedule',
			'n8n-nodes-base.scheduleTrigger',
			{ rule: { interval: [{ field: 'seconds', secondsInterval: 1 }] } },
			{ typeVersion: 1.2 },
		),
		node(
			'HTTP Request',
			'n8n-nodes-base.httpRequest',
			{
				url: `${faces.evoVoice.baseUrl}/reports`,
				authentication: 'genericCredentialType',
				genericAuthType: 'httpBasicAuth',
				sendHeaders: true,
				headerParameters: { parameters: [{ name: 'Accept', value: 'application/json' }] },
			},
			{ typeVersion: 4.2, credentials: lab.login(login + 1) },
		),
	];
}

/** What n8n's process uses in a while, in ms of processor time. */
async function watch(n8n: Instance): Promise<number> {
	const before = usageOf(n8n.pid).cpuMs;
	await sleep(WATCHED_SECONDS * 1_000);
	return usageOf(n8n.pid).cpuMs - before;
}

/** Publishes the nodes, watches some polls and takes them back. */
async function polls(n8n: Instance, sandbox: SandboxProcess, nodes: INode[], idleMs: number) {
	const draft: WorkflowDraft = {
		name: 'polls',
		nodes,
		connections: chain(nodes),
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'none' },
	};
	const workflow = await n8n.client.createWorkflow(draft);
	const { status } = await n8n.client.publish(workflow);
	if (status !== 'published') throw new Error(`The workflow is ${status}`);
	// Polls come at full seconds, so that from one half to another each window holds as many.
	await sleep(2_000);
	await sleep(1_500 - (Date.now() % 1_000));
	await sandbox.traffic();
	const cpuMs = await watch(n8n);
	const { requests } = await sandbox.traffic();
	await n8n.client.unpublish(workflow.id);
	const round: Round = {
		requestsPerPoll: requests.length / WATCHED_SECONDS,
		pollCpuMs: Math.max(0, cpuMs - idleMs) / WATCHED_SECONDS,
	};
	return round;
}

export const trigger: Part = {
	title: 'Polls of the trigger',
	about:
		'A poll each second of Evo Voice, which lists everything in one answer; none of the reports is new, so nothing is put out. ' +
		"Processor time of n8n's process, less what it uses without any workflow. The other workflow only fetches the list; what people have to add to find out what is new comes on top. " +
		"Of a poll our own code takes about 3 ms (profiled by hand, 21 November 2026, 100 reports). The rest is n8n's: outside of an execution it starts a sandbox for expressions, " +
		'a V8 isolate, each time a credential is read; ours reads it once a poll. State is written only when something fires.',
	compared: [[OURS, THEIRS]],

	async run(rounds) {
		const tally = new Tally();
		const sandboxes: SandboxProcess[] = [];
		for (const count of COUNTS) sandboxes.push(await listing(count));
		const lab = await Lab.open('trigger', sandboxes.flatMap(logins));
		await lab.withFresh(async (n8n) => {
			for (let round = 0; round < rounds; round++) {
				const idleMs = await watch(n8n);
				for (const [index, sandbox] of sandboxes.entries()) {
					const name = title(COUNTS[index] ?? 0);
					const ourNodes = ours(lab, 2 * index);
					const theirNodes = theirs(lab, 2 * index, sandbox);
					tally.add(name, OURS, await polls(n8n, sandbox, ourNodes, idleMs));
					tally.add(name, THEIRS, await polls(n8n, sandbox, theirNodes, idleMs));
				}
				tally.add('No workflow', IDLE, { pollCpuMs: idleMs / WATCHED_SECONDS });
			}
		});
		for (const sandbox of sandboxes) await sandbox.close();
		return tally.cases;
	},

	goals(cases) {
		return COUNTS.map((count) => {
			const rounds = cases[title(count)]?.[OURS];
			const { median } = spreadOf(valuesOf(rounds, 'requestsPerPoll') ?? []);
			const cpu = spreadOf(valuesOf(rounds, 'pollCpuMs') ?? []).median;
			return {
				goal: `${title(count)}: one request per poll`,
				measured: `${median.toFixed(2)}, with ${cpu.toFixed(1)} ms CPU`,
				met: median === 1,
			};
		});
	},
};
