import { stopSharedServers } from './sharedServer';

export default async function globalTeardown(): Promise<void> {
	await stopSharedServers();
}
