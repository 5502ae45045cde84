/**
 * What `npm start` shows: a sandbox of the services, a real n8n with the packed package installed, and
 * the main job run in it. Started by scripts/start.mjs, which has installed and built everything.
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { startSandbox } from '../../sandbox';
import { N8nApiError } from '../support/restSession';
import { N8nClient } from '../support/n8nClient';
import { N8nServer } from '../support/n8nServer';
import { installPackage, packPackage } from '../support/packageInstall';
import { ROOT, TMP } from '../support/paths';
import { runMainJob } from './mainJob';
import { type DemoOptions, readOptions } from './options';
import { setUpCredentials, setUpExample } from './setup';

const USER_FOLDER = path.join(TMP, 'n8n-demo');
const LOG = path.join(TMP, 'logs', 'n8n-demo.log');
/** Anything but secret: this n8n listens on loopback only. */
const LOGIN = { email: 'demo@example.com', password: 'Telecom-Reports-1' };
const ROWS = 20_000;
const JOB_MS = 5_000;

const cleanUps: Array<() => Promise<void>> = [];
let ending: Promise<void> | undefined;
/** Known when the main job is over: from then on a signal is the normal way to end. */
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

async function demo({ port, once, fresh }: DemoOptions): Promise<number> {
	if (fresh) rmSync(USER_FOLDER, { recursive: true, force: true });
	const sandbox = await step('Start the sandbox of the telecom services', () =>
		startSandbox({ jobMs: JOB_MS, rows: ROWS }),
	);
	cleanUps.push(() => sandbox.close());
	await step('Pack the package and install it into n8n', async () =>
		installPackage(packPackage(), USER_FOLDER),
	);
	const server = await step('Start n8n (the first start sets up its database)', () =>
		startServer(port),
	);
	const { client, workflow } = await step('Set up login, credentials and example', async () => {
		const client = await logIn(server.origin);
		const credentials = await setUpCredentials(client, sandbox);
		return { client, workflow: await setUpExample(client, credentials) };
	});

	console.log(`> Run the workflow "${workflow.name}"`);
	try {
		const report = await runMainJob(client, sandbox, workflow.id, ROWS, (line) =>
			console.log(`  ${line}`),
		);
		console.log(
			`\nThe report is in n8n, byte for byte as the service sent it.\n` +
				`  File   ${report.fileName}\n` +
				`  Size   ${report.bytes.toLocaleString('en')} bytes\n` +
				`  Rows   ${report.rows.toLocaleString('en')}\n` +
				`  Time   ${report.seconds.toFixed(1)} s from the click to the file`,
		);
		result = 0;
	} catch (error) {
		if (ending !== undefined) throw error;
		result = 1;
		const reason = error instanceof Error ? error.message : String(error);
		console.error(`\nThe main job failed. ${reason}\nn8n's log: ${path.relative(ROOT, LOG)}`);
	}
	if (!once) {
		console.log(
			`\nThe editor is open at  ${server.origin}/workflow/${workflow.id}\n` +
				`  Login    ${LOGIN.email}   password ${LOGIN.password}\n` +
				`  Sandbox  ${sandbox.bandwidth.baseUrl} (its credentials are in n8n)\n` +
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
