/** The trigger's panel: n8n's editor hides fields that it takes for a choice of login. */
import { loginData } from '../support/evoVoice';
import { node } from '../support/workflow';
import { BrowserBench } from './support/bench';

let bench: BrowserBench;

beforeAll(async () => {
	bench = await BrowserBench.open();
});
afterAll(async () => await bench.close());

beforeEach(async () => {
	const trigger = node('Trigger', 'n8n-nodes-telecom-reports.telecomReportTrigger');
	const draft = { name: "the trigger's panel", nodes: [trigger], connections: {} };
	const { id } = await bench.client.createWorkflow(draft);
	await bench.editor.showNode(id, trigger.id);
});

test.each([
	['Evo Voice', 'Evo Voice API', ['watch', 'event', 'downloadFile']],
	['RingCX', 'RingCX API', ['watch', 'accountId', 'period']],
	['Webex BroadWorks', 'Webex BroadWorks OAuth2 API', ['authentication', 'watch', 'event']],
	['Bandwidth', 'Bandwidth OAuth2 API', ['authentication', 'resource', 'watch', 'event']],
])('%s can be chosen, and brings its own login and fields', async (service, credential, fields) => {
	const { builder, editor } = bench;
	await builder.choose('service', service);
	for (const field of fields) {
		await editor.page
			.locator(
				`[data-test-id="parameter-input-${field}"]:visible, [data-test-id="resource-locator-${field}"]:visible`,
			)
			.first()
			.waitFor();
	}
	await builder.newCredential();
	const dialog = await builder.find('editCredential-modal').first().textContent();
	expect(dialog).toContain(credential);
});

test('the panel says how to see a report, and when the workflow starts', async () => {
	const { builder, client, editor, sandbox } = bench;
	const { id, name } = await client.createCredential('evoVoiceApi', 'Evo', loginData(sandbox));
	const trigger = node(
		'Trigger',
		'n8n-nodes-telecom-reports.telecomReportTrigger',
		{ service: 'evoVoice' },
		{ credentials: { evoVoiceApi: { id, name } } },
	);
	const workflow = await client.createWorkflow({ name: 'help', nodes: [trigger], connections: {} });
	await editor.showNode(workflow.id, trigger.id);
	await editor.page.locator('text=See the latest report').first().waitFor();
	await builder.hand.click(editor.page.locator('text=When will this node trigger my flow?'));
	await editor.page.locator('text=While building your workflow').first().waitFor();
});
