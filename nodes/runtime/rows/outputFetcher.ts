import { type IBinaryData, type INodeExecutionData } from 'n8n-workflow';
import { type Clock } from '../../core/clock';
import { type HttpPort } from '../../core/http/httpPort';
import { type Report } from '../../core/report';
import { type ReportService } from '../../core/service';
import { downloadReport, type FileStore } from '../downloadReport';
import { type Progress } from '../progress';
import { reportItem } from '../reportItems';
import { downloadRows } from './downloadRows';
import { type Output } from './output';
import { RowBudget } from './rowBudget';

/** A report with what was fetched of it; neither file nor rows when there is nothing to fetch. */
export interface Fetched {
	report: Report;
	binary?: Record<string, IBinaryData>;
	rows?: INodeExecutionData[];
}

/** A run of a node, or a poll of a trigger: that tells neither progress nor hints. */
export interface FetchingRun {
	clock: Clock;
	progress?: Pick<Progress, 'fetched' | 'hint'>;
	context: FileStore;
}

/** Fetches what is wanted of the reports of one run: files or rows. All rows of the run share one budget. */
export class OutputFetcher {
	private readonly budget = new RowBudget();
	private warned = false;

	constructor(
		private readonly run: FetchingRun,
		private readonly http: HttpPort,
	) {}

	/** See `downloadReport` and `downloadRows`. */
	async fetch(
		service: Pick<ReportService<never>, 'file'>,
		report: Report,
		output: Output,
		itemIndex?: number,
	): Promise<Fetched> {
		const { clock, context, progress } = this.run;
		if (output.as === 'file') {
			const { target } = output;
			const file = await downloadReport(context, this.http, service, report, target);
			progress?.fetched(file.report, file.binary === undefined ? 'no data' : 'its file');
			return file;
		}
		const { choice } = output;
		const { budget, http } = this;
		const fetched = await downloadRows(clock, http, service, report, choice, budget, itemIndex);
		progress?.fetched(fetched.report, `${fetched.rows?.length ?? 0} rows`);
		this.hint(fetched.rows?.length, choice.maxRows);
		return fetched;
	}

	/** What the user should know although nothing went wrong. */
	private hint(rowCount: number | undefined, maxRows: number | undefined): void {
		const { progress } = this.run;
		if (rowCount === maxRows && maxRows !== undefined) {
			progress?.hint(
				`Reading stopped after ${maxRows} rows, as 'Limit' says. Turn on 'Return All' to get every row.`,
			);
		}
		if (!this.budget.isLarge || this.warned) return;
		this.warned = true;
		const millions = Math.round(this.budget.total / 1e6);
		progress?.hint(
			`The rows come to about ${millions} million characters of execution data, and n8n stops answering while it saves them and does not show them afterwards. Name the columns that you need in 'Columns' under Options.`,
			'warning',
		);
	}
}

/** Items of what was fetched: the rows if rows are wanted, else the report. A report that is not ready is put out as it is. */
export function outputItems(
	{ report, binary, rows }: Fetched,
	output: Output,
	itemIndex: number,
	simplify: boolean,
): INodeExecutionData[] {
	if (rows !== undefined) return rows;
	if (output.as === 'rows' && report.status === 'completed') return [];
	return [reportItem(report, itemIndex, simplify, binary)];
}
