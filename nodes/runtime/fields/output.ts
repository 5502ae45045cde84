import {
	updateDisplayOptions,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';
import { DEFAULT_TIMEOUT_MINUTES, MAX_TIMEOUT_MINUTES } from '../parameters';
import { listingFields } from './listing';

export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** As `simplifyField`, for operations that can put out rows, which are as simple as can be. */
export const simplifyFileField: INodeProperties = {
	...simplifyField,
	displayOptions: { show: { output: ['file'] } },
};

const outputField: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [
		{ name: 'File', value: 'file', description: 'One item with the file, whatever it holds' },
		{
			name: 'Rows',
			value: 'rows',
			description: 'One item for each row of the table in the file, also out of an archive',
		},
	],
	default: 'file',
	description: 'What to put out of the report',
};

const binaryPropertyField: INodeProperties = {
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	type: 'string',
	required: true,
	displayOptions: { show: { output: ['file'] } },
	default: 'data',
	placeholder: 'e.g. data',
	hint: 'The name of the output binary field to put the file in',
};

/** Whether the file or its rows are put out, and what belongs to either. */
export const outputFields: INodeProperties[] = [
	outputField,
	binaryPropertyField,
	...updateDisplayOptions({ show: { output: ['rows'] } }, listingFields),
];

/** For files that never hold rows: there is nothing to choose, whatever the node had before. */
export const fileFields: INodeProperties[] = [
	{ displayName: 'Output', name: 'output', type: 'hidden', default: 'file' },
	{ ...binaryPropertyField, displayOptions: undefined },
];

const whenRows: INodeProperties['displayOptions'] = { show: { '/output': ['rows'] } };

const columnsOption: INodeProperties = {
	displayName: 'Columns',
	name: 'columns',
	type: 'string',
	displayOptions: whenRows,
	default: '',
	placeholder: 'e.g. CallSource, CallDestination, Amount',
	description:
		'Names of the columns to keep, with commas between. By default all are kept; fewer take less time and memory.',
};

const delimiterOption: INodeProperties = {
	displayName: 'Delimiter',
	name: 'delimiter',
	type: 'options',
	displayOptions: whenRows,
	options: [
		{ name: 'Comma', value: 'comma' },
		{ name: 'Pipe', value: 'pipe' },
		{ name: 'Semicolon', value: 'semicolon' },
		{ name: 'Tab', value: 'tab' },
	],
	default: 'comma',
	description:
		'What stands between the values of a row. Without this option it is found out from the file.',
};

const sourceFileOption: INodeProperties = {
	displayName: 'Include Source File',
	name: 'includeSourceFile',
	type: 'boolean',
	displayOptions: whenRows,
	default: false,
	description:
		"Whether to add the name of the file that a row comes from, as 'sourceFile': an archive may hold several",
};

const fileNameOption: INodeProperties = {
	displayName: 'File Name',
	name: 'fileName',
	type: 'string',
	displayOptions: { show: { '/output': ['file'] } },
	default: '',
	placeholder: 'e.g. calls-2026-11.zip',
	description: 'Name for the file. By default it keeps the name that the service gives it.',
};

const patienceOptions: INodeProperties[] = [
	{
		displayName: 'On Timeout',
		name: 'onTimeout',
		type: 'options',
		options: [
			{ name: 'Fail', value: 'fail', description: "End with a message that names the report's ID" },
			{
				name: 'Output Pending Report',
				value: 'outputPending',
				description: 'Go on with the report as it is, without a file',
			},
		] satisfies INodePropertyOptions[],
		default: 'fail',
		description: 'What to do when the report is not ready in time',
	},
	{
		displayName: 'Timeout',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: MAX_TIMEOUT_MINUTES },
		default: DEFAULT_TIMEOUT_MINUTES,
		description: 'How many minutes to wait for the report',
	},
];

/** As `outputOptions`, for files that never hold rows. */
export const fileOptions: INodeProperties[] = [{ ...fileNameOption, displayOptions: undefined }];

/** What can be said of the file or its rows, in alphabetical order. */
export const outputOptions = [columnsOption, delimiterOption, fileNameOption, sourceFileOption];

/** Options of an operation that fetches a file. */
export const downloadOptions: INodeProperties = optionsOf(outputOptions);

/** Options of an operation that waits for a report and fetches its file. */
export const waitAndDownloadOptions: INodeProperties = optionsOf([
	...outputOptions,
	...patienceOptions,
]);

export function optionsOf(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options,
	};
}
