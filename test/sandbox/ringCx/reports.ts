import { delimitedText, type Table } from '../content/delimited';
import { seedOf } from '../content/random';
import { fileAnswer, fixedFile, type ReportFile } from '../content/reportFile';
import type { Answer } from '../core/answer';
import type { Call, Route, ServiceContext } from '../core/service';
import { callDetailTable } from './callDetail';
import { DESTINATION_GROUPS, PROFILE_GROUPS, type CloudGroup, type CloudItem } from './directory';
import { isAccount } from './lookups';
import { agentTable, callTypes, dialerTable } from './otherReports';
import { BASE_PATH, refusal } from './replies';
import { readReport, type ReportRequest } from './reportRequest';

/** More rows than this are made while they are sent. */
const LARGE_ROWS = 20_000;

const CALL_DETAIL = 'Cloud_Call_Detail_Download';

/** `POST …/reportsStreaming`: the answer is the file. */
export function reportRoute(context: ServiceContext): Route {
	return {
		method: 'POST',
		url: `${BASE_PATH}/voice/api/v1/admin/accounts/:accountId/reportsStreaming`,
		handle: (call) => stream(call, context),
	};
}

async function stream(call: Call, { clock, rows }: ServiceContext): Promise<Answer> {
	if (!isAccount(call.params.accountId)) return refusal(403, clock, call);
	const request = readReport(call.body);
	if (Array.isArray(request)) return refusal(400, clock, call, request);
	return await fileAnswer(reportFile(request, rows), {});
}

/** The file that a request is answered with; undefined when it is refused. */
export function fileFor(body: string, rows: number): ReportFile | undefined {
	const request = readReport(body);
	return Array.isArray(request) ? undefined : reportFile(request, rows);
}

function reportFile(request: ReportRequest, rows: number): ReportFile {
	const { reportType, delimiter, from, to } = request;
	const seed = seedOf(JSON.stringify(request.criteria));
	if (reportType.startsWith('GLOBAL_CALL_TYPE')) {
		return fixedFile('report.json', 'application/json', callTypes(seed, rows));
	}
	if (reportType === 'DIALER_RESULT_DOWNLOAD') return csv(dialerTable(seed, delimiter), rows);
	if (reportType === 'CASPER_REPORT' && request.reportTypeName === CALL_DETAIL) {
		return callDetail(request, seed, rows);
	}
	return csv(agentTable(seed, from, to, delimiter), rows);
}

/** Only the calls of the chosen profiles or destinations; none at all when nothing is chosen. */
function callDetail(request: ReportRequest, seed: number, rows: number): ReportFile {
	const { criteria, delimiter, from, to } = request;
	const byDestination = criteria.groupBy === 'DESTINATION';
	const { accountIds, cloudProfileIds, cloudDestinationIds } = criteria;
	const profiles = byDestination
		? itemsOf(PROFILE_GROUPS)
		: chosen(PROFILE_GROUPS, accountIds, cloudProfileIds);
	const destinations = byDestination
		? chosen(DESTINATION_GROUPS, accountIds, cloudDestinationIds)
		: itemsOf(DESTINATION_GROUPS);
	const isNothing = profiles.length === 0 || destinations.length === 0;
	const nobody: CloudItem = { id: 0, name: '', accountId: '' };
	const [profile = nobody, ...profilesMore] = profiles;
	const [destination = nobody, ...destinationsMore] = destinations;
	const table = callDetailTable({
		profiles: [profile, ...profilesMore],
		destinations: [destination, ...destinationsMore],
		from,
		to,
		seed,
		delimiter,
	});
	return csv(table, isNothing ? 0 : rows);
}

const itemsOf = (groups: readonly CloudGroup[]) => groups.flatMap(({ items }) => items);

function chosen(groups: readonly CloudGroup[], accountIds: unknown, ids: unknown): CloudItem[] {
	const includes = (list: unknown, value: unknown) => Array.isArray(list) && list.includes(value);
	return itemsOf(groups).filter(
		({ id, accountId }) => includes(ids, id) && includes(accountIds, accountId),
	);
}

function csv(table: Table, rows: number): ReportFile {
	return {
		fileName: 'report.csv',
		contentType: 'text/csv',
		large: rows > LARGE_ROWS,
		open: () => delimitedText(table, 0, rows),
	};
}
