import { type INodeProperties } from 'n8n-workflow';

const CALL_DETAIL = { reportType: ['callDetail'] };

/** A dropdown of groups or of what is in them; it depends on all fields above it. */
function cloudField(
	displayName: string,
	name: string,
	loadOptionsMethod: string,
	groupBy: string,
	dependsOn: string[],
): INodeProperties {
	return {
		displayName,
		name,
		type: 'multiOptions',
		typeOptions: {
			loadOptionsMethod,
			loadOptionsDependsOn: ['accountId.value', 'accountIds', ...dependsOn],
		},
		displayOptions: { show: { ...CALL_DETAIL, groupBy: [groupBy] } },
		default: [],
		hint: 'Leave empty for all',
		description:
			'Nothing chosen means all. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	};
}

function byHand(displayName: string, name: string, groupBy: string, placeholder: string) {
	return {
		displayName,
		name,
		type: 'string',
		displayOptions: { show: { '/groupBy': [groupBy] } },
		default: '',
		placeholder,
		description: 'IDs with commas between them, added to those chosen above',
	} satisfies INodeProperties;
}

/** Which calls a call detail report covers. */
export const cloudFields: INodeProperties[] = [
	{
		displayName: 'Group By',
		name: 'groupBy',
		type: 'options',
		displayOptions: { show: CALL_DETAIL },
		options: [
			{
				name: 'Destination',
				value: 'DESTINATION',
				description: 'Choose calls by the cloud destination they went to',
			},
			{
				name: 'Profile',
				value: 'PROFILE',
				description: 'Choose calls by the cloud profile that routed them',
			},
		],
		default: 'PROFILE',
		description: 'Whether calls are chosen by profile or by destination',
	},
	cloudField(
		'Profile Group Names or IDs',
		'cloudProfileGroupIds',
		'getProfileGroups',
		'PROFILE',
		[],
	),
	cloudField('Profile Names or IDs', 'cloudProfileIds', 'getProfiles', 'PROFILE', [
		'cloudProfileGroupIds',
	]),
	cloudField(
		'Destination Group Names or IDs',
		'cloudDestinationGroupIds',
		'getDestinationGroups',
		'DESTINATION',
		[],
	),
	cloudField('Destination Names or IDs', 'cloudDestinationIds', 'getDestinations', 'DESTINATION', [
		'cloudDestinationGroupIds',
	]),
	{
		displayName: 'IDs by Hand',
		name: 'manualIds',
		type: 'collection',
		placeholder: 'Add IDs',
		displayOptions: { show: CALL_DETAIL },
		default: {},
		description: 'For IDs that the lists above do not have',
		options: [
			byHand('Destination Group IDs', 'cloudDestinationGroupIds', 'DESTINATION', 'e.g. 211, null'),
			byHand('Destination IDs', 'cloudDestinationIds', 'DESTINATION', 'e.g. 4546, 4467'),
			byHand('Profile Group IDs', 'cloudProfileGroupIds', 'PROFILE', 'e.g. 111, null'),
			byHand('Profile IDs', 'cloudProfileIds', 'PROFILE', 'e.g. 1111, 2222'),
		],
	},
];
