import path from 'node:path';
import { rmSync } from 'node:fs';
import type { INode } from 'n8n-workflow';
import { manualWorkflow } from '../../e2e/support/workflow';
import { basic } from '../../sandbox/testing';
import { downloadLogins, httpDownload, ourDownload } from '../lab/downloads';
import type { Measured } from '../lab/instance';
import { FOLDER, Lab } from '../lab/lab';
import { runShell } from '../lab/programs';
import { SandboxProcess } from '../lab/sandboxProcess';
import type { Round } from '../report/results';
import { medianOf, ratiosOf } from '../report/statistics';
import { type Part, Tally } from './part';

const MIB = 1024 ** 2;
const OURS = 'ours';
const THEIRS = 'HTTP Request';
const WARM_UP = { startDate: '2026-01-01', bytes: 100_000 };
const SIZES = {
	'64 MiB': { startDate: '2026-01-02', bytes: 64 * MIB },
	'1 GiB': { startDate: '2026-01-03', bytes: 1024 * MIB },
};

const WHY_MEMORY_GROWS =
	"**Memory during a download** (profiled by hand, 21 November 2026). Each byte passes two buffers outside V8's heap (the socket's, and the HTTP parser's copy), " +
	'with our node, with HTTP Request and in a bare `http.get` into `fs.writeFile` alike. V8 takes notice of them only when ' +
	'some 64 MiB are dead, and then marks the whole heap: HTTP Request was seen with 49 to 83 MiB of dead buffers and a ' +
	'mark-compact of 0.3 s for each 30 MiB received, a bare process with 71 to 144 MiB. Our node leaves garbage inside the heap ' +
	'as it reads, so that V8 clears away what is young more often: 21 MiB of dead buffers and less than half ' +
	'the processor time. What did not help, in a bare process: fewer streams in between (no difference), and freeing our own copy of each chunk at ' +
	'once (less garbage, but V8 waits for as much of it before it collects). What is left is mostly the young ' +
	'generation itself, whose size only the start of n8n decides: with `NODE_OPTIONS=--max-semi-space-size=1` a bare process ' +
	'grew by 40 MiB instead of 114, and took a third of the processor time.';

const WHY_HEALTH_WAITS =
	"**Slow answers of `/healthz`** (profiled by hand, 21 November 2026) come from V8's pauses for garbage and from waiting for a processor: the sandbox that makes " +
	'the file, n8n and the probe share them. With a load average of 10 on two processors HTTP Request reached 395 to 786 ms, ' +
	'on the same machine at rest 20 to 41 ms, and our node 1 to 18 ms.';

/** What a run took, once it is sure that the whole file was sent. */
async function checked(
	sandbox: SandboxProcess,
	bytes: number,
	run: () => Promise<Measured>,
): Promise<Round> {
	await sandbox.traffic();
	const { executionId, ms, cpuMs, growthMiB, healthMs } = await run();
	const { requests } = await sandbox.traffic();
	const sent = requests.reduce((sum, { bytesSent }) => sum + bytesSent, 0);
	if (sent < bytes) throw new Error(`Execution ${executionId} got ${sent} of ${bytes} bytes`);
	return { ms, cpuMs, growthMiB, healthMs };
}

export const file: Part = {
	title: 'Files',
	about:
		'A report of 64 MiB and of 1 GiB, made by the sandbox while it sends it, into the binary store of n8n ' +
		"(file system). Each run has an n8n of its own, which has fetched a small file before. curl writes to a file; its memory is not n8n's and is left out.",
	compared: [
		[OURS, THEIRS],
		[OURS, 'curl'],
	],

	async run(rounds) {
		const tally = new Tally();
		const sandbox = await SandboxProcess.start({
			jobMs: 0,
			fixtures: [WARM_UP, ...Object.values(SIZES)],
		});
		const lab = await Lab.open('file', downloadLogins(sandbox));
		const warmUpId = await sandbox.createBillingReport(WARM_UP.startDate);
		const authorization = basic(sandbox.faces.bandwidth.basic).Authorization;
		const contestants: Record<string, (reportId: string) => INode> = {
			[OURS]: (reportId) => ourDownload(lab, reportId),
			[THEIRS]: (reportId) => httpDownload(lab, sandbox.fileUrl(reportId)),
		};
		for (let round = 0; round < rounds; round++) {
			for (const [size, { startDate, bytes }] of Object.entries(SIZES)) {
				const reportId = await sandbox.createBillingReport(startDate);
				for (const [name, nodeFor] of Object.entries(contestants)) {
					const measured = await lab.withFresh(async (n8n) => {
						await n8n.measure(manualWorkflow('warm-up', [nodeFor(warmUpId)]));
						return await checked(sandbox, bytes, () =>
							n8n.measure(manualWorkflow(name, [nodeFor(reportId)])),
						);
					});
					tally.add(size, name, measured);
				}
				const target = path.join(FOLDER, 'curl.out');
				const { ms, cpuMs } = await runShell(
					`curl -sf -H 'Authorization: ${authorization}' -o '${target}' '${sandbox.fileUrl(reportId)}'`,
				);
				rmSync(target);
				tally.add(size, 'curl', { ms, cpuMs });
			}
		}
		await sandbox.close();
		return tally.cases;
	},

	goals(cases) {
		const small = cases['64 MiB'] ?? {};
		const large = cases['1 GiB'] ?? {};
		const time = ratiosOf(large, [OURS, THEIRS], 'ms')?.median ?? Number.NaN;
		const cpu = ratiosOf(large, [OURS, THEIRS], 'cpuMs')?.median ?? Number.NaN;
		const growth = medianOf(large[OURS], 'growthMiB');
		const smallGrowth = medianOf(small[OURS], 'growthMiB');
		const health = medianOf(large[OURS], 'healthMs');
		return [
			{
				goal: '1 GiB at least as fast as HTTP Request',
				measured: `${time.toFixed(2)} × its time`,
				met: time <= 1,
			},
			{
				goal: '1 GiB with no more processor time',
				measured: `${cpu.toFixed(2)} × its processor time`,
				met: cpu <= 1,
			},
			{
				goal: 'Resident memory grows by less than 64 MiB',
				measured: `${growth.toFixed(0)} MiB`,
				met: growth < 64,
				whyNot: WHY_MEMORY_GROWS,
			},
			{
				goal: 'It grows no more with 1 GiB than with 64 MiB',
				measured: `${growth.toFixed(0)} against ${smallGrowth.toFixed(0)} MiB`,
				met: growth <= smallGrowth,
				whyNot: WHY_MEMORY_GROWS,
			},
			{
				goal: '`/healthz` answers within 50 ms all the while',
				measured: `slowest ${health.toFixed(0)} ms`,
				met: health <= 50,
				whyNot: WHY_HEALTH_WAITS,
			},
		];
	},
};
