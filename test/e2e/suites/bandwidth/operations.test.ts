/** Every operation of the Bandwidth node, in a real workflow. */
import { BANDWIDTH_NODE, NOVEMBER } from '../../support/bandwidth';
import { BandwidthBench, ofReport } from '../../support/bandwidthBench';
import { REPORT } from '../../support/reportBench';

let bench: BandwidthBench;

beforeAll(async () => {
	bench = await BandwidthBench.open();
});

afterAll(() => bench?.close());

describe('each operation', () => {
	test('Create requests a report and puts out its id', async () => {
		const execution = await bench.run('create', { reportType: 'MDR', ...NOVEMBER });
		expect(execution.error).toBeUndefined();
		expect(execution.json(REPORT)).toEqual([
			expect.objectContaining({
				service: 'Bandwidth',
				reportType: 'MDR',
				reportId: expect.stringMatching(/^[0-9a-f-]{30,}$/) as string,
				status: 'pending',
				serviceStatus: 'RECEIVED',
				startDate: '2026-11-01',
				endDate: '2026-11-15',
			}),
		]);
	});

	test('Get Status tells a report that is being made from one that is ready', async () => {
		const { reportId, early } = await bench.sandbox.standStillDuring(async () => {
			const reportId = await bench.createReport();
			return { reportId, early: await bench.run('getStatus', ofReport(reportId)) };
		});
		expect(early.json(REPORT)).toEqual([
			expect.objectContaining({ reportId, status: 'pending', serviceStatus: 'PROCESSING' }),
		]);
		await bench.untilReportsAreReady();
		const late = await bench.run('getStatus', ofReport(reportId));
		expect(late.json(REPORT)).toEqual([
			expect.objectContaining({ reportId, status: 'completed', serviceStatus: 'COMPLETED' }),
		]);
	});

	test('Download stores the bytes that Bandwidth sent', async () => {
		const reportId = await bench.createReport();
		await bench.untilReportsAreReady();
		const execution = await bench.run('download', ofReport(reportId));
		expect(execution.error).toBeUndefined();
		const binary = execution.binary(REPORT);
		expect(binary).toMatchObject({
			fileName: 'bdrs_2026-11-01_2026-11-15.zip',
			mimeType: 'application/zip',
		});
		expect(await bench.storedFile(execution)).toEqual(await bench.sandbox.expectedFile(reportId));
	});

	test.each(['OAuth2', 'Basic'])('Create and Download waits for the report (%s)', async (login) => {
		const credential = login === 'Basic' ? bench.basic : bench.oAuth2;
		const execution = await bench.run(
			'createAndDownload',
			{ reportType: 'BDR', ...NOVEMBER },
			{ credential },
		);
		expect(execution.error).toBeUndefined();
		expect(execution.json(REPORT)[0]).toMatchObject({
			status: 'completed',
			fileName: 'bdrs_2026-11-01_2026-11-15.zip',
		});
		const stored = await bench.storedFile(execution);
		expect(stored).toEqual(await bench.sandbox.expectedFile(execution.text(REPORT, 'reportId')));
	});

	test('Create and Download waits for several reports together and keeps their order', async () => {
		const types = ['BDR', 'MDR', 'CNAMBDR', 'INVOICE'];
		const execution = await bench.run(
			'createAndDownload',
			{ reportType: '={{ $json.type }}', ...NOVEMBER },
			{ items: types.map((type) => ({ type })) },
		);
		expect(execution.json(REPORT).map(({ reportType }) => reportType)).toEqual(types);
		expect(execution.items(REPORT).map(({ pairedItem }) => pairedItem)).toEqual(
			types.map((_, item) => ({ item })),
		);
		for (const index of types.keys()) {
			const stored = await bench.storedFile(execution, index);
			const reportId = execution.text(REPORT, 'reportId', index);
			expect(stored).toEqual(await bench.sandbox.expectedFile(reportId));
		}
	});

	test('Get Many lists the phone number reports, all or up to the limit', async () => {
		const ids = [await bench.createReport('DIDSNAP'), await bench.createReport('DIDSNAP')];
		const all = await bench.run('getAll', { returnAll: true });
		expect(all.json(REPORT).map(({ reportId }) => reportId)).toEqual(expect.arrayContaining(ids));
		const one = await bench.run('getAll', { returnAll: false, limit: 1 });
		expect(one.json(REPORT)).toHaveLength(1);
	});

	test('the report can be chosen from a list', async () => {
		const reportId = await bench.createReport('DIDSNAP');
		const { results } = await bench.client.resourceLocatorResults({
			nodeType: BANDWIDTH_NODE,
			methodName: 'searchBillingReports',
			path: 'parameters.reportId',
			currentNodeParameters: { authentication: 'oAuth2', resource: 'billingReport' },
			credentials: { bandwidthOAuth2Api: { id: bench.oAuth2.id, name: bench.oAuth2.name } },
		});
		expect(results).toContainEqual(expect.objectContaining({ value: reportId }));
		const execution = await bench.run('getStatus', {
			reportId: { __rl: true, mode: 'list', value: reportId },
		});
		expect(execution.json(REPORT)).toEqual([expect.objectContaining({ reportId })]);
	});
});
