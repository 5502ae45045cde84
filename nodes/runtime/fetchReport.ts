import { asError, reportTold } from '../core/errors';
import { fetchReportFile, type OpenFile } from '../core/file/fetchFile';
import { type HttpPort } from '../core/http/httpPort';
import { type Report } from '../core/report';
import { type FileRequest, type ReportService } from '../core/service';

/** A report's file, with what is known of both. */
export interface FoundFile {
	file: OpenFile;
	/** The report, brought up to date where the service had to be asked for the file's place. */
	report: Report;
	request: FileRequest;
}

/**
 * Finds a report's file and hands it to `use`, which reads it. See `fetchFile`: `use` may be called more than
 * once, and only what its last call returned counts.
 *
 * @returns what `use` made of the file; for a report without data the report with `hasFile: false`.
 * @throws ServiceError; `reportStatus: 'pending'` in it means that the service is not done yet.
 */
export async function fetchReport<T extends { report: Report }>(
	http: HttpPort,
	service: Pick<ReportService<never>, 'file'>,
	report: Report,
	use: (found: FoundFile) => Promise<T>,
): Promise<T | { report: Report }> {
	let seen = report;
	const locate = async () => {
		const request = await service.file(report);
		seen = request.report ?? seen;
		return request;
	};
	try {
		return await fetchReportFile(
			http,
			locate,
			async (file, request) => await use({ file, report: seen, request }),
		);
	} catch (error) {
		const told = reportTold(seen, error);
		if (told?.status === 'completed') return { report: told };
		throw asError(error);
	}
}
