/** The environment variables of an n8n that is ours alone and talks to nobody. */
import path from 'node:path';
import { exampleNodeTypes } from './examples';
import { knownModules, SETTINGS_OF_N8N_2 } from './n8nVersion';
import { packageNodeTypes } from './paths';

/**
 * `slim` starts fastest: no editor, only the few node types that workflows in tests use.
 * `editor` is the whole of n8n, for people and for screenshots.
 */
export type N8nProfile = 'slim' | 'editor';

export interface N8nAddress {
	/** Holds `.n8n`; never the user's own home. */
	userFolder: string;
	port: number;
	/** n8n's task runners connect here; loopback. */
	brokerPort: number;
}

/** Built-in node types that `slim` offers beside the package's own. */
const SLIM_NODE_TYPES = [
	'@n8n/n8n-nodes-langchain.agent',
	'@n8n/n8n-nodes-langchain.lmChatOpenAi',
	'n8n-nodes-base.manualTrigger',
	'n8n-nodes-base.merge',
	'n8n-nodes-base.noOp',
	'n8n-nodes-base.set',
	'n8n-nodes-base.compression',
	'n8n-nodes-base.extractFromFile',
	'n8n-nodes-base.dataTable',
	'n8n-nodes-base.emailSend',
	'n8n-nodes-base.wait',
];

/** No telemetry, no update checks, no template or licence servers. */
const PRIVATE = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_PUBLIC_API_SWAGGERUI_DISABLED: 'true',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
};

/** Modules that would call out, or ask for a login elsewhere, whatever the profile. */
const TALKATIVE_MODULES = ['mcp-registry', 'instance-ai', 'agents', 'instance-version-history'];

const UNNEEDED_IN_TESTS = [
	'insights',
	'external-secrets',
	'mcp',
	'provisioning',
	'breaking-changes',
	'source-control',
	'dynamic-credentials',
	'chat-hub',
	'sso-oidc',
	'sso-saml',
	'log-streaming',
	'ldap',
	'quick-connect',
	'workflow-builder',
	'favorites',
	'otel',
	'token-exchange',
	'n8n-packages',
	'workflow-reviews',
];

/** Settings of ours, or of an n8n the user runs, that must not leak into this one. */
const FOREIGN =
	/^(N8N_|DB_|EXECUTIONS_|QUEUE_|GENERIC_|WEBHOOK_|NODES_|NODE_OPTIONS$|NODE_ENV$|JEST_|npm_)/i;

/** The environment for one n8n process. `extra` wins over everything. */
export function n8nEnvironment(
	{ userFolder, port, brokerPort }: N8nAddress,
	profile: N8nProfile,
	extra: Record<string, string> = {},
): Record<string, string> {
	const inherited = Object.entries(process.env).filter(
		(entry): entry is [string, string] => entry[1] !== undefined && !FOREIGN.test(entry[0]),
	);
	return {
		...Object.fromEntries(inherited),
		PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH ?? ''}`,
		NO_PROXY: '127.0.0.1,localhost',
		no_proxy: '127.0.0.1,localhost',
		N8N_USER_FOLDER: userFolder,
		N8N_PORT: String(port),
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_SECURE_COOKIE: 'false',
		N8N_WORKFLOW_PUBLICATION_OUTBOX_POLL_INTERVAL_MS: '200',
		GENERIC_TIMEZONE: 'UTC',
		...PRIVATE,
		...SETTINGS_OF_N8N_2,
		N8N_DISABLED_MODULES: withoutModules(TALKATIVE_MODULES),
		...(profile === 'slim' ? slimSettings() : {}),
		...extra,
	};
}

function slimSettings(): Record<string, string> {
	return {
		N8N_DISABLE_UI: 'true',
		N8N_DISABLED_MODULES: withoutModules([...TALKATIVE_MODULES, ...UNNEEDED_IN_TESTS]),
		NODES_INCLUDE: JSON.stringify([
			...new Set([...SLIM_NODE_TYPES, ...exampleNodeTypes(), ...packageNodeTypes()]),
		]),
		// No runner process: Code nodes do not run in this profile.
		N8N_RUNNERS_MODE: 'external',
		N8N_RUNNERS_AUTH_TOKEN: 'unused',
	};
}

function withoutModules(names: string[]): string {
	return knownModules(names).join(',');
}
