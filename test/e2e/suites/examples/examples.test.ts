/** Each workflow of `examples/`, imported as it lies there and run in a real n8n. */
import { parse } from 'csv-parse/sync';
import type { IDataObject as Row, INode, INodeParameters } from 'n8n-workflow';
import { readZip } from '../../../support/zip';
import { type Call, callRecords, DAY_FORMS, type DayForm, isoDay } from '../../support/callRecords';
import { ExampleBench, ROWS } from '../../support/exampleBench';
import type { Execution } from '../../support/execution';
import {
	exampleFiles,
	mainNodes,
	readExample,
	REPORT_NODE,
	TRIGGER_NODE,
} from '../../support/examples';
import { MARKED_IN_N8N_1 } from '../../support/n8nVersion';
import { POLL_TIMES } from '../../support/triggerBench';
import { node } from '../../support/workflow';

const FILES = exampleFiles();

const isSchedule = ({ type }: INode) => type === 'n8n-nodes-base.scheduleTrigger';

/** What n8n marks red in an example that has just been imported: its note asks for it. */
const LEFT_TO_CHOOSE: Record<string, string[]> = {
	'evo-voice-billing-to-rows.json': ['Account'],
	'ringcx-calls-to-data-table.json': ['Account'],
};

let bench: ExampleBench;

beforeAll(async () => {
	bench = await ExampleBench.open();
}, 180_000);

afterAll(() => bench?.close());

describe.each(FILES)('%s', (file) => {
	const draft = readExample(file);
	const { start, report } = mainNodes(draft);

	test('has a note for a newcomer, a start and a report', () => {
		const names = draft.nodes.map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining(['Note', start, report]));
		const note = String(draft.nodes.find(({ name }) => name === 'Note')?.parameters.content);
		expect(note).toMatch(new RegExp(`^## .*\\n.*\\*\\*${report}\\*\\*`));
		expect(note).toMatch(/[Cc]hoose your own credential[\s\S]*\*\*Execute workflow\*\*/);
		const mentioned = [...note.matchAll(/\*\*(.+?)\*\*/g)].map(([, name = '']) => name);
		const known = [...names, 'Execute workflow', 'Account', 'Report Type'];
		expect(mentioned.filter((name) => !known.includes(name))).toEqual([]);
	});

	test('names credentials by type and name only, and those of the report alone', () => {
		// n8n runs no part of a workflow in which a credential is named and missing.
		for (const { name, credentials } of draft.nodes) {
			expect(credentials === undefined).toBe(name !== report);
			for (const { id } of Object.values(credentials ?? {})) expect(id).toBeNull();
		}
	});

	test('is imported: n8n knows all that is in it and finds the credential by its name', async () => {
		const nodes = await bench.storedNodes(await bench.import(file));
		const left = (LEFT_TO_CHOOSE[file] ?? []).map(
			(parameter) => `${report}: Parameter "${parameter}" is required.`,
		);
		expect(await bench.issues(nodes)).toEqual([...(MARKED_IN_N8N_1[file] ?? []), ...left]);
		const stored = nodes.find(({ name }) => name === report);
		for (const { id } of Object.values(stored?.credentials ?? {})) {
			expect(id).toEqual(expect.any(String));
		}
	});
});

const SCHEDULED = FILES.filter((file) => readExample(file).nodes.some(isSchedule));

test.each(SCHEDULED)('%s can be published', async (file) => {
	const { name, nodes, settings } = readExample(file);
	const schedule = { name, nodes: nodes.filter(isSchedule), connections: {}, settings };
	const workflow = await bench.client.createWorkflow(schedule);
	expect(await bench.client.publish(workflow)).toMatchObject({ status: 'published' });
	await bench.client.unpublish(workflow.id);
});

test('Bandwidth: the call records of last month are a file', async () => {
	const execution = await bench.run('bandwidth-billing-report.json');
	expect(execution.error).toBeUndefined();
	const reportId = execution.text(REPORT_NODE, 'reportId');
	expect(await bench.reportFile(execution)).toEqual(await bench.sandbox.expectedFile(reportId));
});

