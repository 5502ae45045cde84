/** The main job: the example workflow requests a report, waits for it and gets the file. */
import type { RecordedRequest, Sandbox } from '../../sandbox';
import { readZip } from '../../support/zip';
import { countCsvRows } from '../support/csv';
import type { N8nClient } from '../support/n8nClient';
import { sleep } from '../support/wait';
import { type DeliveredReport, requireRows, runJob } from './job';

export const MAIN_EXAMPLE = 'bandwidth-billing-report.json';

/**
 * Runs the workflow, telling `say` what n8n asks Bandwidth meanwhile, and checks the file.
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
	let finished = false;
	const narration = narrate(sandbox, sandbox.requests.length, () => finished, say);
	const report = await runJob(client, sandbox, workflowId).finally(() => {
		finished = true;
	});
	await narration;
	const rows = readZip(report.content).reduce((sum, { content }) => sum + countCsvRows(content), 0);
	requireRows(rows, expectedRows);
	return report;
}

/** Says each request to Bandwidth as soon as the sandbox has sent its whole answer. */
async function narrate(
	{ requests }: Sandbox,
	from: number,
	isOver: () => boolean,
	say: (line: string) => void,
): Promise<void> {
	let told = 0;
	for (;;) {
		const over = isOver();
		const ours = requests.slice(from).filter(({ vendor }) => vendor === 'bandwidth');
		for (let request = ours[told]; request?.isOver; request = ours[told]) {
			say(describe(request));
			told += 1;
		}
		if (over) return;
		await sleep(100);
	}
}

/** The account's address and all but the start of long ids say nothing to a reader. */
function describe({ method, path, status, bytesSent, aborted }: RecordedRequest): string {
	const shortPath = path
		.replace(/^.*\/accounts\/[^/]+\//, '')
		.replace(/([0-9a-f]{8})[0-9a-f-]{20,}/, '$1...');
	const notes = [
		status === 401 ? ' (the access token is no longer valid: n8n asks for a new one)' : '',
		path.endsWith('/file') ? `, ${bytesSent.toLocaleString('en')} bytes` : '',
		aborted ? ' (the connection broke)' : '',
	];
	return `n8n asks the sandbox: ${method} ${shortPath} -> ${status ?? 'no answer'}${notes.join('')}`;
}
