/** The main job: the example workflow requests a report, waits for it and gets the file. */
import type { RecordedRequest, Sandbox } from '../../sandbox';
import { countCsvRows } from '../support/csv';
import type { Execution } from '../support/execution';
import type { N8nClient } from '../support/n8nClient';
import { sleep } from '../support/wait';
import { readZip } from '../support/zip';
import { REPORT_NODE, START_NODE } from './setup';

export interface DeliveredReport {
	fileName: string;
	bytes: number;
	rows: number;
	/** From the click to the stored file. */
	seconds: number;
}

/**
 * Runs the workflow, telling `say` what n8n asks the sandbox meanwhile, and checks the file.
 * @throws Error when the execution fails, or when the file or its number of rows is not what the
 * sandbox made
 */
export async function runMainJob(
	client: N8nClient,
	sandbox: Sandbox,
	workflowId: string,
	expectedRows: number,
	say: (line: string) => void,
): Promise<DeliveredReport> {
	const startedAt = performance.now();
	const seen = sandbox.requests.length;
	const executionId = await client.run(workflowId, START_NODE);
	let finished = false;
	const narration = narrate(sandbox, seen, () => finished, say);
	const execution = await client.finished(executionId).finally(() => {
		finished = true;
	});
	const seconds = (performance.now() - startedAt) / 1000;
	await narration;
	return { ...(await checkReport(client, sandbox, execution, expectedRows)), seconds };
}

async function checkReport(
	client: N8nClient,
	sandbox: Sandbox,
	execution: Execution,
	expectedRows: number,
): Promise<Omit<DeliveredReport, 'seconds'>> {
	if (execution.status !== 'success') {
		const { message = 'no message', description = '' } = execution.error ?? {};
		throw new Error(
			`The workflow ended with status ${execution.status}: ${message} ${description}`,
		);
	}
	const reportId = execution.text(REPORT_NODE, 'reportId');
	const { id = '', fileName = '' } = execution.binary(REPORT_NODE);
	const file = await client.binary(id);
	const expected = await sandbox.expectedFile(reportId);
	if (expected === undefined || !file.equals(expected)) {
		throw new Error(
			`The file of report ${reportId} in n8n (${file.length} bytes) is not the one that the sandbox ` +
				`sent (${expected?.length ?? 0} bytes)`,
		);
	}
	const rows = readZip(file).reduce((sum, { content }) => sum + countCsvRows(content), 0);
	if (rows !== expectedRows) {
		throw new Error(`The file holds ${rows} rows, but the sandbox made ${expectedRows}`);
	}
	return { fileName, bytes: file.length, rows };
}

/** Says each request as soon as the sandbox has answered it. */
async function narrate(
	{ requests }: Sandbox,
	from: number,
	isOver: () => boolean,
	say: (line: string) => void,
): Promise<void> {
	let next = from;
	for (;;) {
		const over = isOver();
		for (let request = requests[next]; request?.status !== undefined; request = requests[next]) {
			say(describe(request));
			next += 1;
		}
		if (over) return;
		await sleep(100);
	}
}

/** The account's address and all but the start of long ids say nothing to a reader. */
function describe({ method, path, status, bytesSent }: RecordedRequest): string {
	const shortPath = path
		.replace(/^.*\/accounts\/[^/]+\//, '')
		.replace(/([0-9a-f]{8})[0-9a-f-]{20,}/, '$1...');
	const note =
		status === 401
			? ' (the access token is no longer valid: n8n asks for a new one)'
			: path.endsWith('/file')
				? `, ${bytesSent.toLocaleString('en')} bytes`
				: '';
	return `n8n asks the sandbox: ${method} ${shortPath} -> ${status}${note}`;
}
