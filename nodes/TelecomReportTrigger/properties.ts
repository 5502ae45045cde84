import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import {
	fileFields,
	fileOptions,
	optionsOf,
	outputFields,
	outputOptions,
} from '../runtime/fields/output';
import { scheduledFields } from './scheduleFields';
import { serviceFields } from './serviceFields';
import { DEFAULT_CATCH_UP, MAX_CATCH_UP } from './settings';
import { eventField, filterFields, specificFields, watchFields } from './watchFields';

const downloadField: INodeProperties = {
	displayName: 'Download File',
	name: 'downloadFile',
	type: 'boolean',
	displayOptions: { hide: { service: ['ringCx'] } },
	default: false,
	description: 'Whether to fetch the file of each report that is ready, or its rows',
};

const catchUpOption: INodeProperties = {
	displayName: 'Catch Up',
	name: 'catchUp',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: MAX_CATCH_UP },
	displayOptions: { show: { '/watch': ['scheduled'] } },
	default: DEFAULT_CATCH_UP,
	description:
		'How many periods to make up for at most after the trigger could not run for a while; older ones are left out',
};

/** Twice, since fields cannot be shown for one thing or another: without either there is no option to add. */
function optionsFields(own: INodeProperties[]): INodeProperties[] {
	const options = optionsOf([catchUpOption, ...own]);
	return [
		...updateDisplayOptions({ show: { downloadFile: [true] } }, [options]),
		...updateDisplayOptions({ show: { watch: ['scheduled'] }, hide: { downloadFile: [true] } }, [
			options,
		]),
	];
}

/** What the editor shows of the trigger. */
export const triggerProperties: INodeProperties[] = [
	...serviceFields,
	eventField,
	...watchFields,
	...specificFields,
	...filterFields,
	...scheduledFields,
	downloadField,
	...updateDisplayOptions(
		{ show: { downloadFile: [true], service: ['bandwidth', 'webexBroadworks'] } },
		outputFields,
	),
	...updateDisplayOptions({ show: { downloadFile: [true], service: ['evoVoice'] } }, fileFields),
	...updateDisplayOptions({ show: { service: ['ringCx'] } }, outputFields),
	...updateDisplayOptions(
		{ show: { service: ['bandwidth', 'ringCx', 'webexBroadworks'] } },
		optionsFields(outputOptions),
	),
	...updateDisplayOptions({ show: { service: ['evoVoice'] } }, optionsFields(fileOptions)),
];
