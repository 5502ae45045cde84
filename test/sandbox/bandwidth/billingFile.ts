import { delimitedText, type Table } from '../content/delimited';
import { pdf } from '../content/pdf';
import { seedOf } from '../content/random';
import type { ReportFile } from '../content/reportFile';
import { zip, type ZipEntry } from '../content/zip';
import { BILLING_TYPES, type BillingFileKind } from './billingTypes';
import { callTable, type Period } from './callRows';
import { cnamTable, messageTable, numberTable, usageTable } from './otherRows';
import { XML_TYPE } from './replies';

/** What a billing report is about. */
export interface BillingRequest {
	type: string;
	/** `YYYY-MM-DD` */
	startDate: string;
	/** `YYYY-MM-DD`, included */
	endDate: string;
}

export interface FileSize {
	rows: number;
	rowsPerEntry: number;
}

/** More rows than this are made while they are sent. */
const LARGE_ROWS = 20_000;

const DAY_MS = 86_400_000;

const TABLES: Record<
	Exclude<BillingFileKind, 'invoice'>,
	(seed: number, period: Period) => Table
> = {
	calls: callTable,
	messages: messageTable,
	cnam: cnamTable,
	numbers: numberTable,
	usage: usageTable,
};

/**
 * A billing report's archive. It is a zip that the vendor labels as XML, as printed; the printed name of a
 * BDR's archive sets the pattern for the others, whose names are not published, nor are those of the entries.
 */
export function billingFile(request: BillingRequest, size: FileSize): ReportFile {
	const { type, startDate, endDate } = request;
	const name = `${type.toLowerCase()}s_${startDate}_${endDate}`;
	const kind = BILLING_TYPES[type] ?? 'usage';
	const isInvoice = kind === 'invoice';
	const entries = isInvoice ? [invoice(name, request)] : tables(name, TABLES[kind], request, size);
	return {
		fileName: `${name}.zip`,
		contentType: XML_TYPE,
		large: !isInvoice && size.rows > LARGE_ROWS,
		open: zip(entries),
	};
}

/** One entry of delimited text; large exports are split over several, as the help centre says. */
function tables(
	name: string,
	make: (seed: number, period: Period) => Table,
	{ type, startDate, endDate }: BillingRequest,
	{ rows, rowsPerEntry }: FileSize,
): ZipEntry[] {
	const from = Date.parse(startDate);
	const table = make(seedOf(`${type} ${startDate} ${endDate}`), {
		from,
		length: Date.parse(endDate) + DAY_MS - from,
	});
	const count = Math.max(1, Math.ceil(rows / rowsPerEntry));
	return Array.from({ length: count }, (_, part) => ({
		name: count === 1 ? `${name}.csv` : `${name}_${part + 1}.csv`,
		open: () =>
			delimitedText(table, part * rowsPerEntry, Math.min(rows, (part + 1) * rowsPerEntry)),
	}));
}

/** An invoice; which kind of file the vendor's archive holds is not published. */
function invoice(name: string, { startDate, endDate }: BillingRequest): ZipEntry {
	const page = pdf(['Invoice', `Period: ${startDate} to ${endDate}`, 'Amount due: USD 1,234.56']);
	return {
		name: `${name}.pdf`,
		async *open() {
			yield page;
		},
	};
}
