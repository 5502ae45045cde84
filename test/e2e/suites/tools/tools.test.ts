/** Each node as the tool of n8n's AI Agent; the model is played. */
import { ChatModelStandIn } from '../../support/chatModelStandIn';
import { REPORT } from '../../support/reportBench';
import { RowsBench } from '../../support/rowsBench';
import { manualWorkflow, node } from '../../support/workflow';

const AGENT = 'Agent';
const MODEL = 'Model';

let bench: RowsBench;
let model: ChatModelStandIn;

beforeAll(async () => {
	bench = await RowsBench.open({ rows: 50 });
	model = await ChatModelStandIn.open();
	// For the list of the tool that lists.
	await bench.run('evoVoice', { operation: 'create' }, 5);
	model.answer = ({ messages, tools }) => {
		const read = messages.find(({ role }) => role === 'tool');
		if (read !== undefined) return { content: read.content };
		return { tool: tools?.[0]?.function.name ?? '', arguments: { limit: 3 } };
	};
});

afterAll(() => Promise.all([bench?.close(), model?.close()]));

test.each([
	['bandwidth', {}, 'Create and download billing report in Bandwidth Reports', 'BdrID'],
	['webex', {}, 'Create and download billing report in Webex BroadWorks Reports', 'SUBSCRIBER_ID'],
	['ringCx', {}, 'Create and download report in RingCX Reports', 'uii'],
	['evoVoice', { operation: 'getAll' }, 'Get many reports in Evo Voice Reports', 'reportId'],
] as const)(
	'%s: an agent is told what the tool does, says how much it wants, and reads that',
	async (service, parameters, description, field) => {
		const report = bench.node(service, {
			...parameters,
			descriptionType: 'auto',
			returnAll: false,
			limit: "={{ $fromAI('limit', 'How many rows', 'number') }}",
		});
		const openAi = await bench.client.createCredential('openAiApi', 'Model', model.credential);
		const draft = manualWorkflow('agent', [
			node(
				AGENT,
				'@n8n/n8n-nodes-langchain.agent',
				{ promptType: 'define', text: 'Show me three.', options: {} },
				{ typeVersion: 3 },
			),
		]);
		const execution = await bench.client.runToEnd({
			...draft,
			nodes: [
				...draft.nodes,
				{ ...report, type: `${report.type}Tool` },
				node(
					MODEL,
					'@n8n/n8n-nodes-langchain.lmChatOpenAi',
					{ model: { __rl: true, mode: 'id', value: 'played' }, responsesApiEnabled: false },
					{ typeVersion: 1.3, credentials: { openAiApi: { id: openAi.id, name: openAi.name } } },
				),
			],
			connections: {
				...draft.connections,
				[MODEL]: { ai_languageModel: [[{ node: AGENT, type: 'ai_languageModel', index: 0 }]] },
				[REPORT]: { ai_tool: [[{ node: AGENT, type: 'ai_tool', index: 0 }]] },
			},
		});
		expect(execution.error).toBeUndefined();
		expect(model.questions.at(-1)?.tools?.map((tool) => tool.function)).toEqual([
			expect.objectContaining({ name: REPORT, description }),
		]);
		const read = JSON.parse(execution.text(AGENT, 'output')) as object[];
		expect(read).toHaveLength(3);
		expect(Object.keys(read[0] ?? {})).toContain(field);
	},
);
