/** Many Webex reports in one run: with our node, and as people build it from n8n's own nodes. */
import type { IConnections, INode } from 'n8n-workflow';
import {
	chain,
	MANUAL,
	manualWorkflow,
	node,
	type WorkflowDraft,
} from '../../e2e/support/workflow';
import type { CredentialDraft, Lab } from './lab';
import type { Faces } from './sandboxChild';

const HTTP_REQUEST = 'n8n-nodes-base.httpRequest';
const MONTH = '2026-09';
const WAIT_SECONDS = 5;

/** Logins in the order in which {@link ourJobs} and {@link theirJobs} expect them, from `first` on. */
export function webexLogins({ webex: { accessToken, baseUrl } }: Faces): CredentialDraft[] {
	return [
		{ type: 'webexBroadworksApi', data: { accessToken, baseUrl } },
		{
			type: 'httpHeaderAuth',
			data: { name: 'Authorization', value: `Bearer ${accessToken}` },
		},
	];
}

const items = (count: number) => Array.from({ length: count }, (_, index) => ({ index }));

/** Our node's Create and Download over so many items. */
export function ourJobs(lab: Lab, firstLogin: number, count: number): WorkflowDraft {
	const ours = node(
		'Ours',
		'n8n-nodes-telecom-reports.webexBroadworksReports',
		{
			authentication: 'accessToken',
			resource: 'billingReport',
			operation: 'createAndDownload',
			dateRange: 'custom',
			billingPeriod: MONTH,
		},
		{ credentials: lab.login(firstLogin) },
	);
	return manualWorkflow('ours', [ours], items(count));
}

/** Create → Wait → Status → If → Download, where what is not ready goes back to Wait. */
function theirNodes(lab: Lab, firstLogin: number, { webex }: Faces): INode[] {
	const reports = `${webex.baseUrl}/broadworks/billing/reports`;
	const signed = { authentication: 'genericCredentialType', genericAuthType: 'httpHeaderAuth' };
	const login = { typeVersion: 4.2, credentials: lab.login(firstLogin + 1) };
	return [
		node(
			'Create',
			HTTP_REQUEST,
			{
				...signed,
				method: 'POST',
				url: reports,
				sendBody: true,
				specifyBody: 'json',
				jsonBody: JSON.stringify({ billingPeriod: MONTH }),
			},
			login,
		),
		node(
			'Wait',
			'n8n-nodes-base.wait',
			{ resume: 'timeInterval', amount: WAIT_SECONDS, unit: 'seconds' },
			{ typeVersion: 1.1, webhookId: '00000000-0000-4000-9000-000000000001' },
		),
		node('Status', HTTP_REQUEST, { ...signed, url: `=${reports}/{{ $json.id }}` }, login),
		node('Is it ready', 'n8n-nodes-base.if', { conditions: isCompleted() }, { typeVersion: 2.2 }),
		node(
			'Download',
			HTTP_REQUEST,
			{
				url: '={{ $json.tempDownloadURL }}',
				options: { response: { response: { responseFormat: 'file' } } },
			},
			{ typeVersion: 4.2 },
		),
	];
}

function isCompleted() {
	return {
		options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
		conditions: [
			{
				id: 'isCompleted',
				leftValue: '={{ $json.status }}',
				rightValue: 'COMPLETED',
				operator: { type: 'string', operation: 'equals' },
			},
		],
		combinator: 'and',
	};
}

const to = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];

/** All items at once through {@link theirNodes}. */
export function theirJobs(
	lab: Lab,
	firstLogin: number,
	faces: Faces,
	count: number,
): WorkflowDraft {
	const draft = manualWorkflow('theirs', theirNodes(lab, firstLogin, faces), items(count));
	return { ...draft, connections: { ...draft.connections, ...backToWait() } };
}

/** One item after the other: Loop Over Items with a batch of one around {@link theirNodes}. */
export function theirLoop(
	lab: Lab,
	firstLogin: number,
	faces: Faces,
	count: number,
): WorkflowDraft {
	const loop = node(
		'Loop Over Items',
		'n8n-nodes-base.splitInBatches',
		{ batchSize: 1 },
		{ typeVersion: 3 },
	);
	const nodes = theirNodes(lab, firstLogin, faces);
	const draft = manualWorkflow('loop', [loop, ...nodes], items(count));
	const connections: IConnections = {
		...chain(nodes),
		...backToWait(),
		[MANUAL]: { main: [to(loop.name)] },
		[loop.name]: { main: [[], to('Create')] },
		Download: { main: [to(loop.name)] },
	};
	return { ...draft, connections };
}

function backToWait(): IConnections {
	return { 'Is it ready': { main: [to('Download'), to('Wait')] } };
}
