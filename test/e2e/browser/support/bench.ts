/** What a browser suite works with: the shared n8n, a sandbox of its own, and a browser that is logged in. */
import path from 'node:path';
import { type Sandbox, startSandbox } from '../../../sandbox';
import { Editor } from '../../support/browser';
import type { N8nClient } from '../../support/n8nClient';
import { TMP } from '../../support/paths';
import { connectToSharedServer, OWNER } from '../../support/sharedServer';
import { WorkflowBuilder } from './builder';

/** Rows in a report of the sandbox. */
export const ROWS = 40;
/** How long the sandbox takes for a report, in ms. */
export const JOB_MS = 1_500;

export class BrowserBench {
	private constructor(
		readonly client: N8nClient,
		readonly sandbox: Sandbox,
		readonly editor: Editor,
		readonly builder: WorkflowBuilder,
	) {}

	static async open(theme: 'light' | 'dark' = 'light'): Promise<BrowserBench> {
		const client = await connectToSharedServer();
		const sandbox = await startSandbox({ jobMs: JOB_MS, rows: ROWS });
		const editor = await Editor.open({ origin: client.origin, login: OWNER, theme });
		return new BrowserBench(client, sandbox, editor, new WorkflowBuilder(editor));
	}

	/** Ends all, and keeps what was seen last: it tells why a test failed. */
	async close(): Promise<void> {
		await this.editor.screenshot(path.join(TMP, 'logs', 'browser-last.png'));
		await this.editor.close();
		await this.sandbox.close();
	}

	/** The ID of the report that was requested last. */
	lastReportId(): string {
		const asked = this.sandbox.requests.filter(({ path }) => /\/billingreports\/[^/]+$/.test(path));
		const id = asked.at(-1)?.path.split('/').at(-1);
		if (id === undefined) throw new Error('Nobody has asked for a report');
		return id;
	}
}
