/** What workflows do with the trigger: files in mails, a branch for failed reports, test events. */
import { parse } from 'csv-parse/sync';
import { MAIL_FILES } from '../../support/n8nVersion';
import { TriggerBench } from '../../support/triggerBench';
import { sleep } from '../../support/wait';
import { requestReport } from '../../support/webex';
import { node } from '../../support/workflow';

let bench: TriggerBench;

beforeAll(async () => {
	bench = await TriggerBench.open('trigger-workflows', {});
}, 180_000);
afterAll(() => bench?.close());
afterEach(() => bench.reset());

test('the file of a report that completes arrives by e-mail, by the real mail node', async () => {
	const mail = node(
		'Mail the file',
		'n8n-nodes-base.emailSend',
		{
			fromEmail: 'reports@example.com',
			toEmail: 'me@example.com',
			subject: '={{ $json.service }} {{ $json.startDate ?? $json.name }}',
			emailFormat: 'text',
			text: '={{ $json.fileName }}',
			options: { appendAttribution: false, [MAIL_FILES]: 'data' },
		},
		{ typeVersion: 2.1, credentials: bench.login('smtp') },
	);
	const workflow = await bench.publish('mail', [
		bench.trigger('evoVoiceApi', { service: 'evoVoice', downloadFile: true }),
		mail,
	]);
	const reportId = await bench.requestEvoReport();
	const [execution] = await bench.executions(workflow, 1);
	expect(execution?.error).toBeUndefined();
	const content = await bench.sandbox.expectedFile(reportId);
	expect(bench.mailbox.mails).toEqual([
		expect.objectContaining({
			to: ['me@example.com'],
			subject: expect.stringContaining('Evo Voice') as string,
			attachments: [
				expect.objectContaining({ fileName: execution?.text('Trigger', 'fileName'), content }),
			],
		}),
	]);
});

test('each row of a report that completes is an item, and so it reaches the next node', async () => {
	const workflow = await bench.publish('rows', [
		bench.trigger('webexBroadworksApi', {
			service: 'webexBroadworks',
			authentication: 'accessToken',
			downloadFile: true,
			output: 'rows',
			returnAll: true,
		}),
		node('Use each row', 'n8n-nodes-base.noOp'),
	]);
	const reportId = await requestReport(bench.sandbox, '2026-10');
	const [execution, ...more] = await bench.executions(workflow, 1);
	expect(more).toEqual([]);
	expect(execution?.error).toBeUndefined();
	const file = await bench.sandbox.expectedFile(reportId);
	const rows = parse<Record<string, string>>(file ?? '', { columns: true, bom: true });
	expect(rows).toHaveLength(20);
	expect(execution?.json('Use each row')).toEqual(rows);
	await bench.polls(2);
	expect(await bench.executions(workflow, 1)).toHaveLength(1);
});

test('a report that could not be made starts the branch for failed ones, the others do not', async () => {
	const trigger = (event: string) =>
		bench.trigger('evoVoiceApi', { service: 'evoVoice', event }, `On ${event}`);
	const workflow = await bench.publish(
		'branches',
		[trigger('completed'), node('Use it', 'n8n-nodes-base.noOp')],
		[trigger('failed'), node('Tell somebody', 'n8n-nodes-base.noOp')],
	);
	bench.sandbox.fault({
		method: 'POST',
		fault: { kind: 'jobFails', description: 'There are no calls' },
	});
	const bad = await bench.requestEvoReport();
	const good = await bench.requestEvoReport();
	const executions = await bench.executions(workflow, 2);
	const reached = (name: string) =>
		executions.flatMap((execution) => execution.json(name).map(({ reportId }) => reportId));
	expect(reached('Use it')).toEqual([good]);
	expect(reached('Tell somebody')).toEqual([bad]);
	const told = executions.flatMap((execution) => execution.json('Tell somebody'));
	expect(told[0]).toMatchObject({ status: 'failed', message: 'There are no calls' });
});

test('a test shows the latest report at once, and says what to do when there is none', async () => {
	const { id } = await bench.client.createWorkflow({
		name: 'test event',
		nodes: [bench.trigger('evoVoiceApi', { service: 'evoVoice' })],
		connections: {},
	});
	const test = async () => await bench.client.finished(await bench.client.run(id, 'Trigger'));
	const none = await test();
	expect(none.error?.message).toContain('There is no report that has completed');
	expect(none.error?.description).toContain('Request one');
	await bench.requestEvoReport();
	await sleep(1_100);
	const latest = await bench.requestEvoReport();
	await sleep(1_100);
	const shown = await test();
	expect(shown.error).toBeUndefined();
	expect(shown.json('Trigger').map(({ reportId }) => reportId)).toEqual([latest]);
});

test('a wrong login is told when the workflow is published', async () => {
	const credential = await bench.client.createCredential('evoVoiceApi', 'Wrong', {
		...bench.sandbox.evoVoice,
		password: 'wrong-password',
	} as never);
	const trigger = bench.trigger('evoVoiceApi', { service: 'evoVoice' });
	const workflow = await bench.client.createWorkflow({
		name: 'wrong login',
		nodes: [{ ...trigger, credentials: { evoVoiceApi: { id: credential.id, name: 'Wrong' } } }],
		connections: {},
	});
	const status = await bench.client.publish(workflow);
	expect(status.status).toBe('failed');
	expect(status.triggers[0]?.errorMessage).toContain('did not accept the login');
	await bench.client.unpublish(workflow.id);
});
