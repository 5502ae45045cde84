import { type INodeProperties } from 'n8n-workflow';

/** Chooses one of the account's report definitions, which Bandwidth's guide and users call report types. */
export const reportTypeField: INodeProperties = {
	displayName: 'Report Type',
	name: 'reportDefinitionId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'What the report lists',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a report type…',
			typeOptions: { searchListMethod: 'searchReportDefinitions', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 4',
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
