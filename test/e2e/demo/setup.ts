/** Fills the demo's n8n, or brings what an earlier start left there up to date. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import type { N8nClient } from '../support/n8nClient';
import type { StoredCredential, StoredWorkflow } from '../support/n8nTypes';
import { ROOT } from '../support/paths';
import type { WorkflowDraft } from '../support/workflow';

const EXAMPLE = path.join(ROOT, 'examples', 'bandwidth-billing-report.json');

/** The node of the example whose report the demo checks, and the node that starts it. */
export const REPORT_NODE = 'Create and download the report';
export const START_NODE = 'When clicking ‘Execute workflow’';

/** Credentials for the sandbox, OAuth2 first: the example uses that one. */
export async function setUpCredentials(
	client: N8nClient,
	{ bandwidth }: Sandbox,
): Promise<StoredCredential[]> {
	const { accountId, baseUrl, tokenUrl, basic, oauth2 } = bandwidth;
	const stored = await client.listCredentials();
	const wanted: Array<[type: string, name: string, data: ICredentialDataDecryptedObject]> = [
		[
			'bandwidthOAuth2Api',
			'Bandwidth sandbox (OAuth2)',
			{ ...oauth2, accountId, baseUrl, accessTokenUrl: tokenUrl },
		],
		['bandwidthApi', 'Bandwidth sandbox (Basic)', { ...basic, accountId, baseUrl }],
	];
	const credentials: StoredCredential[] = [];
	for (const [type, name, data] of wanted) {
		const existing = stored.find((one) => one.type === type && one.name === name);
		credentials.push(
			existing === undefined
				? await client.createCredential(type, name, data)
				: await client.updateCredential(existing, data),
		);
	}
	return credentials;
}

/** The example workflow as it lies in `examples/`, with the given credentials on its nodes. */
export async function setUpExample(
	client: N8nClient,
	credentials: StoredCredential[],
): Promise<StoredWorkflow> {
	const example = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as WorkflowDraft;
	for (const node of example.nodes) {
		if (node.name !== REPORT_NODE) continue;
		const { authentication } = node.parameters;
		const type = authentication === 'basicAuth' ? 'bandwidthApi' : 'bandwidthOAuth2Api';
		const credential = credentials.find((one) => one.type === type);
		if (credential) node.credentials = { [type]: { id: credential.id, name: credential.name } };
	}
	const existing = (await client.listWorkflows()).find(
		({ name, isArchived }) => name === example.name && !isArchived,
	);
	return existing === undefined
		? await client.createWorkflow(example)
		: await client.updateWorkflow(existing.id, example);
}
