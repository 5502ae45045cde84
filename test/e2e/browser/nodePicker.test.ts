/** How the nodes are found, and what the editor shows of them before they ran. */
import { node, manualWorkflow } from '../support/workflow';
import { waitFor } from '../support/wait';
import { BrowserBench } from './support/bench';
import { takePicture } from './support/docs';

let bench: BrowserBench;

beforeAll(async () => {
	bench = await BrowserBench.open();
});
afterAll(async () => await bench.close());

/** Among the first so many a person looks at. */
const SEEN_AT_ONCE = 5;

describe('In the node picker', () => {
	beforeAll(async () => {
		await bench.builder.openNew();
		await bench.builder.search('manual', 'Manual Trigger');
		await bench.builder.pick('Manual Trigger');
		await bench.builder.addNext();
	});

	test.each([
		['CDR', 'Bandwidth Reports'],
		['BDR', 'Bandwidth Reports'],
		['MDR', 'Bandwidth Reports'],
		['phone numbers', 'Bandwidth Reports'],
		['call detail', 'Evo Voice Reports'],
		['billing', 'Webex BroadWorks Reports'],
		['BroadWorks', 'Webex BroadWorks Reports'],
		['Cisco', 'Webex BroadWorks Reports'],
		['RingCentral', 'RingCX Reports'],
		['Engage Voice', 'RingCX Reports'],
		['reportsStreaming', 'RingCX Reports'],
	])('a search for %s finds %s', async (alias, name) => {
		const found = await bench.builder.search(alias, name);
		expect(found.slice(0, SEEN_AT_ONCE)).toContain(name);
	});

	test.each([
		[
			'Bandwidth Reports',
			[
				'Create account report',
				'Create and download account report',
				'Download account report',
				'Get many account reports',
				'Get status of account report',
				'Create billing report',
				'Create and download billing report',
				'Download billing report',
				'Get many billing reports',
				'Get status of billing report',
				'Get report type',
				'Get many report types',
			],
		],
		[
			'Webex BroadWorks Reports',
			[
				'Create billing report',
				'Create and download billing report',
				'Delete billing report',
				'Download billing report',
				'Get many billing reports',
				'Get status of billing report',
			],
		],
		[
			'Evo Voice Reports',
			[
				'Create report',
				'Create and download report',
				'Delete report',
				'Download report',
				'Get many reports',
				'Get status of report',
			],
		],
		['RingCX Reports', ['Create and download report']],
		[
			'Telecom Report',
			['On report completed', 'On report completed or failed', 'On report failed'],
		],
	])('the operations of %s read as sentences', async (name, sentences) => {
		const { builder } = bench;
		await builder.search(name, name);
		await builder.pick(name);
		const shown = await waitFor('the operations', async () => {
			const items = await builder.pickerItems();
			return items.length === sentences.length && !items.includes(name) ? items : undefined;
		});
		await builder.hand.click(builder.find('nodes-list-header').locator('button'));
		expect(shown).toEqual(sentences);
	});
});

test('the next node sees the fields of a report before any run', async () => {
	const { client, editor, builder } = bench;
	const report = node('Report', 'n8n-nodes-telecom-reports.evoVoiceReports', {
		operation: 'create',
	});
	const next = node('Next', 'n8n-nodes-base.set', {}, { typeVersion: 3.4 });
	const { id } = await client.createWorkflow(manualWorkflow('preview', [report, next]));
	await editor.showNode(id, next.id);
	const panel = builder.find('ndv-input-panel');
	await waitFor('the preview of the fields', async () => {
		const text = await panel.innerText();
		return ['reportId', 'serviceStatus', 'startDate'].every((name) => text.includes(name))
			? text
			: undefined;
	});
	await takePicture(editor.page, 'preview', { x: 24, y: 24, width: 900, height: 480 });
});

test('the panel of the trigger shows what it watches', async () => {
	const { client, editor, builder } = bench;
	const trigger = node('Trigger', 'n8n-nodes-telecom-reports.telecomReportTrigger');
	const { id } = await client.createWorkflow({
		name: 'trigger',
		nodes: [trigger],
		connections: {},
	});
	await editor.showNode(id, trigger.id);
	const text = await builder.find('node-parameters').innerText();
	for (const field of ['Service', 'Event', 'Watch']) expect(text).toContain(field);
	await takePicture(editor.page, 'trigger', { x: 510, y: 60, width: 420, height: 800 });
});
