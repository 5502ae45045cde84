/** The jobs beside the main one: an example of each other service. */
import { parse } from 'csv-parse/sync';
import type { Sandbox } from '../../sandbox';
import { REPORT_NODE } from '../support/examples';
import type { N8nClient } from '../support/n8nClient';
import type { StoredWorkflow } from '../support/n8nTypes';
import { type DeliveredReport, requireRows, runJob, runWorkflow } from './job';

/** Where a job runs, and how many rows the sandbox makes. */
interface Scene {
	client: N8nClient;
	sandbox: Sandbox;
	workflowId: string;
	expectedRows: number;
}

interface OtherJob {
	service: string;
	file: string;
	/** Runs the example and says what it brought. @throws Error when that is not what the sandbox sent */
	run: (scene: Scene) => Promise<string[]>;
}

const JOBS: OtherJob[] = [
	{
		service: 'Webex BroadWorks',
		file: 'webex-monthly-report-to-slack.json',
		// What follows the report needs an account at Slack.
		run: async ({ client, sandbox, workflowId }) =>
			ofFile(await runJob(client, sandbox, workflowId, REPORT_NODE)),
	},
	{
		service: 'Evo Voice',
		file: 'evo-voice-billing-to-rows.json',
		async run({ client, sandbox, workflowId, expectedRows }) {
			const report = await runJob(client, sandbox, workflowId);
			const rows = report.execution.items('Read the rows').length;
			requireRows(rows, expectedRows);
			return [...ofFile(report), `${rows.toLocaleString('en')} items`];
		},
	},
	{
		service: 'RingCX',
		file: 'ringcx-calls-to-data-table.json',
		async run({ client, sandbox, workflowId, expectedRows }) {
			const seen = sandbox.requests.length;
			const { execution, seconds } = await runWorkflow(client, workflowId);
			const stored = execution.json('Store each call once');
			requireRows(stored.length, expectedRows);
			// Its reports have no id: the request itself names what is in the file.
			const asked = sandbox.requests.slice(seen).find(({ path }) => path.endsWith(REPORT_PATH));
			const file = await sandbox.ringCx.expectedReport(asked?.body ?? '');
			const sent = parse<{ uii: string }>(file ?? '', { columns: true });
			if (sent.some(({ uii }, index) => uii.slice(1) !== stored[index]?.uii)) {
				throw new Error('The calls in the data table are not those that the sandbox sent');
			}
			return [time(seconds), `${stored.length.toLocaleString('en')} rows in the data table`];
		},
	},
];

const REPORT_PATH = '/reportsStreaming';

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
		JOBS.map(async ({ service, file, run }): Promise<JobResult> => {
			const name = service.padEnd(16);
			try {
				const workflow = workflows.get(file);
				if (workflow === undefined) throw new Error(`There is no example ${file}`);
				const parts = await run({ client, sandbox, workflowId: workflow.id, expectedRows });
				return { isRight: true, line: `${name}  ${parts.join('  ')}` };
			} catch (error) {
				const reason = error instanceof Error ? error.message : String(error);
				return { isRight: false, line: `${name}  FAILED: ${reason}` };
			}
		}),
	);
}

function ofFile({ fileName, content, seconds }: DeliveredReport): string[] {
	return [fileName, `${content.length.toLocaleString('en')} bytes`, time(seconds)];
}

function time(seconds: number): string {
	return `${seconds.toFixed(1)} s`;
}
