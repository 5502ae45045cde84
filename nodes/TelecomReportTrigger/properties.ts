import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import { scheduledFields } from './scheduleFields';
import { serviceFields } from './serviceFields';
import { eventField, filterFields, specificFields, watchFields } from './watchFields';

const fileField: INodeProperties = {
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	type: 'string',
	required: true,
	default: 'data',
	placeholder: 'e.g. data',
	hint: 'The name of the output binary field to put the file in',
};

const outputFields: INodeProperties[] = [
	{
		displayName: 'Download File',
		name: 'downloadFile',
		type: 'boolean',
		displayOptions: { hide: { service: ['ringCx'] } },
		default: false,
		description: 'Whether to fetch the file of each report that is ready',
	},
	...updateDisplayOptions({ show: { downloadFile: [true] }, hide: { service: ['ringCx'] } }, [
		fileField,
	]),
	...updateDisplayOptions({ show: { service: ['ringCx'] } }, [fileField]),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Catch Up',
				name: 'catchUp',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 100 },
				displayOptions: { show: { '/watch': ['scheduled'] } },
				default: 3,
				description:
					'How many periods to make up for at most after the trigger could not run for a while; older ones are left out',
			},
			{
				displayName: 'File Name',
				name: 'fileName',
				type: 'string',
				default: '',
				placeholder: 'e.g. calls.zip',
				description: 'Name for the file. By default it keeps the name that the service gives it.',
			},
		],
	},
];

/** What the editor shows of the trigger. */
export const triggerProperties: INodeProperties[] = [
	...serviceFields,
	eventField,
	...watchFields,
	...specificFields,
	...filterFields,
	...scheduledFields,
	...outputFields,
];