test('Bandwidth: the call records of yesterday arrive by e-mail', async () => {
	const execution = await bench.run('bandwidth-daily-call-records-by-email.json');
	expect(execution.error).toBeUndefined();
	const day = execution.text(REPORT_NODE, 'startDate');
	const { fileName = '' } = execution.binary(REPORT_NODE);
	const expected = await bench.sandbox.expectedFile(execution.text(REPORT_NODE, 'reportId'));
	expect(bench.mailbox.mails).toEqual([
		{
			from: 'reports@example.com',
			to: ['me@example.com'],
			subject: `Bandwidth call records of ${day}`,
			text: expect.stringContaining(fileName) as string,
			attachments: [{ fileName, disposition: 'attachment', content: expected }],
		},
	]);
	expect(readZip(expected ?? Buffer.alloc(0))).not.toEqual([]);
});

describe('Bandwidth: the daily feed', () => {
	const FILE = 'bandwidth-daily-feed-by-trigger.json';
	const mailed = async (run: () => Promise<Execution>) => {
		const before = bench.mailbox.mails.length;
		const execution = await run();
		expect(execution.error).toBeUndefined();
		const [{ startDate, endDate, reportId } = {}, ...more] = execution.json(TRIGGER_NODE);
		expect(more).toEqual([]);
		expect(startDate).toBe(endDate);
		const { fileName } = execution.binary(TRIGGER_NODE);
		const content = await bench.sandbox.expectedFile(String(reportId));
		expect(bench.mailbox.mails.slice(before)).toEqual([
			expect.objectContaining({
				subject: `Bandwidth call records of ${String(startDate)}`,
				attachments: [{ fileName, disposition: 'attachment', content }],
			}),
		]);
	};

	test('arrives by e-mail once it is published', async () => {
		// n8n would wait for ten minutes.
		const often = (parameters: INodeParameters) => ({
			...parameters,
			pollTimes: { item: POLL_TIMES },
		});
		await mailed(() => bench.runPublished(FILE, { [TRIGGER_NODE]: often }));
	});

	test('can be tried with a click', async () => {
		await mailed(() => bench.run(FILE));
	});
});

test("Bandwidth: the files of last month's close arrive in one mail", async () => {
	const mailed = bench.mailbox.mails.length;
	const execution = await bench.run('bandwidth-monthly-close-by-email.json');
	expect(execution.error).toBeUndefined();
	const reports = execution.json(REPORT_NODE);
	expect(reports.map(({ reportType }) => reportType)).toEqual(['INVOICE', 'STMTBDR', 'MDR']);
	const [mail, ...more] = bench.mailbox.mails.slice(mailed);
	expect(more).toEqual([]);
	expect(mail?.attachments).toEqual(
		await Promise.all(
			reports.map(async ({ reportId, fileName }) => ({
				fileName,
				disposition: 'attachment',
				content: await bench.sandbox.expectedFile(String(reportId)),
			})),
		),
	);
});

