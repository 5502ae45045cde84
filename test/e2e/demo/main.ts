/**
 * What `npm start` shows: a sandbox of the services, a real n8n with the packed package installed, and
 * the main job and an example of each other service run in it. Started by scripts/start.mjs, which has installed and built everything.
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { type Sandbox, startSandbox } from '../../sandbox';
import { Mailbox } from '../support/mailbox';
import { N8nClient } from '../support/n8nClient';
import { N8nServer } from '../support/n8nServer';
import type { StoredWorkflow } from '../support/n8nTypes';
import { installPackage, packPackage } from '../support/packageInstall';
import { ROOT, TMP } from '../support/paths';
import { N8nApiError } from '../support/restSession';
import { MAIN_EXAMPLE, runMainJob } from './mainJob';
import { type DemoOptions, readOptions } from './options';
import { runOtherJobs } from './otherJobs';
import { setUpExamples } from './setup';

const USER_FOLDER = path.join(TMP, 'n8n-demo');
const LOG = path.join(TMP, 'logs', 'n8n-demo.log');
/** Anything but secret: this n8n listens on loopback only. */
const LOGIN = { email: 'demo@example.com', password: 'Telecom-Reports-1' };
const ROWS = 20_000;
/** In the reports of the other services, whose examples turn them into items. */
const OTHER_ROWS = 500;
const JOB_MS = 5_000;

const cleanUps: Array<() => Promise<void>> = [];
let ending: Promise<void> | undefined;
/** Known when the jobs are over: from then on a signal is the normal way to end. */
let result: number | undefined;

/** Ends n8n and the sandbox, last started first; once. */
function endEverything(): Promise<void> {
	ending ??= (async () => {
		for (const cleanUp of cleanUps.reverse()) await cleanUp();
	})();
	return ending;
}

function endOnSignal(): void {
	const end = (exitCode: number) =>
		void endEverything().then(() => {
			console.log('\nn8n and the sandbox have ended.');
			process.exit(exitCode);
		});
	process.on('SIGINT', () => end(result ?? 130));
	process.on('SIGTERM', () => end(result ?? 143));
	process.on('SIGHUP', () => end(result ?? 129));
	// The script that started us may be killed without a chance to tell.
	const parent = process.ppid;
	setInterval(() => process.ppid !== parent && end(1), 1_000).unref();
}

async function step<T>(title: string, action: () => Promise<T>): Promise<T> {
	const startedAt = performance.now();
	console.log(`> ${title}`);
	const result = await action();
	console.log(`  done in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
	return result;
}

async function startServer(port: number): Promise<N8nServer> {
	rmSync(LOG, { force: true });
	const server = await N8nServer.start({
		userFolder: USER_FOLDER,
		logFile: LOG,
		profile: 'editor',
		port,
		onStarting: (starting) => cleanUps.push(() => starting.stop()),
		onStillStarting: (seconds) => console.log(`  ... n8n is still starting (${seconds} s)`),
	});
	void server.ended().then(() => {
		if (ending !== undefined) return;
		console.error(`n8n has ended unexpectedly. It last said:\n${server.logTail(20)}`);
		void endEverything().then(() => process.exit(1));
	});
	return server;
}

async function logIn(origin: string): Promise<N8nClient> {
	const client = new N8nClient(origin);
	try {
		await client.logInAsOwner(LOGIN);
	} catch (error) {
		if (!(error instanceof N8nApiError && error.status === 401)) throw error;
		throw new Error(
			`The login ${LOGIN.email} no longer works in ${path.relative(ROOT, USER_FOLDER)}: it was changed ` +
				'there. Start afresh: npm start -- --fresh',
			{ cause: error },
		);
	}
	return client;
}

/** Runs the jobs at the same time and tells what they brought. Answers the exit status. */
async function runJobs(
	client: N8nClient,
	sandbox: Sandbox,
	workflows: ReadonlyMap<string, StoredWorkflow>,
): Promise<number> {
	const main = workflows.get(MAIN_EXAMPLE);
	if (main === undefined) throw new Error(`There is no example ${MAIN_EXAMPLE}`);
	console.log(`> Run the workflow "${main.name}", and beside it one of each other service`);
	const others = runOtherJobs(client, sandbox, workflows, OTHER_ROWS);
	let isRight = true;
	try {
		const report = await runMainJob(client, sandbox, main.id, ROWS, (line) =>
			console.log(`  ${line}`),
		);
		console.log(
			`\nThe report is in n8n, byte for byte as the service sent it.\n` +
				`  File   ${report.fileName}\n` +
				`  Size   ${report.content.length.toLocaleString('en')} bytes\n` +
				`  Rows   ${ROWS.toLocaleString('en')}\n` +
				`  Time   ${report.seconds.toFixed(1)} s from the click to the file`,
		);
	} catch (error) {
		if (ending !== undefined) throw error;
		isRight = false;
		const reason = error instanceof Error ? error.message : String(error);
		console.error(`\nThe main job failed. ${reason}\nn8n's log: ${path.relative(ROOT, LOG)}`);
	}
	const results = await others;
	console.log('\nThe other services, held against what the sandbox sent as well:');
	for (const { line } of results) console.log(`  ${line}`);
	return isRight && results.every((result) => result.isRight) ? 0 : 1;
}

/** Ends with the process: what an example mails is shown instead of sent. */
async function openMailbox(): Promise<Mailbox> {
	const mailbox = await Mailbox.open(({ to, subject, attachments }) => {
		const files = attachments.map(
			({ fileName, content }) => `${fileName} (${content.length.toLocaleString('en')} bytes)`,
		);
		console.log(`  n8n mails ${to.join(', ')}: "${subject}" with ${files.join(', ')}`);
	});
	cleanUps.push(() => mailbox.close());
	return mailbox;
}

async function demo({ port, once, fresh }: DemoOptions): Promise<number> {
	if (fresh) rmSync(USER_FOLDER, { recursive: true, force: true });
	const rows = { bandwidth: ROWS, webex: OTHER_ROWS, evoVoice: OTHER_ROWS, ringCx: OTHER_ROWS };
	const sandbox = await step('Start the sandbox of the telecom services', () =>
		startSandbox({ jobMs: JOB_MS, rows }),
	);
	cleanUps.push(() => sandbox.close());
	await step('Pack the package and install it into n8n', async () =>
		installPackage(packPackage(), USER_FOLDER),
	);
	const server = await step('Start n8n (the first start sets up its database)', () =>
		startServer(port),
	);
	const { client, workflows } = await step('Set up login, credentials and examples', async () => {
		const client = await logIn(server.origin);
		return { client, workflows: await setUpExamples(client, sandbox, await openMailbox()) };
	});
	result = await runJobs(client, sandbox, workflows);
	if (!once) {
		console.log(
			`\nThe editor is open at  ${server.origin}/workflow/${workflows.get(MAIN_EXAMPLE)?.id}\n` +
				`  Login     ${LOGIN.email}   password ${LOGIN.password}\n` +
				`  Examples  ${server.origin}/home/workflows (${workflows.size} of them)\n` +
				`  Sandbox   ${sandbox.origin} (its credentials are in n8n)\n` +
				'  Mail      is shown here instead of sent\n' +
				'Ctrl-C ends n8n and the sandbox.',
		);
		await new Promise<never>(() => setInterval(() => undefined, 60_000));
	}
	return result;
}

endOnSignal();
void demo(readOptions(process.argv.slice(2)))
	.catch((error: unknown) => {
		if (ending === undefined) console.error(error instanceof Error ? error.message : error);
		return 1;
	})
	.then(async (exitCode) => {
		await endEverything();
		process.exit(exitCode);
	});
