import { manualWorkflow } from '../../e2e/support/workflow';
import type { Execution } from '../../e2e/support/execution';
import type { N8nClient } from '../../e2e/support/n8nClient';
import { waitFor } from '../../e2e/support/wait';
import { downloadLogins, ourDownload } from '../lab/downloads';
import { Lab } from '../lab/lab';
import { forgetPeak, usageOf } from '../lab/processUsage';
import { SandboxProcess } from '../lab/sandboxProcess';
import { zipFixture } from '../lab/zips';
import { valuesOf } from '../report/statistics';
import { type Part, Tally } from './part';

const OURS = 'ours';
/** Just below what our node takes for the most that n8n can save, and just above. */
const BELOW = { title: '460,000 rows', rows: 460_000, startDate: '2026-01-01' };
const ABOVE = { title: '480,000 rows', rows: 480_000, startDate: '2026-01-02' };
const TIMEOUT_MS = 300_000;

/** The execution once it has ended and is saved. */
async function ended(client: N8nClient, executionId: string): Promise<Execution> {
	return await waitFor(
		`the end of execution ${executionId}`,
		async () => {
			// While n8n saves it answers nobody, and may then close the connection on which it was asked.
			const execution = await client.execution(executionId).catch(() => undefined);
			return execution?.isFinished === true ? execution : undefined;
		},
		{ timeoutMs: TIMEOUT_MS, intervalMs: 500 },
	);
}

export const saving: Part = {
	title: 'Rows that n8n can just save',
	about:
		'All rows of a BDR of 28 columns, in a run that n8n saves as it does by default (SQLite), until it is saved. ' +
		'What n8n could not save would stay `running` for ever, so our node ends with an error before. ' +
		'n8n 2.41 does not show an execution of more than 100 MiB (`EXECUTIONS_DATA_MAX_DISPLAY_SIZE`), however it came about; our node tells that in a hint.',
	compared: [],

	async run(rounds) {
		const tally = new Tally();
		const fixtures = [];
		for (const { rows, startDate } of [BELOW, ABOVE]) {
			fixtures.push(await zipFixture(rows, startDate));
		}
		const sandbox = await SandboxProcess.start({ jobMs: 0, fixtures });
		const lab = await Lab.open('saving', downloadLogins(sandbox));
		for (let round = 0; round < rounds; round++) {
			for (const { title, startDate } of [BELOW, ABOVE]) {
				const reportId = await sandbox.createBillingReport(startDate);
				await lab.withFresh(async ({ client, pid }) => {
					const node = ourDownload(lab, reportId, { output: 'rows', returnAll: true });
					const { id } = await client.createWorkflow(manualWorkflow('saving', [node]));
					forgetPeak(pid);
					const before = usageOf(pid);
					const startedAt = performance.now();
					const { status, answer } = await ended(client, await client.run(id));
					const { cpuMs, peakMiB } = usageOf(pid);
					tally.add(title, OURS, {
						ms: performance.now() - startedAt,
						cpuMs: cpuMs - before.cpuMs,
						growthMiB: peakMiB - before.residentMiB,
						savedMiB: (answer.jsonSizeBytes ?? 0) / 1024 ** 2,
						succeeded: status === 'success' ? 1 : 0,
					});
				});
			}
		}
		await sandbox.close();
		return tally.cases;
	},

	goals(cases) {
		const outcomes = ({ title }: typeof BELOW) => valuesOf(cases[title]?.[OURS], 'succeeded') ?? [];
		const below = outcomes(BELOW);
		const above = outcomes(ABOVE);
		const saved = below.filter((one) => one === 1).length;
		const refused = above.filter((one) => one === 0).length;
		return [
			{
				goal: 'As many rows as the node puts out are saved, with the status success',
				measured: `${BELOW.title}: ${saved} of ${below.length} runs`,
				met: below.length > 0 && saved === below.length,
			},
			{
				goal: 'More rows end with an error, not as a run that never ends',
				measured: `${ABOVE.title}: ${refused} of ${above.length} runs`,
				met: above.length > 0 && refused === above.length,
			},
		];
	},
};
