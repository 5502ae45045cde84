/** The nodes as tools of n8n's AI agents. One of them in an agent's hands: see the suite of the examples. */
import type { N8nClient } from '../../support/n8nClient';
import { packageNodeTypes } from '../../support/paths';
import { connectToSharedServer } from '../../support/sharedServer';

const NODES = packageNodeTypes().filter((type) => !type.endsWith('Trigger'));

let client: N8nClient;

beforeAll(async () => {
	client = await connectToSharedServer();
});

test('every node but the trigger is one', async () => {
	expect(NODES).toHaveLength(4);
	const tools = await client.nodeTypes(NODES.map((type) => `${type}Tool`));
	expect(tools.map(({ outputs, codex }) => ({ outputs, of: codex?.subcategories?.AI }))).toEqual(
		NODES.map(() => ({ outputs: ['ai_tool'], of: ['Tools'] })),
	);
	await expect(
		client.nodeTypes(['n8n-nodes-telecom-reports.telecomReportTriggerTool']),
	).rejects.toThrow();
});

test.each(NODES)(
	'%s: what n8n tells an agent of each operation says what it does and where',
	async (type) => {
		const [tool] = await client.nodeTypes([`${type}Tool`]);
		const actions = (tool?.properties ?? [])
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options = [] }) =>
				options.map((option) => ('action' in option ? option.action : '')),
			)
			.filter((action) => action !== undefined && !/custom api call/i.test(action));
		expect(actions.length).toBeGreaterThan(0);
		// n8n adds "in" and the name of the node, which is that of the service.
		expect(tool?.defaults.name).toMatch(/^(Bandwidth|Webex BroadWorks|Evo Voice|RingCX) Reports/);
		for (const action of actions) expect(action).toMatch(/^(Create|Delete|Download|Get) .*report/);
		expect(new Set(actions).size).toBe(actions.length);
	},
);
