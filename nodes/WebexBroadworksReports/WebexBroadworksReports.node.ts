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
import { type WebexConnection } from '../services/webex/connection';
import { billingReportOperations } from '../resources/webex/billingReport';
import { connectWebex } from '../resources/webex/connect';
import { searchBillingReports } from '../resources/webex/listSearch';
import { webexLoginFields } from '../resources/webex/loginFields';

const OPERATIONS = {
	billingReport: billingReportOperations,
} satisfies Operations<WebexConnection>;

export class WebexBroadworksReports implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Webex BroadWorks Reports',
		name: 'webexBroadworksReports',
		icon: { light: 'file:webexBroadworks.svg', dark: 'file:webexBroadworks.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Request monthly billing reports of Webex for BroadWorks and get their files',
		defaults: { name: 'Webex BroadWorks Reports' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'webexBroadworksOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] } },
			},
			{
				name: 'webexBroadworksApi',
				required: true,
				displayOptions: { show: { authentication: ['accessToken'] } },
			},
		],
		properties: [
			...webexLoginFields,
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{
						name: 'Billing Report',
						value: 'billingReport',
						description:
							'The billing reconciliation report of a month; partners with a wholesale contract have another, which is not offered here',
					},
				],
				default: 'billingReport',
			},
			...operationProperties('billingReport', billingReportOperations, 'createAndDownload'),
		],
	};

	methods = { listSearch: { searchBillingReports } };

	/** Programmatic rather than declarative: a report takes several dependent requests and some patience. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeOperation(
			this,
			OPERATIONS,
			async ({ clock, stop }) => await connectWebex(this, clock, stop),
		);
	}
}
