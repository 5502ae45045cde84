/** Nodes that get the file of a Bandwidth report: ours, and those that n8n has of its own. */
import type { INode, INodeParameters } from 'n8n-workflow';
import { BANDWIDTH_NODE } from '../../e2e/support/bandwidth';
import { node } from '../../e2e/support/workflow';
import type { CredentialDraft, Lab } from './lab';
import type { SandboxProcess } from './sandboxProcess';

const HTTP_REQUEST = 'n8n-nodes-base.httpRequest';

/** Logins for {@link ourDownload} and {@link httpDownload}, in the order that they count on. */
export function downloadLogins({ faces }: SandboxProcess): CredentialDraft[] {
	const { basic, accountId, baseUrl } = faces.bandwidth;
	return [
		{ type: 'bandwidthApi', data: { ...basic, accountId, baseUrl } },
		{ type: 'httpBasicAuth', data: { user: basic.username, password: basic.password } },
	];
}

/** Our node's Download. */
export function ourDownload(lab: Lab, reportId: string, parameters: INodeParameters = {}): INode {
	return node(
		'Ours',
		BANDWIDTH_NODE,
		{
			authentication: 'basicAuth',
			resource: 'billingReport',
			operation: 'download',
			reportId: { __rl: true, mode: 'id', value: reportId },
			...parameters,
		},
		{ credentials: lab.login(0) },
	);
}

/** n8n's HTTP Request node, which saves what it gets as a file. */
export function httpDownload(lab: Lab, url: string): INode {
	return node(
		'HTTP Request',
		HTTP_REQUEST,
		{
			url,
			authentication: 'genericCredentialType',
			genericAuthType: 'httpBasicAuth',
			options: { response: { response: { responseFormat: 'file' } } },
		},
		{ typeVersion: 4.2, credentials: lab.login(1) },
	);
}

/** How people get from there to the rows of a zipped table. */
export function unpackAndRead(): INode[] {
	return [
		node(
			'Compression',
			'n8n-nodes-base.compression',
			{ operation: 'decompress', binaryPropertyName: 'data', outputPrefix: 'file_' },
			{ typeVersion: 1.1 },
		),
		node(
			'Extract From File',
			'n8n-nodes-base.extractFromFile',
			{ operation: 'csv', binaryPropertyName: 'file_0' },
			{ typeVersion: 1.1 },
		),
	];
}
