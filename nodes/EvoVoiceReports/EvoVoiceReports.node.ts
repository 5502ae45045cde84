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
import { type EvoVoiceConnection } from '../services/evoVoice/connection';
import { connectEvoVoice } from '../resources/evoVoice/connect';
import { searchAccounts, searchReports } from '../resources/evoVoice/listSearch';
import { reportOperations } from '../resources/evoVoice/report';

const OPERATIONS = { report: reportOperations } satisfies Operations<EvoVoiceConnection>;

export class EvoVoiceReports implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Evo Voice Reports',
		name: 'evoVoiceReports',
		icon: { light: 'file:evoVoice.svg', dark: 'file:evoVoice.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Request billing and call reports from Evo Voice and get their workbooks',
		defaults: { name: 'Evo Voice Reports' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'evoVoiceApi', required: true }],
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
						description: 'A workbook about billing, calls, agents or endpoints',
					},
				],
				default: 'report',
			},
			...operationProperties('report', reportOperations, 'createAndDownload'),
		],
	};

	methods = { listSearch: { searchAccounts, searchReports } };

	/** Programmatic rather than declarative: a report takes several dependent requests and some patience. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeOperation(
			this,
			OPERATIONS,
			async ({ clock, stop }) => await connectEvoVoice(this, clock, stop),
		);
	}
}
