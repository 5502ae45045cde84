import { InputError } from '../../core/errors';
import { fileFields } from '../../runtime/fields/output';
import { createOperation } from '../../runtime/operations/create';
import { createAndDownloadOperation } from '../../runtime/operations/createAndDownload';
import { downloadOperation } from '../../runtime/operations/download';
import { getAllOperation } from '../../runtime/operations/getAll';
import { getStatusOperation } from '../../runtime/operations/getStatus';
import { deleteOperation } from '../../runtime/operations/remove';
import { type ReportResource } from '../../runtime/operations/reportResource';
import { type Parameters } from '../../runtime/parameters';
import { type EvoVoiceConnection } from '../../services/evoVoice/connection';
import { EVO_VOICE } from '../../services/evoVoice/hosts';
import {
	evoVoiceReports,
	type EvoVoiceReportFilter,
	type EvoVoiceReportRequest,
} from '../../services/evoVoice/reports';
import { createPath, readDetails } from '../../services/evoVoice/reportTypes';
import { accountField, reportFields, requestFields } from './fields';

export const report: ReportResource<
	EvoVoiceConnection,
	EvoVoiceReportRequest,
	EvoVoiceReportFilter
> = {
	noun: 'report',
	requestFields,
	readRequest(parameters, nowMs) {
		const reportType = parameters.text('reportType', 'Report Type');
		createPath(reportType);
		return {
			reportType,
			accountId: parameters.located('accountId', 'Account'),
			...parameters.dateRange(nowMs),
			emailAddressToNotify: readEmail(parameters),
			details: readDetails(reportType, parameters.collection('additionalFields')),
		};
	},
	// Every report of Evo Voice is a workbook.
	outputFields: fileFields,
	reportFields,
	readReport: (parameters) => ({
		service: EVO_VOICE.name,
		reportId: parameters.located('reportId', 'Report'),
		accountId: parameters.optionalLocated('accountId', 'Account'),
		status: 'pending',
	}),
	service: evoVoiceReports,
};

function readEmail(parameters: Parameters): string | undefined {
	const label = 'Email Address to Notify';
	const address = parameters.optionalText('emailAddressToNotify', label);
	if (address === undefined || /^\S+@\S+$/.test(address)) return address;
	throw new InputError(
		`'${label}' is not an e-mail address: ${address}`,
		'Enter one address, e.g. name@email.com, or leave the field empty.',
	);
}

/** Which reports are listed: those of one account, or all. */
export function readFilter(parameters: Parameters): EvoVoiceReportFilter {
	return { accountId: parameters.optionalLocated('accountId', 'Account') };
}

export const reportOperations = [
	createOperation(report),
	createAndDownloadOperation(report),
	deleteOperation(report),
	downloadOperation(report),
	getAllOperation(report, {
		description: 'List the reports that the user of the credential requested',
		fieldsBefore: [accountField],
		readFilter,
	}),
	getStatusOperation(report),
];
