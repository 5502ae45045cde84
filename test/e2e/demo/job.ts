/** A job of the demo: an example is run, and what it brought is held against what the sandbox made. */
import type { Sandbox } from '../../sandbox';
import { REPORT_NODE, START_NODE } from '../support/examples';
import type { Execution } from '../support/execution';
import type { N8nClient } from '../support/n8nClient';

export interface DeliveredReport {
	fileName: string;
	content: Buffer;
	/** From the click to the end of the workflow. */
	seconds: number;
	execution: Execution;
}

/**
 * Runs a workflow, or with `destination` its part up to that node.
 * @throws Error when the execution fails
 */
export async function runWorkflow(
	client: N8nClient,
	workflowId: string,
	destination?: string,
): Promise<{ execution: Execution; seconds: number }> {
	const startedAt = performance.now();
	const execution = await client.finished(await client.run(workflowId, START_NODE, destination));
	const seconds = (performance.now() - startedAt) / 1000;
	if (execution.status !== 'success') {
		const { message = 'no message', description } = execution.error ?? {};
		throw new Error(
			`The workflow ended with status ${execution.status}: ${message} ${description ?? ''}`,
		);
	}
	return { execution, seconds };
}

/**
 * Runs a workflow, up to `destination`, whose report is a file.
 * @throws Error when the execution fails or when the file is not the one that the sandbox sent
 */
export async function runJob(
	client: N8nClient,
	sandbox: Sandbox,
	workflowId: string,
	destination?: string,
): Promise<DeliveredReport> {
	const { execution, seconds } = await runWorkflow(client, workflowId, destination);
	const { id = '', fileName = '' } = execution.binary(REPORT_NODE);
	const content = await client.binary(id);
	const expected = await sandbox.expectedFile(execution.text(REPORT_NODE, 'reportId'));
	if (expected === undefined || !content.equals(expected)) {
		throw new Error(
			`The file ${fileName} in n8n (${content.length} bytes) is not the one that the sandbox sent ` +
				`(${expected?.length ?? 0} bytes)`,
		);
	}
	return { fileName, content, seconds, execution };
}

/** @throws Error when a report has not as many rows as the sandbox made */
export function requireRows(found: number, expected: number): void {
	if (found === expected) return;
	throw new Error(`There are ${found} rows, but the sandbox made ${expected}`);
}