describe('Bandwidth: unusual spending', () => {
	const messagesAbout = async (calls: Call[], form?: DayForm) => {
		const before = bench.slack.messages.length;
		const body = await callRecords(calls, form);
		bench.sandbox.fault({ path: /\/file$/, fault: { kind: 'status', status: 200, body } });
		const execution = await bench.run('bandwidth-unusual-spending-to-slack.json');
		expect(execution.error).toBeUndefined();
		expect(execution.json(REPORT_NODE)).toHaveLength(calls.length);
		return bench.slack.messages.slice(before).map(({ text }) => text);
	};
	const YESTERDAY = 1;
	/** Sub-account, days ago, USD. */
	const USUAL: Call[] = [
		...[7, 6, 5, 4, 3, 2].map((day): Call => ['Sales', day, 1]),
		...[7, 5, 3, 2].map((day): Call => ['Support, first line', day, 2]),
		['Field service', 7, 1],
		['Field service', 6, 1],
		// It was unusual then; it is silent since, and has been told of once.
		['Field service', 3, 10],
		['Support, first line', YESTERDAY, 4],
	];

	test.each(DAY_FORMS)(
		'is told to Slack, for the sub-account whose yesterday cost more than twice its usual day, when days look like %s',
		async (form) => {
			const unusual: Call[] = [
				['Sales', YESTERDAY, 4.5],
				['Sales', YESTERDAY, 3.5],
			];
			expect(await messagesAbout([...unusual, ...USUAL], form)).toEqual([
				`Sales spent 8.00 USD on calls on ${isoDay(YESTERDAY)}; its average day was 2.00 USD.`,
			]);
		},
	);

	test('is silent when yesterday was usual', async () => {
		expect(await messagesAbout([...USUAL, ['Sales', YESTERDAY, 1]])).toEqual([]);
	});
});

test('Bandwidth: the call records of yesterday are in PostgreSQL, each once, however often it runs', async () => {
	const file = 'bandwidth-call-records-to-postgres.json';
	const executions = [await bench.run(file), await bench.run(file)];
	for (const execution of executions) expect(execution.error).toBeUndefined();
	const calls = executions[1]?.json(REPORT_NODE) ?? [];
	expect(calls).toHaveLength(ROWS);
	const table = {
		schema: { __rl: true, mode: 'name', value: 'public' },
		table: { __rl: true, mode: 'name', value: 'call_records' },
	};
	const reading = await bench.runOther([
		node(
			'Rows',
			'n8n-nodes-base.postgres',
			{ operation: 'select', ...table, returnAll: true },
			{ typeVersion: 2.6 },
		),
	]);
	const byId = (rows: Row[]) =>
		rows.toSorted((left, right) => (String(left.BdrID) < String(right.BdrID) ? -1 : 1));
	expect(byId(reading.json('Rows'))).toEqual(byId(calls));
});

test('Bandwidth: an agent has the report made, reads its rows and answers (the model is played)', async () => {
	const { chatModel, sandbox } = bench;
	interface CallRow {
		Amount: string;
		CallDestination: string;
	}
	const dearest = (calls: CallRow[]) =>
		[...calls].sort((a, b) => Number(b.Amount) - Number(a.Amount))[0]?.CallDestination ?? '?';
	chatModel.answer = ({ messages, tools }) => {
		const read = messages.find(({ role }) => role === 'tool');
		if (read !== undefined) return { content: dearest(JSON.parse(read.content) as CallRow[]) };
		const today = /Today is ([\d-]+)/.exec(messages[0]?.content ?? '')?.[1] ?? '';
		const yesterday = new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10);
		const tool = tools?.[0]?.function.name ?? '';
		return { tool, arguments: { startDate: yesterday, endDate: yesterday } };
	};
	const execution = await bench.run('bandwidth-calls-for-an-ai-agent.json');
	expect(execution.error).toBeUndefined();
	const [asked, told] = chatModel.questions;
	expect(asked?.tools).toMatchObject([
		{
			function: {
				name: 'Create_and_download_the_report',
				description: expect.stringContaining('Gets the call records') as string,
				parameters: { required: ['startDate', 'endDate'] },
			},
		},
	]);
	const reportId = sandbox.requests.at(-1)?.path.split('/').at(-2) ?? '';
	const [entry] = readZip((await sandbox.expectedFile(reportId)) ?? Buffer.alloc(0));
	const calls = parse<CallRow>(entry?.content ?? '', { columns: true });
	expect(execution.json('Answer the question')).toEqual([{ output: dearest(calls) }]);
	const rows = told?.messages.find(({ role }) => role === 'tool')?.content ?? '';
	expect(JSON.parse(rows)).toHaveLength(ROWS);
	// Five columns of fifty calls: so little that any model can read it.
	expect(rows.length).toBeLessThan(ROWS * 200);
});

