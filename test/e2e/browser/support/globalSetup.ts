import { startSharedServer } from '../../support/globalSetup';

/** The whole of n8n, with its editor. */
export default async function globalSetup(): Promise<void> {
	await startSharedServer('n8n-browser', 'editor');
}
