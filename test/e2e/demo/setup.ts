/** Fills the demo's n8n, or brings what an earlier start left there up to date. */
import type { Sandbox } from '../../sandbox';
import { completeExample, exampleFiles, readExample, sandboxChoices } from '../support/examples';
import type { Mailbox } from '../support/mailbox';
import type { N8nClient } from '../support/n8nClient';
import type { StoredWorkflow } from '../support/n8nTypes';
import { sandboxLogins, storeCredentials } from '../support/sandboxLogins';

/** The node that gets its credential although the examples name none for it. */
const MAIL_NODE = { 'n8n-nodes-base.emailSend': 'smtp' };

/**
 * Stores a login for every service and imports all examples, with these logins on their nodes and with the
 * choices that their notes ask for. Answers the workflows by the names of their files.
 */
export async function setUpExamples(
	client: N8nClient,
	sandbox: Sandbox,
	mailbox: Mailbox,
): Promise<Map<string, StoredWorkflow>> {
	const credentials = await storeCredentials(client, [
		...sandboxLogins(sandbox),
		{ type: 'smtp', name: 'Mail sandbox', data: mailbox.credential },
	]);
	const stored = await client.listWorkflows();
	const workflows = await Promise.all(
		exampleFiles().map(async (file): Promise<[string, StoredWorkflow]> => {
			const choices = sandboxChoices(file, sandbox);
			const example = completeExample(readExample(file), credentials, choices, MAIL_NODE);
			const existing = stored.find(({ name, isArchived }) => name === example.name && !isArchived);
			const workflow =
				existing === undefined
					? await client.createWorkflow(example)
					: await client.updateWorkflow(existing.id, example);
			return [file, workflow];
		}),
	);
	return new Map(workflows);
}
