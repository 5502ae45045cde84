import { ServiceError, type ServiceErrorDetails } from '../../../nodes/core/errors';
import { type Headers } from '../../../nodes/core/http/httpPort';
import { statusError } from '../../../nodes/core/http/statusError';
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
	['trouble that it may have been taken in', { status: 503, retryAfterMs: 30_000 }],
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
	['trouble that it was not taken in', { status: 503, retryAfterMs: 0, notTaken: true }],
	['what is never done', { status: 501 }],
	['a connection that was never made', { transient: true, notTaken: true }],
	['what was told already', { mayExist: true, description: 'Look for it.' }],
])('%s is told as it is', async (_, details) => {
	expect(await failing(details)).toEqual(new ServiceError('failed', details));
});

/** A create that was answered in this way. */
const answered = async (status: number, headers: Headers = {}) =>
	await requestReport(
		async () => await Promise.reject(statusError('Vendor', { status, headers, text: '' })),
	).catch((error: unknown) => error);

test.each<[string, number, Headers]>([
	['counts requests as in any answer', 503, { 'x-ratelimit-reset': '30' }],
	['does not say legibly when to come back', 503, { 'retry-after': 'soon' }],
	['broke down', 500, { 'retry-after': '30' }],
])('a service that %s may have taken the request', async (_, status, headers) => {
	expect(await answered(status, headers)).toMatchObject({ details: { mayExist: true } });
});

test.each<[string, number, Headers]>([
	['limits requests', 429, {}],
	['limits requests in another way', 423, { 'x-ratelimit-reset': '30' }],
	['says when to come back', 503, { 'retry-after': '30' }],
])('a service that %s did not take the request', async (_, status, headers) => {
	const error = await answered(status, headers);
	expect(error).toMatchObject({ details: { notTaken: true } });
	expect(error).not.toHaveProperty('details.mayExist');
});

test('a service that never does what was asked for made nothing', async () => {
	expect(await answered(501)).not.toHaveProperty('details.mayExist');
});
