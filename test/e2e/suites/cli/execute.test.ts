/** The node under `n8n execute`, where nothing but the node itself keeps the process alive. */
import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Sandbox, startSandbox } from '../../../sandbox';
import { BANDWIDTH_NODE, credentialData, NOVEMBER } from '../../support/bandwidth';
import { freePort } from '../../../../scripts/lib/freePort';
import { n8nEnvironment } from '../../support/n8nEnvironment';
import { installPackage, packPackage } from '../../support/packageInstall';
import { N8N_BIN, TMP } from '../../support/paths';
import { credentialsOf, manualWorkflow, node } from '../../support/workflow';

const FOLDER = path.join(TMP, 'n8n-cli');
/** Long enough for four looks. */
const JOB_MS = 7_000;

let sandbox: Sandbox;

beforeAll(async () => {
	rmSync(FOLDER, { recursive: true, force: true });
	mkdirSync(FOLDER, { recursive: true });
	installPackage(packPackage(), FOLDER);
	sandbox = await startSandbox({ jobMs: JOB_MS, rows: 20 });
}, 60_000);

afterAll(() => sandbox?.close());

async function n8n(...args: string[]): Promise<string> {
	const [port, brokerPort] = [await freePort(), await freePort()];
	const env = n8nEnvironment({ userFolder: FOLDER, port, brokerPort }, 'slim');
	const { stdout } = await promisify(execFile)(
		process.execPath,
		['--no-warnings', N8N_BIN, ...args],
		{ cwd: FOLDER, env, timeout: 110_000, killSignal: 'SIGKILL' },
	);
	return stdout;
}

/** Writes what n8n imports and answers the file's path. */
function fileOf(name: string, content: object): string {
	const file = path.join(FOLDER, name);
	writeFileSync(file, JSON.stringify([content]));
	return file;
}

test('a wait of several looks does not end the process early', async () => {
	const credential = { id: 'bandwidth', name: 'Bandwidth', type: 'bandwidthApi' } as const;
	const data = credentialData(sandbox, credential.type);
	await n8n('import:credentials', `--input=${fileOf('login.json', { ...credential, data })}`);
	const parameters = {
		authentication: 'basicAuth',
		resource: 'billingReport',
		operation: 'createAndDownload',
		reportType: 'BDR',
		...NOVEMBER,
		output: 'rows',
		returnAll: true,
	};
	const credentials = credentialsOf(credential);
	const report = node('Report', BANDWIDTH_NODE, parameters, { credentials });
	const draft = {
		id: 'report',
		active: false,
		...manualWorkflow('report', [report, node('End', 'n8n-nodes-base.noOp')]),
	};
	await n8n('import:workflow', `--input=${fileOf('report.json', draft)}`);
	const printed = await n8n('execute', '--id=report', '--rawOutput');
	const looks = sandbox.requests.filter(({ path: asked }) => /billingreports\/[^/]+$/.test(asked));
	expect(looks.length).toBeGreaterThanOrEqual(4);
	const run = JSON.parse(printed.slice(printed.indexOf('{'))) as {
		data: { resultData: { runData: Record<string, Array<{ data: { main: object[][] } }>> } };
	};
	expect(run.data.resultData.runData.End?.[0]?.data.main[0]).toHaveLength(20);
});
