import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import {
	executeOperation,
	operationProperties,
	type Operations,
} from '../runtime/operations/operation';
import { type RingCxConnection } from '../services/ringCx/connection';
import { connectRingCx } from '../resources/ringCx/connect';
import {
	getAccounts,
	getDestinationGroups,
	getDestinations,
	getProfileGroups,
	getProfiles,
	searchAccounts,
} from '../resources/ringCx/dropdowns';
import { reportOperations } from '../resources/ringCx/report';

const OPERATIONS = { report: reportOperations } satisfies Operations<RingCxConnection>;

export class RingCxReports implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'RingCX Reports',
		name: 'ringCxReports',
		icon: { light: 'file:ringcx.svg', dark: 'file:ringcx.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Run call and agent reports of RingCentral RingCX (Engage Voice) and get their files',
		defaults: { name: 'RingCX Reports' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'ringCxApi', required: true }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{
						name: 'Report',
						value: 'report',
						description: 'A file about calls, agents or dialed leads',
					},
				],
				default: 'report',
			},
			...operationProperties('report', reportOperations, 'createAndDownload'),
		],
	};

	methods = {
		listSearch: { searchAccounts },
		loadOptions: {
			getAccounts,
			getDestinationGroups,
			getDestinations,
			getProfileGroups,
			getProfiles,
		},
	};

	/** Programmatic rather than declarative: what is left open is looked up before the report is run. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeOperation(
			this,
			OPERATIONS,
			async ({ clock, stop }) => await connectRingCx(this, clock, stop),
		);
	}
}
