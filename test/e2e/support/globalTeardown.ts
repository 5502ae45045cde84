import { stopSharedServer } from './sharedServer';

export default async function globalTeardown(): Promise<void> {
	await stopSharedServer();
}
