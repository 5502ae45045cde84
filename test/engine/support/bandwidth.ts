import { type INodeParameters } from 'n8n-workflow';
import { type Sandbox } from '../../sandbox';
import { type NodeRun } from './engine';

/** A run of the Bandwidth node against the sandbox, with a Basic login unless `parameters` say otherwise. */
export function bandwidthRun(
	{ bandwidth }: Sandbox,
	parameters: INodeParameters,
	more: Partial<NodeRun> = {},
): NodeRun {
	const { baseUrl, accountId, basic, oauth2, tokenUrl } = bandwidth;
	return {
		type: 'bandwidthReports',
		parameters: { authentication: 'basicAuth', resource: 'billingReport', ...parameters },
		credentials: {
			bandwidthApi: { baseUrl, accountId, ...basic },
			bandwidthOAuth2Api: {
				baseUrl,
				accountId,
				...oauth2,
				accessTokenUrl: tokenUrl,
				grantType: 'clientCredentials',
				authentication: 'header',
				scope: '',
			},
		},
		...more,
	};
}

/** Calls of October 2026. */
export const OCTOBER: INodeParameters = {
	reportType: 'BDR',
	dateRange: 'custom',
	startDate: '2026-10-01T00:00:00',
	endDate: '2026-10-31T00:00:00',
	simplify: true,
};

export const CREATE_AND_DOWNLOAD: INodeParameters = {
	operation: 'createAndDownload',
	...OCTOBER,
	binaryPropertyName: 'data',
	options: {},
};
