import {
	asError,
	isLoginWrong,
	isNotFound,
	isTransient,
	reportTold,
	ServiceError,
} from '../../core/errors';
import { type FileKind } from '../../core/file/sniff';
import { type Report } from '../../core/report';
import { type FileRequest, type ReportService } from '../../core/service';
import { withoutAbsent } from '../../core/text';
import { accountUrl, callBandwidth, idFromLocation, type BandwidthConnection } from './connection';
import { definitionPath } from './definitions';
import { answerWithout, fileError } from './errors';
import {
	asAccountReport,
	instanceXml,
	isSameReport,
	namedReport,
	UNSEEN,
	updatedReport,
	type AccountReport,
	type AccountReportRequest,
} from './instance';
import { allElements, childText } from './xml';

export interface AccountReportFilter {
	/** Only reports of this definition. */
	reportDefinitionId?: string;
}

type AccountReportService = Omit<ReportService<AccountReportRequest>, 'list'> & {
	list: (filter: AccountReportFilter) => Promise<AccountReport[]>;
};

/** What a file can be whatever its format; its label does not count. */
const COMMON_KINDS: readonly FileKind[] = ['text', 'pdf', 'xls', 'xlsx', 'zip', 'gzip'];

/** Account reports: `/reports/{definition}/instances` (Bandwidth, "Downloading Reports"). */
export function accountReports(connection: BandwidthConnection): AccountReportService {
	async function get(known: Report): Promise<AccountReport> {
		const report = asAccountReport(known);
		try {
			const { document } = await callBandwidth(connection, instancePath(report));
			const [instance] = allElements(document, 'Instance');
			if (instance === undefined) throw answerWithout('the report');
			return updatedReport(instance, report);
		} catch (error) {
			const told = reportTold(report, error);
			if (told === undefined) throw asError(error);
			return asAccountReport(told);
		}
	}

	async function list({ reportDefinitionId }: AccountReportFilter): Promise<AccountReport[]> {
		const path = reportDefinitionId === undefined ? '/reports' : definitionPath(reportDefinitionId);
		const { document } = await callBandwidth(connection, `${path}/instances`);
		return allElements(document, 'Instance').flatMap((row) => {
			const reportId = childText(row, 'Id');
			const definitionId = childText(row, 'ReportId') ?? reportDefinitionId;
			if (reportId === undefined || definitionId === undefined) return [];
			return [
				updatedReport(row, {
					...UNSEEN,
					reportDefinitionId: definitionId,
					reportId,
				}),
			];
		});
	}

	/** The list that all of these are in; empty when it cannot be had, so that they are asked for one by one. */
	async function listWith(wanted: readonly AccountReport[]): Promise<AccountReport[]> {
		const definitions = new Set(wanted.map(({ reportDefinitionId }) => reportDefinitionId));
		const [only] = definitions;
		try {
			return await list(definitions.size === 1 ? { reportDefinitionId: only } : {});
		} catch (error) {
			const isOfListOnly =
				error instanceof ServiceError && !isTransient(error) && !isLoginWrong(error);
			if (!isOfListOnly) throw asError(error);
			return [];
		}
	}

	/** Looks at one of several reports: that it is gone must not hold up the others. */
	async function getOrGone(known: AccountReport): Promise<AccountReport> {
		try {
			return await get(known);
		} catch (error) {
			if (!isNotFound(error)) throw asError(error);
			const { message, details } = error;
			return { ...known, status: 'failed', serviceStatus: details.serviceCode, message };
		}
	}

	return {
		get,
		list,

		/** The answer is a `Location` and nothing else. */
		async create(request) {
			const { reportDefinitionId, outputFormat, expiresAt } = request;
			const { headers } = await callBandwidth(
				connection,
				`${definitionPath(reportDefinitionId)}/instances`,
				instanceXml(request),
			);
			return withoutAbsent<AccountReport>({
				...UNSEEN,
				reportDefinitionId,
				reportId: idFromLocation(headers),
				outputFormat,
				expiresAt,
			});
		},

		/**
		 * One list has "all Instances in scope" with their "up-to-date" status (Bandwidth/api-docs,
		 * specs/numbers.yml). But it shows the expired ones as well and nothing limits its length: a single
		 * report is not worth it, and what it does not show is asked for by itself.
		 */
		async getMany(known) {
			const wanted = known.map(asAccountReport);
			const listed = wanted.length > 1 ? await listWith(wanted) : [];
			const look = wanted.length > 1 ? getOrGone : get;
			return await Promise.all(
				wanted.map(async (report) => {
					const row = listed.find((candidate) => isSameReport(candidate, report));
					return row ?? (await look(report).catch(asError));
				}),
			);
		},

		/** What a file can be depends on its format; when only the IDs are known, the report tells it. */
		async file(report): Promise<FileRequest> {
			const known = asAccountReport(report);
			const seen = known.outputFormat === undefined ? await get(known) : known;
			return {
				url: `${accountUrl(connection)}${instancePath(seen)}/file`,
				auth: 'credential',
				accept: '*/*',
				kinds: fileKinds(seen.outputFormat),
				isAnswer,
				report: seen,
				explain: fileError,
			};
		},
	};
}

function instancePath(report: AccountReport): string {
	const { reportDefinitionId, reportId } = namedReport(report.reportDefinitionId, report.reportId);
	return `${definitionPath(reportDefinitionId)}/instances/${reportId}`;
}

/** Only a report that was asked for as a page or as XML can be one; else that is a login page or a message. */
function fileKinds(outputFormat: string | undefined): ReadonlySet<FileKind> {
	const kinds = new Set(COMMON_KINDS);
	const format = outputFormat?.toLowerCase();
	if (format === 'html' || format === 'xml' || format === 'json') kinds.add(format);
	return kinds;
}

/** Bandwidth's messages about a file; reports in XML hold no such element. */
function isAnswer(head: Uint8Array): boolean {
	return /<(\w+:)?ResponseStatus[\s>/]/.test(new TextDecoder().decode(head));
}
