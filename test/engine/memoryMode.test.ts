process.env.N8N_DEFAULT_BINARY_DATA_MODE = 'default';

import { startSandbox } from '../sandbox';
import { bandwidthRun, CREATE_AND_DOWNLOAD } from './support/bandwidth';
import { Engine } from './support/engine';

test('a file is whole also where n8n keeps binary data in memory', async () => {
	const sandbox = await startSandbox({ jobMs: 0, rows: 20_000 });
	try {
		const engine = await Engine.start();
		const { items, error } = await engine.execute(bandwidthRun(sandbox, CREATE_AND_DOWNLOAD));
		expect(error).toBeUndefined();
		expect(items[0]?.binary?.data?.id).toBeUndefined();
		const sent = await sandbox.expectedFile(String(items[0]?.json.reportId));
		expect((await engine.bytes(items[0]?.binary?.data)).equals(sent ?? Buffer.alloc(0))).toBe(true);
	} finally {
		await sandbox.close();
	}
});
