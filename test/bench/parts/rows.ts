import type { INode, INodeParameters } from 'n8n-workflow';
import { manualWorkflow } from '../../e2e/support/workflow';
import { downloadLogins, httpDownload, ourDownload, unpackAndRead } from '../lab/downloads';
import type { Instance } from '../lab/instance';
import { Lab } from '../lab/lab';
import { runShell } from '../lab/programs';
import type { FileFixture } from '../lab/sandboxChild';
import { SandboxProcess } from '../lab/sandboxProcess';
import { zipFixture } from '../lab/zips';
import type { Round, Rounds } from '../report/results';
import { ratiosOf, spreadOf, valuesOf } from '../report/statistics';
import { type Goal, type Part, Tally } from './part';

const OURS = 'ours';
const THEIRS = 'HTTP Request → Compression → Extract From File';
const COUNTED = 'unzip -p \\| wc -l';
const CHECK_ROWS = 1_000;

const ALL = { output: 'rows', returnAll: true };
const SIX = 'CallStartDateTime, CallSource, CallDestination, Duration, Amount, CallID';

interface Case {
	rows: number;
	ours: INodeParameters;
}

const CASES: Record<string, Case> = {
	'10,000 rows': { rows: 10_000, ours: ALL },
	'100,000 rows': { rows: 100_000, ours: ALL },
	'500,000 rows, six columns': { rows: 500_000, ours: { ...ALL, options: { columns: SIX } } },
	'500,000 rows, the first 50': { rows: 500_000, ours: { output: 'rows', limit: 50 } },
};

/** A run with a small report whose rows are counted: a warm-up, and proof that the nodes do what they are to. */
async function check(n8n: Instance, nodes: INode[], least: number): Promise<void> {
	const execution = await n8n.client.runToEnd(manualWorkflow('check', nodes));
	const rows = execution.items(nodes.at(-1)?.name ?? '').length;
	if (rows !== least) throw new Error(`${rows} instead of ${least} rows (${execution.status})`);
}

class RowsBench {
	readonly tally = new Tally();

	constructor(
		private readonly lab: Lab,
		private readonly sandbox: SandboxProcess,
		private readonly fixtures: ReadonlyMap<number, FileFixture>,
	) {}

	async round(): Promise<void> {
		const theirs = new Map<number, Round>();
		const counted = new Map<number, Round>();
		for (const [name, { rows, ours }] of Object.entries(CASES)) {
			const nodesOf = (reportId: string) => [ourDownload(this.lab, reportId, ours)];
			const expected = ours.limit === undefined ? CHECK_ROWS : 50;
			this.tally.add(name, OURS, await this.measure(rows, nodesOf, expected));
			// It reads all rows and all columns in any case, so one run in a round is enough for each size.
			if (!theirs.has(rows)) theirs.set(rows, await this.theirs(rows));
			if (!counted.has(rows)) counted.set(rows, await this.counted(rows));
			this.tally.add(name, THEIRS, theirs.get(rows) ?? {});
			this.tally.add(name, COUNTED, counted.get(rows) ?? {});
		}
	}

	private theirs(rows: number): Promise<Round> {
		const nodesOf = (reportId: string) => [
			httpDownload(this.lab, this.sandbox.fileUrl(reportId)),
			...unpackAndRead(),
		];
		return this.measure(rows, nodesOf, CHECK_ROWS);
	}

	private async counted(rows: number): Promise<Round> {
		const { ms } = await runShell(`unzip -p '${this.fixture(rows).path ?? ''}' | wc -l`);
		return { ms };
	}

