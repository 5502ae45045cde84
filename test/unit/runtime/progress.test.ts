import { type IExecuteFunctions, type NodeExecutionHint } from 'n8n-workflow';
import { type Report } from '../../../nodes/core/report';
import { Progress } from '../../../nodes/runtime/progress';
import { FakeClock } from '../support/fakeClock';

const MINUTE = 60_000;

function setUp() {
	const told: string[] = [];
	const shown: unknown[] = [];
	const hints: NodeExecutionHint[] = [];
	const details: unknown[] = [];
	const context = {
		logger: {
			info: (message: string, metadata: unknown) => {
				told.push(message);
				details.push(metadata);
			},
		},
		sendMessageToUI: (message: unknown) => shown.push(message),
		addExecutionHints: (hint: NodeExecutionHint) => hints.push(hint),
		getNode: () => ({ name: 'Get the calls' }),
		getWorkflow: () => ({ id: 'w1' }),
		getExecutionId: () => 'e1',
	} as unknown as IExecuteFunctions;
	const clock = new FakeClock();
	return { told, shown, hints, details, clock, progress: new Progress(context, clock) };
}

const report = (reportId: string, more: Partial<Report> = {}): Report => ({
	service: 'Bandwidth',
	reportType: 'BDR',
	reportId,
	status: 'pending',
	...more,
});

test('each report is told when it is requested, when it has ended and when it is fetched', async () => {
	const { told, shown, details, clock, progress } = setUp();
	const sinceMs = clock.now();
	progress.requested(report('7'));
	await clock.run(clock.sleep(42_000));
	progress.waited(report('7', { status: 'completed' }), sinceMs);
	progress.fetched(report('7'), '50 rows');
	expect(told).toEqual([
		'Requested Bandwidth report 7 (BDR)',
		'Bandwidth report 7 (BDR) is completed after 42 seconds',
		'Fetched Bandwidth report 7 (BDR): 50 rows',
	]);
	expect(shown).toEqual(told);
	expect(details[0]).toEqual({ nodeName: 'Get the calls', workflowId: 'w1', executionId: 'e1' });
});

test('a long wait is told ever more rarely, and at least every ten minutes', async () => {
	const { told, clock, progress } = setUp();
	const sinceMs = clock.now();
	for (let round = 0; round <= 50 * 6; round++) {
		progress.waiting([{ report: report('7'), sinceMs }]);
		await clock.run(clock.sleep(10_000));
	}
	expect(told.map((line) => /after (\d+) minute/.exec(line)?.[1])).toEqual([
		'1',
		'2',
		'4',
		'8',
		'16',
		'26',
		'36',
		'46',
	]);
	expect(told[0]).toBe('Still waiting after 1 minute for Bandwidth report 7 (BDR)');
});

test('many reports are told in one line, of which not all are named', () => {
	const { told, clock, progress } = setUp();
	const sinceMs = clock.now() - 3 * MINUTE;
	progress.waiting(
		Array.from({ length: 200 }, (_, index) => ({ report: report(String(index)), sinceMs })),
	);
	expect(told).toHaveLength(1);
	expect(told[0]).toMatch(
		/^Still waiting after 3 minutes for Bandwidth report 0 \(BDR\), .*, 190 more$/,
	);
});

test('what a service calls a report makes no line of its own in the log', () => {
	const { told, progress } = setUp();
	progress.requested(report('7\n2026-11-21 error: all is lost'));
	expect(told[0]).toBe('Requested Bandwidth report 7 2026-11-21 error: all is lost (BDR)');
});

test('an empty list is told once, with what to do', () => {
	const { hints, progress } = setUp();
	progress.foundNone();
	progress.foundNone();
	progress.leftPending();
	expect(hints).toHaveLength(2);
	expect(hints[0]?.message).toMatch(/^The service lists no such report.*Request one/);
});

test('reports that are left pending are told once, with the way to go on', () => {
	const { hints, progress } = setUp();
	progress.leftPending();
	progress.leftPending();
	expect(hints).toHaveLength(1);
	expect(hints[0]?.message).toContain('with the operation Download, by their report ID');
});
