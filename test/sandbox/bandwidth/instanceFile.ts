import { XMLBuilder } from 'fast-xml-parser';

import { delimitedText } from '../content/delimited';
import { pdf } from '../content/pdf';
import { seedOf } from '../content/random';
import { fixedFile, type ReportFile } from '../content/reportFile';
import { xls } from '../content/xls';
import { xlsx, XLSX_MIME } from '../content/xlsx';
import { numberTable } from './otherRows';

/** Formats that account reports can have. */
export const OUTPUT_FORMATS: readonly string[] = ['csv', 'html', 'pdf', 'xls', 'xlsx', 'xml'];

/** Most rows in the formats for readers; they stay small files. */
const SHOWN_ROWS = 100;

/** More rows than this are made while they are sent. */
const LARGE_ROWS = 20_000;

const DAY_MS = 86_400_000;

const builder = new XMLBuilder({ format: true });

/** What an instance's file is made from. */
export interface InstanceFileRequest {
	id: string;
	definitionId: string;
	definitionName: string;
	outputFormat: string;
	/** Milliseconds since the epoch. */
	createdAt: number;
}

/** The file of an instance, named as printed. What the vendor's files hold is not published. */
export function instanceFile(request: InstanceFileRequest, rows: number): ReportFile {
	const { definitionId, definitionName, outputFormat, createdAt } = request;
	const table = numberTable(seedOf(`${definitionId} ${request.id}`), {
		from: createdAt,
		length: DAY_MS,
	});
	const fileName = `output.${outputFormat}`;
	if (outputFormat === 'csv') {
		return {
			fileName,
			contentType: 'text/csv;charset=UTF-8',
			large: rows > LARGE_ROWS,
			open: () => delimitedText(table, 0, rows),
		};
	}
	const shown = Array.from({ length: Math.min(rows, SHOWN_ROWS) }, (_, index) => table.row(index));
	const grid = [table.columns, ...shown];
	switch (outputFormat) {
		case 'pdf': {
			const lines = [definitionName, ...grid.slice(0, 30).map((row) => row.join('  '))];
			return fixedFile(fileName, 'application/pdf', pdf(lines));
		}
		case 'xls':
			return fixedFile(fileName, 'application/vnd.ms-excel', xls('Report', grid));
		case 'xlsx':
			return { fileName, contentType: XLSX_MIME, large: false, open: xlsx('Report', grid) };
		case 'html': {
			const table = { tr: grid.map((row) => ({ td: row })) };
			const page = {
				html: { head: { title: definitionName }, body: { h1: definitionName, table } },
			};
			const bytes = Buffer.from(`<!DOCTYPE html>\n${builder.build(page)}`);
			return fixedFile(fileName, 'text/html;charset=UTF-8', bytes);
		}
		default: {
			const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
			const Row = grid.map((row) => ({ Cell: row }));
			const bytes = Buffer.from(head + builder.build({ Report: { Row } }));
			return fixedFile(fileName, 'application/xml', bytes);
		}
	}
}
