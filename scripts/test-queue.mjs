/**
 * `npm run test:queue [-- jest arguments]`: the packed package in n8n's queue mode, with two workers, PostgreSQL
 * and Redis. Installs what is missing (n8n too), but not those two servers: it says how to get them.
 */
import process from 'node:process';
import { ensureN8nInstalled, ensureRootInstalled } from './lib/install.mjs';
import { requireQueueServers, startQueueServers } from './lib/queueServers.mjs';
import { jest, npmScript, runSuite } from './lib/suite.mjs';
import { main } from './lib/userError.mjs';

let stopServers;

async function prepare() {
	requireQueueServers();
	await ensureRootInstalled();
	await ensureN8nInstalled();
	stopServers = await startQueueServers();
}

await main(async () => {
	try {
		return await runSuite('test-queue', prepare, [
			npmScript('build'),
			jest('test-queue', [
				'--config',
				'test/e2e/jest.queue.config.js',
				'--runInBand',
				...process.argv.slice(2),
			]),
		]);
	} finally {
		await stopServers?.();
	}
});
