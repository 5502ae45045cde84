/** The jobs beside the main one: an example of each other service. */
import type { Sandbox } from '../../sandbox';
import { REPORT_NODE } from '../support/examples';
import type { N8nClient } from '../support/n8nClient';
import type { StoredWorkflow } from '../support/n8nTypes';
import { type Expectation, expectedFile, requireRows, runJob } from './job';

interface OtherJob {
	service: string;
	file: string;
	/** The node up to which it is run, where what follows needs an account elsewhere. */
	upTo?: string;
	/** The node that puts out an item for each row, and where the rows are then. */
	rows?: { node: string; place: string };
	expectation?: (sandbox: Sandbox) => Expectation;
}

const JOBS: OtherJob[] = [
	{
		service: 'Webex BroadWorks',
		file: 'webex-monthly-report-to-slack.json',
		upTo: REPORT_NODE,
	},
	{
		service: 'Evo Voice',
		file: 'evo-voice-billing-to-rows.json',
		rows: { node: 'Read the rows', place: 'items' },
	},
	{
		service: 'RingCX',
		file: 'ringcx-calls-to-data-table.json',
		rows: { node: 'Store each call once', place: 'rows in the data table' },
		// Its reports have no id: the request itself names what is in the file.
		expectation: (sandbox) => async (_execution, requests) => {
			const asked = requests.find(({ path }) => path.endsWith('/reportsStreaming'));
			return await sandbox.ringCx.expectedReport(asked?.body ?? '');
		},
	},
];

/** What became of a job, as a line for a reader. */
export interface JobResult {
	isRight: boolean;
	line: string;
}

/** Runs all of them at the same time; none throws. */
export function runOtherJobs(
	client: N8nClient,
	sandbox: Sandbox,
	workflows: ReadonlyMap<string, StoredWorkflow>,
	expectedRows: number,
): Promise<JobResult[]> {
	return Promise.all(
		JOBS.map(async (job): Promise<JobResult> => {
			const service = job.service.padEnd(16);
			try {
				return { isRight: true, line: `${service}  ${await run(job)}` };
			} catch (error) {
				const reason = error instanceof Error ? error.message : String(error);
				return { isRight: false, line: `${service}  FAILED: ${reason}` };
			}
		}),
	);

	async function run({ file, upTo, rows, expectation = expectedFile }: OtherJob): Promise<string> {
		const workflow = workflows.get(file);
		if (workflow === undefined) throw new Error(`There is no example ${file}`);
		const report = await runJob(client, sandbox, workflow.id, expectation(sandbox), upTo);
		const parts = [
			report.fileName,
			`${report.content.length.toLocaleString('en')} bytes`,
			`${report.seconds.toFixed(1)} s`,
		];
		if (rows) {
			const found = report.execution.items(rows.node).length;
			requireRows(found, expectedRows);
			parts.push(`${found.toLocaleString('en')} ${rows.place}`);
		}
		return parts.join('  ');
	}
}
