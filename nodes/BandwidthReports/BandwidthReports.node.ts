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
import { type BandwidthConnection } from '../services/bandwidth/connection';
import { accountReportOperations } from '../resources/bandwidth/accountReport';
import { billingReportOperations } from '../resources/bandwidth/billingReport';
import { connectBandwidth } from '../resources/bandwidth/connect';
import {
	searchAccountReports,
	searchBillingReports,
	searchReportDefinitions,
} from '../resources/bandwidth/listSearch';
import { bandwidthLoginFields } from '../resources/bandwidth/loginFields';
import { getReportParameters } from '../resources/bandwidth/parameterMapping';
import { reportDefinitionOperations } from '../resources/bandwidth/reportDefinition';

const OPERATIONS = {
	accountReport: accountReportOperations,
	billingReport: billingReportOperations,
	reportDefinition: reportDefinitionOperations,
} satisfies Operations<BandwidthConnection>;

export class BandwidthReports implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bandwidth Reports',
		name: 'bandwidthReports',
		icon: { light: 'file:bandwidth.svg', dark: 'file:bandwidth.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Request usage and billing reports from Bandwidth and get their files',
		defaults: { name: 'Bandwidth Reports' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'bandwidthOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] } },
			},
			{
				name: 'bandwidthApi',
				required: true,
				displayOptions: { show: { authentication: ['basicAuth'] } },
			},
		],
		properties: [
			...bandwidthLoginFields,
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{
						name: 'Account Report',
						value: 'accountReport',
						description: 'Phone numbers, orders, emergency addresses and users of the account',
					},
					{
						name: 'Billing Report',
						value: 'billingReport',
						description: 'Call, message and invoice records of a period',
					},
					{
						name: 'Report Type',
						value: 'reportDefinition',
						description: 'The kinds of account reports that there are, and their parameters',
					},
				],
				default: 'billingReport',
			},
			...operationProperties('accountReport', accountReportOperations, 'createAndDownload'),
			...operationProperties('billingReport', billingReportOperations, 'createAndDownload'),
			...operationProperties('reportDefinition', reportDefinitionOperations, 'getAll'),
		],
	};

	methods = {
		listSearch: { searchAccountReports, searchBillingReports, searchReportDefinitions },
		resourceMapping: { getReportParameters },
	};

	/** Programmatic rather than declarative: a report takes several dependent requests and some patience. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeOperation(
			this,
			OPERATIONS,
			async ({ clock, stop }) => await connectBandwidth(this, clock, stop),
		);
	}
}
