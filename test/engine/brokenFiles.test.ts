import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { startSandbox, type Sandbox } from '../sandbox';
import { PRINTED } from '../support/ringCx';
import { bandwidthRun, CREATE_AND_DOWNLOAD } from './support/bandwidth';
import { Engine } from './support/engine';
import { ringCxRun } from './support/ringCx';

let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
	sandbox = await startSandbox({ jobMs: 100, rows: 1_000 });
	engine = await Engine.start();
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const downloads = () => sandbox.requests.filter(({ path }) => path.endsWith('/file'));

/** Files in n8n's binary store, without the notes beside them. */
function storedFiles(): string[] {
	const folder = process.env.N8N_USER_FOLDER ?? '';
	return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
		/binary_data\/[^/]+$/.test(file),
	);
}

test('a file that always breaks off is given up after five attempts, and no piece of it stays in the store', async () => {
	const before = storedFiles();
	sandbox.fault({ path: /\/file$/, times: 99, fault: { kind: 'truncatedBody' } });
	const { items, error } = await engine.execute(bandwidthRun(sandbox, CREATE_AND_DOWNLOAD));
	expect(items).toEqual([]);
	expect(downloads()).toHaveLength(5);
	expect(error?.message).toMatch(/broke/);
	const reportId = downloads()[0]?.path.split('/').at(-2);
	expect(error?.description).toContain(`The ID of the report is ${reportId}`);
	expect(storedFiles()).toEqual(before);
});

test('a file that broke off once is in the store once, whole', async () => {
	const before = storedFiles();
	sandbox.fault({ path: /\/file$/, fault: { kind: 'truncatedBody' } });
	const { items, error } = await engine.execute(bandwidthRun(sandbox, CREATE_AND_DOWNLOAD));
	expect(error).toBeUndefined();
	const added = storedFiles().filter((file) => !before.includes(file));
	expect(added.filter((file) => !file.endsWith('.metadata'))).toHaveLength(1);
	const sent = await sandbox.expectedFile(String(items[0]?.json.reportId));
	expect((await engine.bytes(items[0]?.binary?.data)).equals(sent ?? Buffer.alloc(0))).toBe(true);
});

test('a file that comes compressed, longer than it is, is whole', async () => {
	const header = 'cloud_profile_id,ani\n';
	const body = gzipSync(header);
	expect(body.length).toBeGreaterThan(header.length);
	const headers = { 'Content-Type': 'text/csv', 'Content-Encoding': 'gzip' };
	sandbox.fault({
		path: /\/reportsStreaming$/,
		times: 99,
		fault: { kind: 'status', status: 201, headers, body },
	});
	const { items, error } = await engine.execute(ringCxRun(sandbox, PRINTED));
	expect(error).toBeUndefined();
	expect((await engine.bytes(items[0]?.binary?.data)).toString()).toBe(header);
});
