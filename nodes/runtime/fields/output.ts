import { type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';

export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

export const binaryPropertyField: INodeProperties = {
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	type: 'string',
	required: true,
	default: 'data',
	placeholder: 'e.g. data',
	hint: 'The name of the output binary field to put the file in',
};

const fileNameOption: INodeProperties = {
	displayName: 'File Name',
	name: 'fileName',
	type: 'string',
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
		typeOptions: { minValue: 1 },
		default: 60,
		description: 'How many minutes to wait for the report',
	},
];

/** Options of an operation that fetches a file. */
export const downloadOptions: INodeProperties = optionsOf([fileNameOption]);

/** Options of an operation that waits for a report and fetches its file. */
export const waitAndDownloadOptions: INodeProperties = optionsOf([
	fileNameOption,
	...patienceOptions,
]);

function optionsOf(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options,
	};
}
