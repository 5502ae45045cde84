import { type INodeProperties } from 'n8n-workflow';

const INBOUND = 'inboundAgentSegmentMetadata';
const OUTBOUND = 'outboundAgentSegmentMetadata';
const onlyFor = (...reportType: string[]) => ({ displayOptions: { show: { reportType } } });

function idFilter(displayName: string, name: string, reportType?: string): INodeProperties {
	return {
		displayName,
		name,
		type: 'string',
		...(reportType !== undefined && {
			displayOptions: { show: { '/reportType': [reportType] } },
		}),
		default: '',
		placeholder: 'e.g. 1369310, 1369311',
		description: 'IDs with commas between them. Leave empty for all.',
	};
}

/** Narrows the reports on agents. */
const agentFilters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	...onlyFor('agentSession', INBOUND, OUTBOUND),
	default: {},
	options: [
		idFilter('Agent Group IDs', 'agentGroupIds'),
		idFilter('Agent IDs', 'agentIds'),
		idFilter('Campaign IDs', 'campaignIds', OUTBOUND),
		idFilter('Dial Group IDs', 'dialGroupIds', OUTBOUND),
		idFilter('Queue Group IDs', 'gateGroupIds', INBOUND),
		idFilter('Queue IDs', 'gateIds', INBOUND),
	],
};

const dialerFields: INodeProperties[] = [
	{
		displayName: 'Leads',
		name: 'dialedLeadsReportType',
		type: 'options',
		...onlyFor('dialerResultDownload'),
		options: [
			{ name: 'All Leads', value: 'ALL_LEADS', description: 'Each lead once' },
			{ name: 'All Passes', value: 'ALL_PASSES', description: 'Each pass of each lead' },
			{ name: 'Last Passes', value: 'LAST_PASSES', description: 'The last pass of each lead' },
		],
		default: 'ALL_LEADS',
		description: 'What the report lists',
	},
	{
		displayName: 'System Disposition',
		name: 'systemDisposition',
		type: 'options',
		...onlyFor('dialerResultDownload'),
		options: [
			{ name: 'Abandoned', value: 'ABANDON', description: 'No agent was available' },
			{ name: 'All', value: 'ALL' },
			{ name: 'Answered', value: 'ANSWER' },
			{ name: 'Answered, Not by a Person', value: 'ANSWER-NOT-PERSON' },
			{ name: 'Busy', value: 'BUSY' },
			{ name: 'Congestion', value: 'CONGESTION', description: 'The network had no capacity' },
			{ name: 'Intercept', value: 'INTERCEPT', description: 'The number is not valid' },
			{ name: 'Machine', value: 'MACHINE', description: 'Voicemail or an answering machine' },
			{ name: 'No Answer', value: 'NOANSWER' },
		],
		default: 'ALL',
		description: 'How the calls ended',
	},
	{
		displayName: 'Include Auxiliary Data',
		name: 'includeAuxData',
		type: 'boolean',
		...onlyFor('dialerResultDownload'),
		default: true,
		description: 'Whether to include the auxiliary data of the leads',
	},
	{
		displayName: 'Include Speed to Lead',
		name: 'includeSpeedToLead',
		type: 'boolean',
		...onlyFor('dialerResultDownload'),
		default: true,
		description: 'Whether to include how soon each lead was called',
	},
	{
		displayName: 'Include Transfer Data',
		name: 'includeXferData',
		type: 'boolean',
		...onlyFor('dialerResultDownload'),
		default: true,
		description: 'Whether to include the data on transfers',
	},
];

const globalCallTypeFields: INodeProperties[] = [
	{
		displayName: 'Call Types',
		name: 'callTypes',
		type: 'multiOptions',
		...onlyFor('globalCallType', 'globalCallTypeExcel'),
		options: [
			{ name: 'Agents', value: 'containAgents' },
			{ name: 'Campaigns', value: 'containCampaigns' },
			{ name: 'Cloud Profiles', value: 'containCloudProfiles' },
			{ name: 'IVR Studio', value: 'containIvrStudios' },
			{ name: 'Queues', value: 'containGates' },
			{ name: 'Tracking Numbers', value: 'containTracNumbers' },
		],
		default: [
			'containAgents',
			'containCampaigns',
			'containCloudProfiles',
			'containIvrStudios',
			'containGates',
			'containTracNumbers',
		],
		description: 'Which calls the report contains',
	},
	{
		displayName: 'Include Unanswered Calls',
		name: 'includeNoAnswers',
		type: 'boolean',
		...onlyFor('globalCallType', 'globalCallTypeExcel'),
		default: false,
		description: 'Whether to include calls that nobody answered',
	},
];

/** What the reports other than call details can be asked. */
export const otherFields: INodeProperties[] = [
	agentFilters,
	...dialerFields,
	...globalCallTypeFields,
];
