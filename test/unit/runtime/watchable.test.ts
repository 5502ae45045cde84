import { type IPollFunctions } from 'n8n-workflow';
import { ServiceError } from '../../../nodes/core/errors';
import { type Report } from '../../../nodes/core/report';
import { type ReportService } from '../../../nodes/core/service';
import { type ReportResource } from '../../../nodes/runtime/operations/reportResource';
import { watchable } from '../../../nodes/runtime/watch/watchable';
import { FakeClock } from '../support/fakeClock';
import { ScriptedHttp } from '../support/scriptedHttp';

const IDS = Array.from({ length: 50 }, (_, index) => `r${index}`);
const pending = (reportId: string): Report => ({ service: 'Test', reportId, status: 'pending' });
const completed = (report: Report): Report => ({ ...report, status: 'completed' });
const REFUSED = new ServiceError('Who are you?', { status: 401, failure: 'credential-invalid' });

type Looks = Pick<ReportService<unknown>, 'get' | 'getMany'>;

/** What a trigger sees of a service. */
async function open(looks: Looks) {
	const connection = { http: new ScriptedHttp([]), baseUrl: 'https://example.com' };
	const resource = {
		requestFields: [],
		readReport: (parameters) => pending(parameters.text('reportId', 'Report')),
		service: () => looks as ReportService<unknown>,
	} as Partial<ReportResource<typeof connection, unknown>> as ReportResource<
		typeof connection,
		unknown
	>;
	const kind = watchable({
		service: 'Test',
		name: 'Test reports',
		resource,
		connect: async () => await Promise.resolve(connection),
		periods: ['day'],
	});
	const { look, find } = await kind.open({
		context: { getTimezone: () => 'utc', getNode: () => ({}) } as unknown as IPollFunctions,
		values: () => undefined,
		clock: new FakeClock(),
		stop: new AbortController().signal,
	});
	return { look: async () => await look(IDS.map(pending)), find: async () => await find?.(IDS) };
}

/** Counts how often it is called. */
const refusing = () => jest.fn(async () => await Promise.reject<never>(REFUSED));

test('a login that is refused to the look at many is not tried with each report', async () => {
	const get = refusing();
	const { look, find } = await open({ get, getMany: refusing() });
	const told = { reports: [], failures: [{ error: REFUSED }] };
	expect(await look()).toEqual(told);
	expect(await find()).toEqual(told);
	expect(get).not.toHaveBeenCalled();
});

test('once a login is refused no more reports are asked for than were on their way', async () => {
	const get = refusing();
	const { reports, failures } = await (await open({ get })).look();
	expect(reports).toEqual([]);
	expect(failures[0]).toMatchObject({ error: REFUSED });
	expect(get.mock.calls.length).toBeLessThanOrEqual(8);
});

test('a login that may not read one report is tried with all others', async () => {
	const denied = new ServiceError('Not this one', { status: 403, failure: 'credential-invalid' });
	const get = jest.fn(async (report: Report) =>
		report.reportId === 'r0' ? await Promise.reject<never>(denied) : completed(report),
	);
	const { reports, failures } = await (await open({ get })).look();
	expect(reports).toHaveLength(IDS.length - 1);
	expect(failures).toEqual([{ reportId: 'r0', error: denied }]);
});

test.each([new ServiceError('down', { transient: true }), new ServiceError('no', { status: 403 })])(
	'a report that a look at many ran into trouble with is no failure of the others (%s)',
	async (error) => {
		const get = refusing();
		const getMany = async (known: readonly Report[]) =>
			await Promise.resolve(
				known.map((report) => (report.reportId === 'r1' ? error : completed(report))),
			);
		const { look } = await open({ get, getMany });
		const { reports, failures } = await look();
		expect(reports).toHaveLength(IDS.length - 1);
		expect(failures).toEqual([{ reportId: 'r1', error }]);
		expect(get).not.toHaveBeenCalled();
	},
);

test('a list that is not for this login is no reason not to ask for each', async () => {
	const getMany = async () => await Promise.reject<never>(new ServiceError('no', { status: 403 }));
	const { look } = await open({ get: async (report) => completed(report), getMany });
	expect((await look()).reports).toHaveLength(IDS.length);
});
