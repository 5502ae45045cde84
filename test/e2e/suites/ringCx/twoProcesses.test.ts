/**
 * Two n8n processes with one database, as in queue mode, that find the same dead pair of tokens at the same moment.
 * What one of them renews the other does not know of until it is stored.
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { type Sandbox, startSandbox } from '../../../sandbox';
import { ringCxCredential } from '../../../support/ringCx';
import { N8nClient } from '../../support/n8nClient';
import { N8nServer } from '../../support/n8nServer';
import { ownServer } from '../../support/ownServer';
import { TMP } from '../../support/paths';
import { YESTERDAYS_CALLS } from '../../support/ringCx';
import { OWNER } from '../../support/sharedServer';
import { manualWorkflow, node } from '../../support/workflow';

const TURNS = 6;
const START_TIMEOUT_MS = 120_000;

const servers: N8nServer[] = [];
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ rows: 5 });
	const startTimeoutMs = START_TIMEOUT_MS;
	const first = await ownServer('two-processes', { startTimeoutMs });
	servers.push(first);
	// Before the next one starts: 1.x would let it make the owner anew, which ends the first login.
	await new N8nClient(first.origin).logInAsOwner(OWNER);
	const { userFolder } = first;
	const logFile = path.join(TMP, 'logs', 'n8n-second-process.log');
	rmSync(logFile, { force: true });
	servers.push(await N8nServer.start({ userFolder, logFile, startTimeoutMs }));
}, 2 * START_TIMEOUT_MS);

afterAll(async () => {
	for (const server of servers) await server.stop();
	await sandbox?.close();
});

test('both get their file, whoever renews the pair first', async () => {
	const clients = servers.map(({ origin }) => new N8nClient(origin));
	for (const client of clients) await client.logInAsOwner(OWNER);
	const credential = await clients[0]?.createCredential(
		'ringCxApi',
		'pair',
		ringCxCredential(sandbox, 'tokenPair'),
	);
	const report = node('Report', 'n8n-nodes-telecom-reports.ringCxReports', YESTERDAYS_CALLS, {
		credentials: { ringCxApi: { id: credential?.id ?? '', name: 'pair' } },
	});
	const workflows = await Promise.all(
		clients.map(async (client) => await client.createWorkflow(manualWorkflow('pair', [report]))),
	);
	for (let turn = 1; turn <= TURNS; turn += 1) {
		sandbox.ringCx.expireAccessTokens();
		const executions = await Promise.all(
			clients.map(async (client, index) => {
				const executionId = await client.run(workflows[index]?.id ?? '');
				return await client.finished(executionId);
			}),
		);
		expect(executions.map(({ error }) => error)).toEqual([undefined, undefined]);
	}
	const refreshes = sandbox.requests.filter(({ path: to }) => to.endsWith('/token/refresh'));
	expect(refreshes.filter(({ status }) => status === 200)).toHaveLength(TURNS);
});
