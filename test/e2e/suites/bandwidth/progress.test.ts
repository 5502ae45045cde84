/** What n8n's own log tells of a run. */
import { readFileSync } from 'node:fs';
import { NOVEMBER } from '../../support/bandwidth';
import { BandwidthBench } from '../../support/bandwidthBench';
import { REPORT } from '../../support/reportBench';
import { sharedServer } from '../../support/sharedServer';
import { waitFor } from '../../support/wait';

let bench: BandwidthBench;

beforeAll(async () => {
	bench = await BandwidthBench.open();
});

afterAll(() => bench?.close());

test('a report can be followed by its ID, at the level that n8n logs by default, and no login is told', async () => {
	const execution = await bench.run('createAndDownload', { reportType: 'MDR', ...NOVEMBER });
	const name = `Bandwidth report ${execution.text(REPORT, 'reportId')} (MDR)`;
	const log = await waitFor('the log', () => {
		const text = readFileSync(sharedServer().logFile, 'utf8');
		return text.includes(`Fetched ${name}`) ? text : undefined;
	});
	const told = log.split('\n').filter((line) => line.includes(name));
	expect(told).toEqual([
		`Requested ${name}`,
		expect.stringMatching(/ is completed after \d+ seconds?$/),
		`Fetched ${name}: its file`,
	]);
	const { oauth2, basic } = bench.sandbox.bandwidth;
	for (const secret of [oauth2.clientSecret, basic.password]) expect(log).not.toContain(secret);
});

test('a wait that is over too early tells how to go on', async () => {
	bench.sandbox.fault({
		path: /billingreports\/[^/]+$/,
		times: 99,
		fault: { kind: 'jobStatus', reportStatus: 'PROCESSING' },
	});
	const options = { timeout: 0.02 };
	const failed = await bench.run('createAndDownload', { reportType: 'MDR', ...NOVEMBER, options });
	const reportId = bench.sandbox.requests.at(-1)?.path.split('/').at(-1);
	expect(failed.error?.description).toContain('with the operation Download, by its ID');
	expect(failed.error?.description).toContain(`The ID of the report is ${reportId}`);
	const pending = await bench.run('createAndDownload', {
		reportType: 'MDR',
		...NOVEMBER,
		options: { ...options, onTimeout: 'outputPending' },
	});
	expect(pending.json(REPORT)[0]).toMatchObject({ status: 'pending' });
	const hints = pending.data?.resultData.runData[REPORT]?.[0]?.hints ?? [];
	expect(hints.map(({ message }) => message)).toEqual([
		expect.stringContaining('Fetch them later with the operation Download'),
	]);
});
