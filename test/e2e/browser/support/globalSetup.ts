import { prepareSharedServers } from '../../support/globalSetup';

/** The whole of n8n, with its editor. */
export default async function globalSetup({ maxWorkers }: { maxWorkers: number }): Promise<void> {
	await prepareSharedServers('n8n-browser', 'editor', maxWorkers);
}