test("Bandwidth: the account's phone numbers are rows", async () => {
	const execution = await bench.run('bandwidth-phone-numbers-to-rows.json');
	expect(execution.error).toBeUndefined();
	const asked = bench.sandbox.requests.findLast(({ path }) => path.endsWith('/file'));
	const reportId = asked?.path.split('/').at(-2) ?? '';
	const expected = await bench.sandbox.expectedFile(reportId);
	const rows = parse<Record<string, string>>(expected ?? '', { columns: true, bom: true });
	expect(rows).toHaveLength(ROWS);
	expect(execution.json(REPORT_NODE)).toEqual(rows);
});

test('Webex: the billing of last month arrives in a (played) Slack channel, by the real Slack node', async () => {
	const channelId = 'C0SANDBOX';
	const execution = await bench.run('webex-monthly-report-to-slack.json', {
		'Post the file': ({ options, ...parameters }) => ({
			...parameters,
			options: { ...(options as object), channelId },
		}),
	});
	expect(execution.error).toBeUndefined();
	const { startDate, endDate, reportId } = execution.json(REPORT_NODE)[0] ?? {};
	expect(bench.slack.posts).toEqual([
		{
			channel: channelId,
			comment: `Webex BroadWorks billing, ${String(startDate)} to ${String(endDate)}`,
			fileName: execution.binary(REPORT_NODE).fileName,
			content: await bench.sandbox.expectedFile(String(reportId)),
		},
	]);
	expect(bench.slack.posts[0]?.content.length).toBeGreaterThan(0);
});

test('Evo Voice: the workbook of last month is rows', async () => {
	const execution = await bench.run('evo-voice-billing-to-rows.json');
	expect(execution.error).toBeUndefined();
	const reportId = execution.text(REPORT_NODE, 'reportId');
	expect(await bench.reportFile(execution)).toEqual(await bench.sandbox.expectedFile(reportId));
	const rows = execution.json('Read the rows');
	expect(rows).toHaveLength(ROWS);
	expect(rows[0]).toEqual({
		'Customer ID': expect.stringMatching(/^00\d{6}$/) as string,
		Customer: expect.any(String) as string,
		Number: expect.stringMatching(/^\+1\d{10}$/) as string,
		Amount: expect.anything() as unknown,
	});
});

test('RingCX: the calls of yesterday are in the data table, each once, however often it runs', async () => {
	const file = 'ringcx-calls-to-data-table.json';
	const before = bench.sandbox.requests.length;
	const executions = [await bench.run(file), await bench.run(file)];
	for (const execution of executions) {
		expect(execution.error).toBeUndefined();
		expect(execution.items('Store each call once')).toHaveLength(ROWS);
	}
	const asked = bench.sandbox.requests
		.slice(before)
		.find((request) => request.path.endsWith('/reportsStreaming'));
	const expected = await bench.sandbox.ringCx.expectedReport(asked?.body ?? '');
	const calls = parse<Record<string, string>>(expected ?? '', { columns: true });
	expect(calls).toHaveLength(ROWS);
	const table = { __rl: true, mode: 'name', value: 'RingCX Call Details' };
	const all = { resource: 'row', operation: 'get', dataTableId: table, returnAll: true };
	const reading = await bench.runOther([node('Rows', 'n8n-nodes-base.dataTable', all)]);
	expect(reading.json('Rows')).toMatchObject(
		calls.map((call) => ({
			uii: call.uii?.replace("'", ''),
			profile_name: call.profile_name,
			ani: call.ani,
			dnis: call.dnis,
			enqueue_time: call.enqueue_time,
			call_state: call.call_state?.trim(),
			call_result: call.call_result,
			inbound_duration: call.inbound_duration,
			connected_name: call.connected_name,
		})),
	);
});

test('every example has been run', () => {
	expect([...bench.filesRun].sort()).toEqual(FILES);
});
