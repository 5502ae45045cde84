import { type DateRange } from '../../core/dateRange';
import { asError, ServiceError } from '../../core/errors';
import { type FileKind } from '../../core/file/sniff';
import { jsonObjects, jsonText, type JsonObject } from '../../core/json';
import { type Report } from '../../core/report';
import { type FileRequest, type ReportService } from '../../core/service';
import { statusTable } from '../../core/statusTable';
import { itsWords, oneLine, sentences, withoutAbsent } from '../../core/text';
import { callEvoVoice, reportPath, type EvoVoiceConnection } from './connection';
import { evoVoiceError } from './errors';
import { EVO_VOICE } from './hosts';
import { createPath, type ReportDetails } from './reportTypes';

export interface EvoVoiceReportRequest extends DateRange {
	/** One of `REPORT_TYPES`, or any other that the service has. */
	reportType: string;
	accountId: string;
	/** Who gets an e-mail once the report is made. */
	emailAddressToNotify?: string;
	details: ReportDetails;
}

export interface EvoVoiceReportFilter {
	/** Without it the service is asked for no account in particular. */
	accountId?: string;
}

type EvoVoiceReports = ReportService<EvoVoiceReportRequest, EvoVoiceReportFilter>;

const reportStatus = statusTable({
	pending: ['Queued', 'Running'],
	completed: ['Completed'],
	failed: ['Error'],
	expired: [],
});

/** A workbook; as a zip counts one whose first kilobyte does not show what it holds. */
const FILE_KINDS: ReadonlySet<FileKind> = new Set(['xlsx', 'xls', 'zip']);

/**
 * Reports: `/reports` (evovoice.io, metadata of BillingReport; evo-voice-cli, report.ts). A report cannot be
 * read by its id: it has to be found in the list of those that the user requested.
 */
export function evoVoiceReports(
	connection: EvoVoiceConnection,
): EvoVoiceReports & Required<Pick<EvoVoiceReports, 'list' | 'getMany'>> {
	const list = async ({ accountId }: EvoVoiceReportFilter): Promise<Report[]> => {
		const query = accountId === undefined ? '' : `?accountId=${encodeURIComponent(accountId)}`;
		const answer = await callEvoVoice(connection, 'GET', `/reports${query}`);
		// A list that is not there is one without entries: the service leaves out what is empty.
		return (jsonObjects(answer, 'reports') ?? []).flatMap((row) => {
			const reportId = jsonText(row, 'id');
			if (reportId === undefined) return [];
			return [
				toReport(
					row,
					withoutAbsent<Report>({
						service: EVO_VOICE.name,
						reportId,
						accountId,
						status: 'pending',
					}),
				),
			];
		});
	};

	/** The reports of an account, by their ID. */
	const reportsOf = async (accountId: string | undefined): Promise<Map<string, Report>> =>
		new Map((await list({ accountId })).map((report) => [report.reportId, report]));

	const lookFor = async (known: Report): Promise<Report | undefined> => {
		reportPath(known.reportId);
		const found = (await reportsOf(known.accountId)).get(known.reportId);
		return found && { ...known, ...found };
	};

	return {
		list,

		async create({ reportType, accountId, emailAddressToNotify, details, startDate, endDate }) {
			const body = withoutAbsent({
				startDate,
				endDate,
				accountId,
				emailAddressToNotify,
				...details,
			});
			const answer = await callEvoVoice(connection, 'POST', createPath(reportType), body);
			const reportId = jsonText(answer, 'id');
			if (answer === undefined || reportId === undefined) throw createdWithoutId();
			return toReport(answer, {
				service: EVO_VOICE.name,
				reportType,
				reportId,
				accountId,
				status: 'pending',
				startDate,
				endDate,
			});
		},

		async get(known) {
			const found = await lookFor(known);
			if (found === undefined) throw notListed(known);
			return found;
		},

		/**
		 * One request for each account. A report that is not listed stays what it was: the list may lag, and it alone
		 * never says that a report failed. Whoever waits has a deadline.
		 */
		async getMany(known) {
			const accounts = [...new Set(known.map(({ accountId }) => accountId))];
			const lists = await Promise.all(
				accounts.map(async (accountId) => await reportsOf(accountId).catch(asError)),
			);
			const [only] = lists;
			if (lists.length === 1 && only instanceof Error) throw only;
			return known.map((report) => {
				const listed = lists[accounts.indexOf(report.accountId)];
				if (listed instanceof Error) return listed;
				const message = `${EVO_VOICE.name} does not list the report yet`;
				return listed?.get(report.reportId) ?? { ...report, message };
			});
		},

		async file(known): Promise<FileRequest> {
			const seen = known.status === 'completed' ? known : await lookFor(known);
			if (seen !== undefined) refuseUnfinished(seen);
			// Not to be listed does not mean that there is no file: that is for the download to say.
			const report = seen ?? known;
			return {
				url: `${connection.baseUrl}${reportPath(report.reportId)}.xlsx`,
				auth: 'credential',
				accept: '*/*',
				kinds: FILE_KINDS,
				explain: evoVoiceError,
				report,
			};
		},

		async remove({ reportId }) {
			await callEvoVoice(connection, 'DELETE', reportPath(reportId));
		},
	};
}

/** What is known of a report, brought up to date with a `ReportInfo`. */
function toReport(answer: JsonObject, known: Report): Report {
	const word = jsonText(answer, 'status') ?? known.serviceStatus;
	return withoutAbsent<Report>({
		...known,
		name: jsonText(answer, 'name') ?? known.name,
		status: reportStatus(word),
		serviceStatus: word,
		message: jsonText(answer, 'statusMessage') ?? known.message,
		createdAt: jsonText(answer, 'dateCreated') ?? known.createdAt,
		raw: answer,
	});
}

/** @throws ServiceError when the list says that there is no workbook. */
function refuseUnfinished({ status, serviceStatus, message }: Report): void {
	const said = itsWords(message);
	if (status === 'pending') {
		throw new ServiceError(
			`The report is still being made (${oneLine(serviceStatus ?? 'no status')})`,
			{
				description: sentences(
					said,
					'Try again in some minutes, or use Create and Download, which waits for the file.',
				),
				reportStatus: 'pending',
			},
		);
	}
	if (status === 'failed') {
		throw new ServiceError(`${EVO_VOICE.name} could not make the report`, {
			description: sentences(said, 'Check the dates and the type, and create the report again.'),
			serviceCode: serviceStatus && oneLine(serviceStatus),
			reportStatus: 'failed',
		});
	}
}

function notListed({ reportId, accountId }: Report): ServiceError {
	return new ServiceError(`${EVO_VOICE.name} lists no report with the ID ${reportId}`, {
		description: sentences(
			"It lists only reports that the credential's own user requested, and a new one after a moment.",
			accountId === undefined
				? "Check the 'Report' ID, and choose the 'Account' that the report is about."
				: "Check the 'Report' ID and the 'Account'.",
		),
	});
}

function createdWithoutId(): ServiceError {
	return new ServiceError(`${EVO_VOICE.name} accepted the report but did not tell its ID`, {
		description:
			'The report may be under way. Look for it with Get Many before you create it again.',
		mayExist: true,
	});
}
