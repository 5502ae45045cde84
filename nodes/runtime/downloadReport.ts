import { type BinaryHelperFunctions, type IBinaryData } from 'n8n-workflow';
import { type OpenFile } from '../core/file/fetchFile';
import { defaultFileName } from '../core/file/fileName';
import { FILE_KINDS } from '../core/file/sniff';
import { type HttpPort } from '../core/http/httpPort';
import { type Report } from '../core/report';
import { type ReportService } from '../core/service';
import { fetchReport } from './fetchReport';
import { type NodeStream } from './nodeStream';
import { type FileTarget } from './parameters';

/** A report and, unless the service says that it holds nothing, its file. */
export interface Downloaded {
	report: Report;
	binary?: Record<string, IBinaryData>;
}

/** Runs and polls alike can store files. */
export interface FileStore {
	helpers: Pick<BinaryHelperFunctions, 'prepareBinaryData'>;
}

/**
 * Streams a report's file into n8n's binary store.
 *
 * @returns the report with its `fileName`; for a report without data no file and `hasFile: false`.
 * @throws ServiceError; `reportStatus: 'pending'` in it means that the service is not done yet.
 */
export async function downloadReport(
	context: FileStore,
	http: HttpPort,
	service: Pick<ReportService<never>, 'file'>,
	report: Report,
	target: FileTarget,
): Promise<Downloaded> {
	return await fetchReport(http, service, report, async ({ file, report: seen }) => {
		const fileName = target.fileName ?? file.fileName ?? defaultFileName(seen, file.kind);
		const binaryData = await store(context, file, fileName);
		return {
			report: { ...seen, status: 'completed', fileName },
			binary: { [target.binaryPropertyName]: binaryData },
		};
	});
}

async function store(context: FileStore, file: OpenFile, fileName: string): Promise<IBinaryData> {
	return await context.helpers.prepareBinaryData(
		file.toPlatformStream() as NodeStream,
		fileName,
		FILE_KINDS[file.kind].mimeType,
	);
}
