import { createHash } from 'node:crypto';
import { type FileKind } from '../../core/file/sniff';
import { type TableCleaning } from '../../core/file/table/row';
import { type Report } from '../../core/report';
import { type FileRequest } from '../../core/service';
import { completeSelection } from './cloudSelection';
import { accountPath, adminUrl, type RingCxConnection } from './connection';
import { type RingCxDirectory } from './directory';
import { ringCxError } from './errors';
import { RINGCX } from './hosts';
import { reportBody } from './reportBody';
import { type RingCxReportRequest } from './reportRequest';

/** A report that is made when its file is fetched. */
export interface RingCxReport {
	report: Report;
	file: FileRequest;
}

/**
 * Makes ready a report of `POST …/admin/accounts/{accountId}/reportsStreaming`, whose answer is the file itself:
 * there is no job to follow and nothing that stays at RingCX.
 *
 * RingCX gives such a report no ID. `reportId` is made here from what is asked, so the same question about the same
 * time always has the same ID: a database can tell by it whether it has the report already.
 *
 * @param timeoutMs how long RingCX may take until the file begins
 * @throws InputError when the account cannot be one; ServiceError when what was left open cannot be filled in
 */
export async function ringCxReport(
	connection: RingCxConnection,
	directory: RingCxDirectory,
	request: RingCxReportRequest,
	timeoutMs: number,
): Promise<RingCxReport> {
	const { accountId, reportType, startTimestamp, endTimestamp } = request;
	const url = `${adminUrl(connection)}${accountPath(accountId)}/reportsStreaming`;
	const body = JSON.stringify(reportBody(await completed(directory, request)));
	return {
		report: {
			service: RINGCX.name,
			reportType,
			reportId: `${reportType}-${accountId}-${digest(request)}`,
			accountId,
			status: 'pending',
			startDate: startTimestamp,
			endDate: endTimestamp,
		},
		file: {
			url,
			auth: 'credential',
			accept: '*/*',
			post: { contentType: 'application/json;charset=UTF-8', body },
			timeoutMs,
			kinds: fileKinds(request),
			cleaning: CALL_DETAIL_ODDITIES,
			explain: ringCxError,
		},
	};
}

/** As in the printed reply: an apostrophe before each `uii`, each `call_state` filled up to 20 characters. */
const CALL_DETAIL_ODDITIES: TableCleaning = { apostrophe: ['uii'], padded: ['call_state'] };

/** Of what was asked, not of what it was completed with: a new group at RingCX does not make it another report. */
function digest(request: RingCxReportRequest): string {
	const asked = JSON.stringify(reportBody(request));
	return createHash('sha256').update(asked).digest('hex').slice(0, 12);
}

async function completed(
	directory: RingCxDirectory,
	request: RingCxReportRequest,
): Promise<RingCxReportRequest> {
	if (request.reportType !== 'callDetail') return request;
	const { selection, accountIds, groupBy } = request;
	const [product, what] =
		groupBy === 'PROFILE'
			? (['CLOUD_PROFILE', 'profiles'] as const)
			: (['CLOUD_DESTINATION', 'destinations'] as const);
	const groups = () => directory.groups(accountIds, product);
	return { ...request, selection: await completeSelection(selection, groups, what) };
}

/** What the file may be. What EXCEL gives is not documented, so any kind of table will do there. */
function fileKinds(request: RingCxReportRequest): ReadonlySet<FileKind> {
	switch (request.reportType) {
		case 'globalCallType':
			// Called delimited, but the documented answer is JSON.
			return new Set(['json', 'text']);
		case 'globalCallTypeExcel':
			return new Set(['xlsx', 'xls', 'text', 'json']);
		case 'dialerResultDownload':
			return new Set(['text']);
		case 'callDetail':
		case 'agentSession':
		case 'inboundAgentSegmentMetadata':
		case 'outboundAgentSegmentMetadata':
			if (request.returnType === 'XML') return new Set(['xml', 'text']);
			if (request.delimiter === 'EXCEL') return new Set(['xlsx', 'xls', 'text']);
			return new Set(request.delimiter === 'HTML' ? ['html', 'xml', 'text'] : ['text']);
	}
}
