import { ServiceError, type ServiceErrorDetails } from '../../../nodes/core/errors';
import { requestReport } from '../../../nodes/core/job/requestReport';

const failing = async (details: ServiceErrorDetails) =>
	await requestReport(async () => await Promise.reject(new ServiceError('failed', details))).catch(
		(error: unknown) => error,
	);

test.each<[string, ServiceErrorDetails]>([
	['no answer', { transient: true }],
	['a time-out of the service', { status: 408 }],
	['a gateway that gave up', { status: 504 }],
	['trouble without a time to come back', { status: 503 }],
])('%s leaves open whether the report was requested', async (_, details) => {
	const error = await failing(details);
	expect(error).toMatchObject({
		message: 'failed',
		details: { ...details, mayExist: true },
	});
	expect((error as ServiceError).details.description).toContain('before you create it again');
});

test('keeps the advice for trouble that does not pass, and not the one to run the workflow again', async () => {
	const lasting = await failing({ description: "Check 'Base URL'." });
	expect(lasting).toMatchObject({
		details: { description: expect.stringMatching(/create it again\. Check 'Base URL'\.$/) },
	});
	const passing = await failing({ description: 'Run the workflow again.', transient: true });
	expect(passing).toMatchObject({
		details: { description: expect.not.stringContaining('Run the workflow') },
	});
});

test.each<[string, ServiceErrorDetails]>([
	['a refusal', { status: 400 }],
	['a limit', { status: 429 }],
	['trouble with a time to come back', { status: 503, retryAfterMs: 0 }],
	['what is never done', { status: 501 }],
	['a connection that was never made', { transient: true, notTaken: true }],
	['what was told already', { mayExist: true, description: 'Look for it.' }],
])('%s is told as it is', async (_, details) => {
	expect(await failing(details)).toEqual(new ServiceError('failed', details));
});
