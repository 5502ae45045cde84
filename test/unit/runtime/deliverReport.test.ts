import { InputError, ServiceError, type ServiceErrorDetails } from '../../../nodes/core/errors';
import { brokeOff } from '../../../nodes/core/file/brokeOff';
import { createReportWaiter } from '../../../nodes/core/job/reportWaiter';
import { type Report } from '../../../nodes/core/report';
import { type ReportService } from '../../../nodes/core/service';
import { deliverReport } from '../../../nodes/runtime/deliverReport';
import { type Progress } from '../../../nodes/runtime/progress';
import { type Run } from '../../../nodes/runtime/run';
import { FakeClock } from '../support/fakeClock';

const MADE: Report = { service: 'Test', reportId: '7', status: 'pending' };
const FETCH_IT = 'The ID of the report is 7: fetch it with Download instead of creating it again.';
/** A word as a service in trouble may send it. */
const WILD = `WEIRD\u001b[2J\n${'x'.repeat(1_000_000)}`;

/** What a ServiceError or an InputError says. */
interface Told {
	message: string;
	details: ServiceErrorDetails;
	description?: string;
	reportId?: string;
}

/** Has a report made that is then seen as given, and whose download fails; answers how that is told. */
async function told(seen: Partial<Report>, failure: Error = new Error('not fetched')) {
	const clock = new FakeClock();
	const progress: Pick<Progress, 'waited' | 'leftPending'> = {
		waited: () => undefined,
		leftPending: () => undefined,
	};
	const run = {
		clock,
		progress,
		create: async (make: () => Promise<Report>) => await make(),
	} as Partial<Record<keyof Run, unknown>> as Run;
	const one = async (report: Report) => await Promise.resolve({ ...report, ...seen });
	const service = { create: async () => await Promise.resolve(MADE) };
	const delivery = deliverReport(
		run,
		service as Partial<ReportService<unknown>> as ReportService<unknown>,
		createReportWaiter({ one }, clock),
		{},
		{ timeoutMs: 60_000, onTimeout: 'fail' },
		async () => await Promise.reject<never>(failure),
	);
	return (await clock.run(delivery.catch((error: unknown) => error))) as Told;
}

test.each([
	['passes', brokeOff('Bytes are missing.'), 'Bytes are missing. Try again.'],
	[
		'comes of the login',
		new ServiceError('Who are you?', { status: 401, description: 'Check the login.' }),
		'Check the login.',
	],
])(
	'a download whose trouble %s does not ask to make the report a second time',
	async (_, failure, advice) => {
		const { details } = await told({ status: 'completed' }, failure);
		expect(details.description).toBe(`${advice} ${FETCH_IT}`);
		expect(details.reportId).toBe('7');
	},
);

test('a report whose rows cannot be read is to be fetched in another way, not made again', async () => {
	const failure = new InputError('Too many rows', 'Set a limit.');
	const { description, reportId } = await told({ status: 'completed' }, failure);
	expect(description).toBe(`Set a limit. ${FETCH_IT}`);
	expect(reportId).toBe('7');
});

test.each([
	['the service says to be gone', { status: 404 }],
	['the service no longer has', { status: 410 }],
	['could not be made after all', { reportStatus: 'failed' as const }],
])('a report that %s may be created again', async (_, details) => {
	const failure = new ServiceError('No file', { ...details, description: 'Create it again.' });
	const { details: shown } = await told({ status: 'completed' }, failure);
	expect(shown.description).toBe('Create it again. The ID of the report is 7.');
});

test('a report that failed may be created again, and its status is told as one line', async () => {
	const { details } = await told({ status: 'failed', serviceStatus: WILD });
	expect(details.description).toMatch(/create the report again\. The ID of the report is 7\.$/);
	expect(details.serviceCode).toMatch(/^WEIRD \[2J x+…$/);
	expect(details.serviceCode?.length).toBeLessThanOrEqual(300);
});

test('a report that is not ready in time is told with its status as one line', async () => {
	const { message, details } = await told({ serviceStatus: WILD });
	expect(message).toBe('The report was not ready after 1 minute');
	expect(details.description).toMatch(
		/its status there is WEIRD \[2J x+…\. .* The ID of the report is 7\.$/,
	);
	expect(details.description?.length).toBeLessThan(1_000);
});
