import { readJson } from '../core/json';
import { isAccount } from './lookups';

/** What a report of each type has to say of its criteria. The documents send more fields than the schema has. */
const CRITERIA_OF: Readonly<Record<string, string>> = {
	ALL_CALLS: 'ALL_CALLS_CRITERIA',
	CASPER_REPORT: 'CASPER_CRITERIA',
	DIALER_RESULT_DOWNLOAD: 'DIALER_RESULT_DOWNLOAD_CRITERIA',
	GLOBAL_CALL_TYPE_DELIMITED: 'GLOBAL_CALL_TYPE_CRITERIA',
	GLOBAL_CALL_TYPE_EXCEL: 'GLOBAL_CALL_TYPE_CRITERIA',
	IVR_DETAIL: 'IVR_DETAIL_CRITERIA',
	TFN_DID_MANAGER_DELIMITED: 'TFN_DID_MANAGER_CRITERIA',
	TFN_DID_MANAGER_EXCEL: 'TFN_DID_MANAGER_CRITERIA',
	TFN_DID_MANAGER_SUPERUSER_EXCEL: 'TFN_DID_MANAGER_CRITERIA',
};

/** What stands between fields. What EXCEL and HTML give is not documented: commas here. */
const DELIMITERS: Readonly<Record<string, string>> = {
	COMMA: ',',
	PIPE: '|',
	TAB: '\t',
	EXCEL: ',',
	HTML: ',',
};

/** `YYYY-MM-DD HH:mm:ss`, with or without decimals (an SQL-92 time stamp). */
const TIMESTAMP = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d+)?$/;

/** The body of a `POST …/reportsStreaming`, as far as the sandbox looks at it. */
export interface ReportRequest {
	reportType: string;
	reportTypeName: string;
	delimiter: string;
	/** Milliseconds since the epoch, the report's zone taken as if it were UTC. */
	from: number;
	to: number;
	criteria: Record<string, unknown>;
}

type Objection = readonly [attributeName: string, value: unknown, message: string];

/** Reads a request; says what is wrong with it when something is. */
export function readReport(body: string): ReportRequest | Objection[] {
	const report = readJson(body);
	const criteria = readJson(JSON.stringify(report.reportCriteria ?? {}));
	const reportType = asText(report.reportType);
	const isCasper = reportType === 'CASPER_REPORT';
	const objections: Objection[] = [];
	const demand = (isGood: boolean, name: string, value: unknown, message: string) => {
		if (!isGood) objections.push([name, value, message]);
	};
	const delimiter = asText(report.delimiter) || 'COMMA';
	demand(Object.hasOwn(DELIMITERS, delimiter), 'delimiter', delimiter, 'Unknown delimiter.');
	demand(Object.hasOwn(CRITERIA_OF, reportType), 'reportType', reportType, 'Unknown report type.');
	const { criteriaType, accountIds, startTimestamp, endTimestamp, startDate, endDate } = criteria;
	const fits = CRITERIA_OF[reportType] === criteriaType;
	demand(fits, 'criteriaType', criteriaType, 'The criteria do not fit the report type.');
	if (isCasper) {
		const areKnown = Array.isArray(accountIds) && accountIds.every(isAccount);
		demand(areKnown, 'accountIds', accountIds, 'There are unknown accounts.');
		demand(isStamp(startTimestamp), 'startTimestamp', startTimestamp, 'Not a time stamp.');
		demand(isStamp(endTimestamp), 'endTimestamp', endTimestamp, 'Not a time stamp.');
		const { groupBy } = criteria;
		const isGroup = groupBy === undefined || groupBy === 'PROFILE' || groupBy === 'DESTINATION';
		demand(isGroup, 'groupBy', groupBy, 'Neither PROFILE nor DESTINATION.');
	}
	if (objections.length > 0) return objections;
	return {
		reportType,
		reportTypeName: asText(report.reportTypeName),
		delimiter: DELIMITERS[delimiter] ?? ',',
		from: moment(isCasper ? startTimestamp : startDate),
		to: moment(isCasper ? endTimestamp : endDate),
		criteria,
	};
}

const asText = (value: unknown) => (typeof value === 'string' ? value : '');
const isStamp = (value: unknown) => TIMESTAMP.test(asText(value));

function moment(value: unknown): number {
	const plain = asText(value).slice(0, 19).replace(' ', 'T');
	return plain === '' ? 0 : Date.parse(`${plain}Z`);
}
