import { type Report } from '../../core/report';
import { pollParameters } from '../../runtime/parameters';
import { OutputFetcher, type Fetched } from '../../runtime/rows/outputFetcher';
import {
	accountOf,
	withoutPeriod,
	type OpenPoll,
	type Watchable,
	type Watched,
} from '../../runtime/watch/watchable';
import { ringCxDirectory } from '../../services/ringCx/directory';
import { RINGCX } from '../../services/ringCx/hosts';
import { ringCxReport } from '../../services/ringCx/reports';
import { connectRingCx } from './connect';
import { reportFields } from './fields';
import { readRequest } from './readRequest';

/** The time that RingCX may take until the file begins is that of the poll, which is stopped then anyway. */
const NO_LIMIT_MS = 10 * 60_000;
/** Calls are in reports some minutes after they have ended; nobody says how many. */
const SETTLE_MS = 15 * 60_000;
/** Where the file goes is asked by the trigger itself. */
const OUTPUT_FIELDS: ReadonlySet<string> = new Set([
	'binaryPropertyName',
	'options',
	'output',
	'returnAll',
	'limit',
]);

/**
 * RingCX reports for a schedule. There is no job to watch: a request is answered with the file itself, so a
 * report that was requested is a report that has ended, and its file is there or the request has failed.
 */
export const ringCxReports: Watchable = {
	service: RINGCX.name,
	name: 'RingCX reports',
	lists: false,
	isDocument: false,
	periods: ['hour', 'day', 'week', 'month'],
	settleMs: SETTLE_MS,
	requestFields: withoutPeriod(reportFields).filter(({ name }) => !OUTPUT_FIELDS.has(name)),
	open: openRingCx,
};

async function openRingCx({ context, values, clock, stop, output }: OpenPoll): Promise<Watched> {
	if (output === undefined) throw new Error('A RingCX report is nothing without its file');
	const connection = await connectRingCx(context, clock, stop);
	const directory = ringCxDirectory(connection);
	const fetcher = new OutputFetcher({ clock, context }, connection.http);
	/** What this poll has fetched, by report ID. */
	const fetched = new Map<string, Fetched>();

	const fetch = async (given: Readonly<Record<string, unknown>>): Promise<Fetched> => {
		const request = readRequest(pollParameters(values, context.getTimezone(), given), clock.now());
		const asked = await ringCxReport(connection, directory, request, NO_LIMIT_MS);
		const service = { file: () => asked.file };
		return await fetcher.fetch(service, asked.report, output);
	};

	return {
		account: accountOf(context, connection),
		look: async (known) => await Promise.resolve({ reports: [...known], failures: [] }),
		async request(given) {
			const item = await fetch(given);
			const report: Report = { ...item.report, status: 'completed' };
			fetched.set(report.reportId, { ...item, report });
			return report;
		},
		details: async (report) => await Promise.resolve(report),
		/** What an earlier poll has fetched is lost with it. */
		download: async (report) => fetched.get(report.reportId) ?? (await fetch(timeOf(report))),
	};
}

/** The values of the fields that ask for the same time as a report covers. */
function timeOf({ startDate, endDate }: Report): Readonly<Record<string, unknown>> {
	return { dateRange: 'custom', startTimestamp: startDate, endTimestamp: endDate };
}
