/** Which n8n the tests run in, and all in which an older one differs for them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { PublicationStatus, StoredWorkflow } from './n8nTypes';
import { N8N_PROJECT } from './paths';

const { version } = JSON.parse(
	readFileSync(path.join(N8N_PROJECT, 'node_modules', 'n8n', 'package.json'), 'utf8'),
) as { version: string };

export const N8N_VERSION = version;
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

/** 1.x keeps files in memory unless told otherwise; 2.x in the file system. */
export const BINARY_DATA: Record<string, string> = IS_N8N_1
	? { N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem' }
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

/** What 1.x wants to be told for a run by hand: the whole workflow, which 2.x reads for itself. */
export function startInN8n1(workflowData: StoredWorkflow, destinationNode?: string): object {
	return { workflowData, ...(destinationNode && { destinationNode }) };
}

/** What 2.x would tell of an activation that 1.x refused. */
export function refusedByN8n1({ message }: Error): PublicationStatus {
	return { status: 'failed', triggers: [{ nodeId: '', status: 'failed', errorMessage: message }] };
}
