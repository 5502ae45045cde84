import { type INodeExecutionData } from 'n8n-workflow';
import { reportTold } from '../core/errors';
import { type Report } from '../core/report';
import { withoutAbsent } from '../core/text';
import { type Output } from '../runtime/rows/output';
import { type Fetched } from '../runtime/rows/outputFetcher';
import { type Watched } from '../runtime/watch/watchable';

/**
 * Makes what is put out for a report that fires: as much of it as there is, with its file or rows if they are asked
 * for; `undefined` for a report without rows.
 */
export function completer(
	watched: Watched,
	output: Output | undefined,
): (report: Report, giveUp?: Error) => Promise<Fetched | undefined> {
	return async (report, giveUp) => {
		if (giveUp !== undefined) return { report: withoutFile(report, giveUp) };
		// A report that could never be requested has no ID.
		if (report.reportId === '') return { report };
		if (watched.download === undefined || report.status !== 'completed')
			return { report: await watched.details(report) };
		const fetched = report.hasFile === false ? { report } : await watched.download(report);
		return output?.as === 'rows' && !hasRows(fetched) ? undefined : fetched;
	};
}

function hasRows({ rows = [] }: Fetched): boolean {
	return rows.length > 0;
}

function withoutFile(report: Report, giveUp: Error): Report {
	const told = reportTold(report, giveUp) ?? report;
	return { ...told, message: `The file could not be fetched: ${giveUp.message}` };
}

/**
 * The items of a report: its rows, or the report itself. They come from no other item, as a trigger has none.
 */
export function toItems({ report, binary, rows }: Fetched): INodeExecutionData[] {
	if (rows !== undefined) return rows;
	const json = withoutAbsent({ ...report, raw: undefined });
	return [{ json, ...(binary !== undefined && { binary }) }];
}