	private async measure(
		rows: number,
		nodesOf: (reportId: string) => INode[],
		expected: number,
	): Promise<Round> {
		const { sandbox } = this;
		const small = await sandbox.createBillingReport(this.fixture(CHECK_ROWS).startDate);
		const large = await sandbox.createBillingReport(this.fixture(rows).startDate);
		return await this.lab.withFresh(async (n8n) => {
			await check(n8n, nodesOf(small), expected);
			await sandbox.traffic();
			const draft = manualWorkflow('rows', nodesOf(large));
			const { ms, cpuMs, growthMiB, healthMs } = await n8n.measure(draft, { tidy: true });
			const { requests } = await sandbox.traffic();
			const bytes = requests.reduce((sum, { bytesSent }) => sum + bytesSent, 0);
			return { ms, cpuMs, growthMiB, healthMs, readMiB: bytes / 1024 ** 2 };
		});
	}

	private fixture(rows: number): FileFixture {
		const fixture = this.fixtures.get(rows);
		if (fixture === undefined) throw new Error(`There is no report of ${rows} rows`);
		return fixture;
	}
}

export const rows: Part = {
	title: 'Rows',
	about:
		'The zip of a BDR (calls of 28 columns) as items, until the output of the last node is ready. Execution data is not saved: ' +
		'how long n8n takes for that depends on the items alone. Each run has an n8n of its own, which has read 1,000 rows before (there the rows are counted) and then tidied its heap. ' +
		'The chain of n8n has no choice of columns and reads all rows, so its run of 500,000 rows stands for both cases.',
	compared: [
		[OURS, THEIRS],
		[OURS, COUNTED],
	],

	async run(rounds) {
		const sizes = [CHECK_ROWS, 10_000, 100_000, 500_000];
		const fixtures = new Map<number, FileFixture>();
		for (const [index, size] of sizes.entries()) {
			fixtures.set(size, await zipFixture(size, `2026-01-0${index + 1}`));
		}
		const sandbox = await SandboxProcess.start({ jobMs: 0, fixtures: [...fixtures.values()] });
		const lab = await Lab.open('rows', downloadLogins(sandbox));
		const bench = new RowsBench(lab, sandbox, fixtures);
		for (let round = 0; round < rounds; round++) await bench.round();
		await sandbox.close();
		return bench.tally.cases;
	},

	goals(cases) {
		const goals: Goal[] = [
			...against('100,000 rows', cases['100,000 rows'], 3, 0.6),
			...against('500,000 rows, six columns', cases['500,000 rows, six columns'], 5, 1 / 3),
		];
		for (const [name, rounds] of Object.entries(cases)) {
			const slowest = spreadOf(valuesOf(rounds[OURS], 'healthMs') ?? []).median;
			goals.push({
				goal: `${name}: \`/healthz\` within 100 ms all the while`,
				measured: `slowest ${slowest.toFixed(0)} ms`,
				met: slowest <= 100,
			});
		}
		const first = cases['500,000 rows, the first 50'] ?? {};
		const ms = spreadOf(valuesOf(first[OURS], 'ms') ?? []).median;
		const read = spreadOf(valuesOf(first[OURS], 'readMiB') ?? []).median;
		const whole = spreadOf(valuesOf(first[THEIRS], 'readMiB') ?? []).median;
		goals.push({
			goal: 'The first 50 of 500,000 rows in less than 1 s, without reading the rest',
			measured: `${(ms / 1000).toFixed(2)} s; ${read.toFixed(1)} of ${whole.toFixed(1)} MiB were sent`,
			met: ms < 1000 && read < whole / 2,
		});
		return goals;
	},
};

function against(name: string, rounds: Rounds = {}, faster: number, growthShare: number): Goal[] {
	const time = ratiosOf(rounds, [THEIRS, OURS], 'ms')?.median ?? Number.NaN;
	const growth = ratiosOf(rounds, [OURS, THEIRS], 'growthMiB')?.median ?? Number.NaN;
	return [
		{
			goal: `${name}: at least ${faster} × faster than the chain`,
			measured: `${time.toFixed(1)} ×`,
			met: time >= faster,
		},
		{
			goal: `${name}: at most ${growthShare.toFixed(2)} × its growth of memory`,
			measured: `${growth.toFixed(2)} ×`,
			met: growth <= growthShare,
		},
	];
}
