import { type INodeExecutionData } from 'n8n-workflow';
import { reportTold } from '../core/errors';
import { type Report } from '../core/report';
import { withoutAbsent } from '../core/text';
import { type Watched, type WatchedItem } from '../runtime/watch/watchable';
import { type Settings } from './settings';

/** Makes what is put out for a report that fires. */
export function completer(
	watched: Watched,
	{ downloadFile }: Pick<Settings, 'downloadFile'>,
): (report: Report, giveUp?: Error) => Promise<WatchedItem> {
	return async (report, giveUp) => {
		if (giveUp !== undefined) return { report: withoutFile(report, giveUp) };
		// A report that could never be requested has no ID.
		if (report.reportId === '') return { report };
		if (downloadFile && report.status === 'completed' && report.hasFile !== false)
			return await watched.download(report);
		return { report: await watched.details(report) };
	};
}

function withoutFile(report: Report, giveUp: Error): Report {
	const told = reportTold(report, giveUp) ?? report;
	return { ...told, message: `The file could not be fetched: ${giveUp.message}` };
}

/** A report as an item of a trigger, which has no item that it comes from. */
export function toItem({ report, binary }: WatchedItem): INodeExecutionData {
	return {
		json: withoutAbsent({ ...report, raw: undefined }),
		...(binary !== undefined && { binary }),
	};
}
