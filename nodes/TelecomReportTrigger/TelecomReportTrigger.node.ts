import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { searchReportDefinitions } from '../resources/bandwidth/listSearch';
import {
	getAccounts,
	getDestinationGroups,
	getDestinations,
	getProfileGroups,
	getProfiles,
} from '../resources/ringCx/dropdowns';
import { getReportParameters, searchAccounts } from './methods';
import { pollReports } from './poll';
import { triggerProperties } from './properties';
import { triggerTexts } from './texts';
import { onlyFor } from './shown';

export class TelecomReportTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Telecom Report Trigger',
		name: 'telecomReportTrigger',
		icon: { light: 'file:telecomReport.svg', dark: 'file:telecomReport.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["service"] + ": " + $parameter["event"] }}',
		description:
			'Starts the workflow when a report of Bandwidth, Webex BroadWorks, Evo Voice or RingCX completes',
		...triggerTexts,
		defaults: { name: 'Telecom Report Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'bandwidthOAuth2Api',
				required: true,
				displayOptions: onlyFor('bandwidth', 'oAuth2'),
			},
			{ name: 'bandwidthApi', required: true, displayOptions: onlyFor('bandwidth', 'basicAuth') },
			{ name: 'evoVoiceApi', required: true, displayOptions: onlyFor('evoVoice') },
			{ name: 'ringCxApi', required: true, displayOptions: onlyFor('ringCx') },
			{
				name: 'webexBroadworksOAuth2Api',
				required: true,
				displayOptions: onlyFor('webexBroadworks', 'oAuth2'),
			},
			{
				name: 'webexBroadworksApi',
				required: true,
				displayOptions: onlyFor('webexBroadworks', 'accessToken'),
			},
		],
		properties: triggerProperties,
	};

	methods = {
		listSearch: { searchAccounts, searchReportDefinitions },
		loadOptions: {
			getAccounts,
			getDestinationGroups,
			getDestinations,
			getProfileGroups,
			getProfiles,
		},
		resourceMapping: { getReportParameters },
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollReports(this);
	}
}
