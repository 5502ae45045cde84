/** Which n8n the tests run in, and all in which an older one differs for them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject, INode } from 'n8n-workflow';
import type { DataTableDraft, PublicationStatus, StoredWorkflow } from './n8nTypes';
import { N8N_PROJECT } from './paths';
import type { WorkflowDraft } from './workflow';

const { version } = JSON.parse(
	readFileSync(path.join(N8N_PROJECT, 'node_modules', 'n8n', 'package.json'), 'utf8'),
) as { version: string };

export const IS_N8N_1 = version.startsWith('1.');

/** n8n does not start when it is to do without a module that it does not know; 1.x has only these of ours. */
const MODULES_OF_N8N_1 = [
	'insights',
	'external-secrets',
	'mcp',
	'provisioning',
	'breaking-changes',
	'chat-hub',
];

/** Those of `modules` that this n8n knows. */
export function knownModules(modules: string[]): string[] {
	return IS_N8N_1 ? modules.filter((name) => MODULES_OF_N8N_1.includes(name)) : modules;
}

/**
 * What 2.x does unless told otherwise, as settings of 1.x: files go to the file system instead of memory, and
 * SQLite has a pool, without which requests at the same time end each other's transactions ("no such savepoint").
 */
export const SETTINGS_OF_N8N_2: Record<string, string> = IS_N8N_1
	? { N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem', DB_SQLITE_POOL_SIZE: '3' }
	: {};

/** How n8n schedules polls and keeps their state, as settings by name; 1.x knows one way only. */
export const ENGINES: Record<string, Record<string, string>> = {
	'default engine': {},
	...(!IS_N8N_1 && {
		'durable scheduler': {
			N8N_SCHEDULER_ENABLED: 'true',
			N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
			N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
		},
	}),
};

/** 1.x activates while the request lasts, and then knows no more than that the workflow is active. */
export function statusInN8n1({ active }: Pick<StoredWorkflow, 'active'>): PublicationStatus {
	return { status: active ? 'published' : 'not_published', triggers: [] };
}

/** What 1.x wants to be told of a new workflow, as its editor does: that it is not active, and whose it is. */
export function newInN8n1(projectId: string): object {
	return { active: false, projectId };
}

/** What 1.x wants to be told for a run by hand: the whole workflow, which 2.x reads for itself. */
export function startInN8n1(workflowData: StoredWorkflow, destinationNode?: string): object {
	return { workflowData, ...(destinationNode && { destinationNode }) };
}

/** What 2.x would tell of an activation that 1.x refused. */
export function refusedByN8n1({ message }: Error): PublicationStatus {
	return { status: 'failed', triggers: [{ nodeId: '', status: 'failed', errorMessage: message }] };
}

/** How 1.x tells a refused credential test, whatever the credential says of the status. */
const REFUSALS_OF_N8N_1 = {
	302: 'Request failed with status code 302',
	401: 'Authorization failed - please check your credentials',
	403: 'Forbidden - perhaps check your credentials?',
	404: 'The resource you are requesting could not be found',
};

/** The outcome of a credential test that the service answered by `status`, told by `ours`. */
export function refusal(status: keyof typeof REFUSALS_OF_N8N_1, ours: RegExp): object {
	const message: unknown = IS_N8N_1 ? REFUSALS_OF_N8N_1[status] : expect.stringMatching(ours);
	return { status: 'Error', message };
}

/** Where an item on the error output says what to do; 1.x sends none there that holds anything else. */
export const DETAILS_ON_ERROR_OUTPUT = IS_N8N_1 ? 'message' : 'details';

/** The size of a stored file, as n8n tells it with the item; 1.x only in words. */
export function sizeTold(bytes: number, words: string): object {
	return { fileSize: words, ...(!IS_N8N_1 && { bytes }) };
}

/** The option of n8n's mail node that names files to be sent. */
export const MAIL_FILES = IS_N8N_1 ? 'attachments' : 'fileAttachments';

/** What 1.x marks red in an imported example, beside what everybody has to choose: its data tables are not made by nodes. */
export const MARKED_IN_N8N_1: Record<string, string[]> = IS_N8N_1
	? {
			'ringcx-calls-to-data-table.json': ['operation', 'tableName', 'columns', 'options'].map(
				(name) => `Have a table for the calls: unknown parameter ${name}`,
			),
		}
	: {};

/** The data tables that a workflow makes for itself, where their user has to do so by hand, as in 1.x. */
export function tablesToMake({ nodes }: WorkflowDraft): DataTableDraft[] {
	return nodes.filter(isTableToMake).map(({ parameters }) => {
		const { column } = parameters.columns as unknown as { column: DataTableDraft['columns'] };
		return { name: String(parameters.tableName), columns: column };
	});
}

/**
 * The workflow as its user has to change it for 1.x: files of mails are named by another option, a data table is made
 * by hand and then chosen by its ID (`tables` has it by name).
 */
export function asItRuns(draft: WorkflowDraft, tables: Map<string, string>): WorkflowDraft {
	if (!IS_N8N_1) return draft;
	const change = (node: INode): INode => {
		if (isTableToMake(node)) return { ...node, disabled: true };
		const { options, dataTableId, ...parameters } = node.parameters;
		if (node.type === 'n8n-nodes-base.emailSend') {
			const { fileAttachments, ...rest } = options as IDataObject;
			return withParameters(node, {
				...parameters,
				options: { ...rest, [MAIL_FILES]: fileAttachments },
			});
		}
		if (node.type === 'n8n-nodes-base.dataTable') {
			const { value } = dataTableId as { value: string };
			const chosen = { __rl: true, mode: 'id', value: tables.get(value) };
			return withParameters(node, { ...parameters, options, dataTableId: chosen });
		}
		return node;
	};
	return { ...draft, nodes: draft.nodes.map(change) };
}

/** The node makes a data table, which only 2.x lets nodes do. */
function isTableToMake({ type, parameters }: INode): boolean {
	return IS_N8N_1 && type === 'n8n-nodes-base.dataTable' && parameters.resource === 'table';
}

function withParameters(node: INode, parameters: IDataObject): INode {
	return { ...node, parameters: parameters as INode['parameters'] };
}
