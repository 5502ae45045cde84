import { type INodeProperties } from 'n8n-workflow';
import { createOperation } from '../../runtime/operations/create';
import { createAndDownloadOperation } from '../../runtime/operations/createAndDownload';
import { downloadOperation } from '../../runtime/operations/download';
import { getAllOperation } from '../../runtime/operations/getAll';
import { getStatusOperation } from '../../runtime/operations/getStatus';
import { type ReportResource } from '../../runtime/operations/reportResource';
import { type Parameters } from '../../runtime/parameters';
import { accountReports, type AccountReportFilter } from '../../services/bandwidth/accountReports';
import { type BandwidthConnection } from '../../services/bandwidth/connection';
import { checkedDefinitionId } from '../../services/bandwidth/definitions';
import { checkedExpiry } from '../../services/bandwidth/expiry';
import {
	checkedFormat,
	namedReport,
	OUTPUT_FORMATS,
	type AccountReportRequest,
} from '../../services/bandwidth/instance';
import { readGivenParameters } from './parameterMapping';
import { reportTypeField } from './reportTypeField';

const outputFormatField: INodeProperties = {
	displayName: 'Output Format',
	name: 'outputFormat',
	type: 'options',
	options: OUTPUT_FORMATS.map((value) => ({ name: value.toUpperCase(), value })),
	default: 'csv',
	description:
		'What kind of file to make. Not every report has every format; any other can be given with an expression.',
};

/** Nothing is known of the parameters before that. */
const onceTypeIsChosen: INodeProperties['displayOptions'] = { hide: { reportDefinitionId: [''] } };

const parametersField: INodeProperties = {
	displayName: 'Parameters',
	name: 'parameters',
	type: 'resourceMapper',
	noDataExpression: true,
	displayOptions: onceTypeIsChosen,
	default: { mappingMode: 'defineBelow', value: null },
	typeOptions: {
		loadOptionsDependsOn: ['reportDefinitionId.value'],
		resourceMapper: {
			resourceMapperMethod: 'getReportParameters',
			mode: 'add',
			fieldWords: { singular: 'parameter', plural: 'parameters' },
			valuesLabel: 'Parameters',
			addAllFields: true,
			// The form says itself why it is empty.
			hideNoDataError: true,
		},
	},
};

const severalValuesNotice: INodeProperties = {
	displayName:
		"A parameter marked 'One or More' takes several values with commas between. To enter them where there is a list, switch to Expression, e.g. COMPLETE,FAILED.",
	name: 'severalValuesNotice',
	type: 'notice',
	displayOptions: onceTypeIsChosen,
	default: '',
};

const additionalParametersField: INodeProperties = {
	displayName: 'Additional Parameters',
	name: 'additionalParameters',
	type: 'fixedCollection',
	placeholder: 'Add parameter',
	typeOptions: { multipleValues: true },
	default: {},
	description:
		'Parameters that the form above does not show. Values with the same name are sent as one parameter.',
	options: [
		{
			displayName: 'Parameter',
			name: 'parameter',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. Sub-account',
					description: 'Name of the parameter, exactly as Bandwidth writes it',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. 12345',
				},
			],
		},
	],
};

const expiresAtField: INodeProperties = {
	displayName: 'Expires At',
	name: 'expiresAt',
	type: 'dateTime',
	typeOptions: { dateOnly: true },
	default: '',
	placeholder: 'e.g. 2026-12-15',
	description: 'Last day on which the file can be downloaded, at most 30 days ahead',
};

const reportIdField: INodeProperties = {
	displayName: 'Report',
	name: 'reportId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	typeOptions: { loadOptionsDependsOn: ['reportDefinitionId.value'] },
	description: 'The report, from those of its type or by the ID that Create put out',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a report…',
			typeOptions: { searchListMethod: 'searchAccountReports', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 100102',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '^\\s*[A-Za-z0-9_.-]+\\s*$',
						errorMessage: 'An ID has only letters, digits and dashes',
					},
				},
			],
		},
	],
};

export const accountReport: ReportResource<
	BandwidthConnection,
	AccountReportRequest,
	AccountReportFilter
> = {
	noun: 'account report',
	requestFields: [
		reportTypeField,
		outputFormatField,
		parametersField,
		severalValuesNotice,
		additionalParametersField,
		expiresAtField,
	],
	readRequest: (parameters, nowMs) => ({
		reportDefinitionId: checkedDefinitionId(
			parameters.located('reportDefinitionId', 'Report Type'),
		),
		outputFormat: checkedFormat(parameters.text('outputFormat', 'Output Format')),
		parameters: readGivenParameters(parameters),
		expiresAt: checkedExpiry(
			parameters.optionalDate('expiresAt', 'Expires At'),
			nowMs,
			parameters.zone,
		),
	}),
	isDocument: ({ outputFormat }) => /^(html|pdf|xlsx?|xml)$/i.test(outputFormat),
	reportFields: [reportTypeField, reportIdField],
	readReport: (parameters) =>
		namedReport(
			parameters.located('reportDefinitionId', 'Report Type'),
			parameters.located('reportId', 'Report'),
		),
	service: accountReports,
};

const typeFilterField: INodeProperties = {
	...reportTypeField,
	required: undefined,
	description: 'List only the reports of this type. Leave empty for the reports of all types.',
};

/** Which reports are listed: those of one type, or all. */
export function readFilter(parameters: Parameters): AccountReportFilter {
	const definitionId = parameters.optionalLocated('reportDefinitionId', 'Report Type');
	return definitionId === undefined
		? {}
		: { reportDefinitionId: checkedDefinitionId(definitionId) };
}

export const accountReportOperations = [
	createOperation(accountReport),
	createAndDownloadOperation(accountReport),
	downloadOperation(accountReport),
	getAllOperation(accountReport, {
		fieldsBefore: [typeFilterField],
		readFilter,
	}),
	getStatusOperation(accountReport),
];
