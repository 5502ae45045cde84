import { type INodeExecutionData } from 'n8n-workflow';
import { type Clock } from '../../core/clock';
import { asError } from '../../core/errors';
import { defaultFileName } from '../../core/file/fileName';
import { mayHaveRows, readRows, withoutRows } from '../../core/file/readRows';
import { type RowChoice } from '../../core/file/table/row';
import { type HttpPort } from '../../core/http/httpPort';
import { type Report } from '../../core/report';
import { type ReportService } from '../../core/service';
import { fetchReport, type FoundFile } from '../fetchReport';
import { type RowBudget } from './rowBudget';

/** A report and, unless the service says that it holds nothing, its rows as items. */
export interface DownloadedRows {
	report: Report;
	rows?: INodeExecutionData[];
}

/**
 * Reads the rows of a report's file while it arrives. Nothing but the rows is kept. When the connection breaks
 * they are all read again, so that no row is there twice or missing.
 *
 * @param budget what all items of the run may put out together
 * @param itemIndex the item that the rows belong to; a trigger has none
 * @throws InputError when the file has no rows, lacks a wanted column or has more than n8n can save;
 *   ServiceError; `reportStatus: 'pending'` in it means that the service is not done yet.
 */
export async function downloadRows(
	clock: Clock,
	http: HttpPort,
	service: Pick<ReportService<never>, 'file'>,
	report: Report,
	choice: RowChoice,
	budget: RowBudget,
	itemIndex?: number,
): Promise<DownloadedRows> {
	const file = async (known: Report) => {
		const request = await service.file(known);
		if (!mayHaveRows(request.kinds)) throw withoutRows('The report is of a kind that');
		return request;
	};
	return await fetchReport(http, { file }, report, async (found) => ({
		report: found.report,
		rows: await readItems(clock, found, choice, budget, itemIndex),
	}));
}

async function readItems(
	clock: Clock,
	{ file, report, request }: FoundFile,
	choice: RowChoice,
	budget: RowBudget,
	itemIndex?: number,
): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = [];
	// One for all rows, as n8n's own helper for this has it.
	const origin = itemIndex === undefined ? {} : { pairedItem: { item: itemIndex } };
	const name = file.fileName ?? defaultFileName(report, file.kind);
	const source = { kind: file.kind, bytes: file.bytes, name };
	let taken = 0;
	try {
		for await (const batch of readRows(source, { ...choice, cleaning: request.cleaning }, clock)) {
			taken += budget.add(batch);
			for (const json of batch.rows) items.push({ json, ...origin });
		}
		return items;
	} catch (error) {
		budget.giveBack(taken);
		throw asError(error);
	}
}
