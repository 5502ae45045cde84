/** From an empty n8n to a report's file, by clicks alone. */
import { BrowserBench } from './support/bench';
import { takePicture } from './support/docs';

let bench: BrowserBench;

beforeAll(async () => {
	bench = await BrowserBench.open();
});
afterAll(async () => await bench.close());

test('a new user gets the very file of the service with a workflow made by clicks', async () => {
	const { builder, editor, sandbox } = bench;
	const { page } = editor;

	await builder.openNew();
	await builder.search('manual', 'Manual Trigger');
	await builder.pick('Manual Trigger');
	await builder.addNext();
	await builder.search('CDR', 'Bandwidth Reports');
	await takePicture(page, 'node-picker', { x: 1040, y: 66, width: 400, height: 440 });
	await builder.pick('Bandwidth Reports');
	await builder.pick('Create and download billing report');

	await builder.newCredential();
	const { baseUrl, tokenUrl, accountId, oauth2 } = sandbox.bandwidth;
	await builder.fill('clientId', oauth2.clientId);
	await builder.fill('clientSecret', oauth2.clientSecret);
	await builder.fill('accountId', accountId);
	await takePicture(page, 'credential', { x: 210, y: 80, width: 1020, height: 740 });
	await builder.fill('accessTokenUrl', tokenUrl);
	await builder.fill('baseUrl', baseUrl);
	await builder.saveCredential();

	await builder.choose('reportType', 'Messages');
	await builder.choose('dateRange', 'Last 7 Days');
	await takePicture(page, 'node', { x: 500, y: 60, width: 440, height: 720 });
	await builder.execute();
	await takePicture(page, 'result', { x: 500, y: 60, width: 920, height: 480 });

	const { name, content } = await builder.download();
	const expected = await sandbox.expectedFile(bench.lastReportId());
	expect(name).toMatch(/^mdrs?_.*\.zip$/);
	expect(content.equals(expected ?? Buffer.alloc(0))).toBe(true);
});
