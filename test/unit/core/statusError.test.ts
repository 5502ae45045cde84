import { type Headers } from '../../../nodes/core/http/httpPort';
import { statusError } from '../../../nodes/core/http/statusError';

const told = (status: number, headers: Headers = {}) =>
	statusError('Vendor', { status, headers, text: '' });

test('what is never done is not called passing trouble, and the base URL is the thing to check', () => {
	const { message, details } = told(501);
	expect(message).toBe('Vendor does not do what was asked for');
	expect(details.transient).not.toBe(true);
	expect(details.failure).toBeUndefined();
	expect(details.description).toMatch(
		/^Check that the credential's base URL .* HTTP status 501\.$/,
	);
});

test.each([500, 502, 503, 504, 520])('%d is called passing trouble', (status) => {
	expect(told(status).details).toMatchObject({
		transient: true,
		failure: 'temporarily-unavailable',
	});
});

test('a routine rate-limit header in other trouble is not told as a time to wait', () => {
	const headers = { 'x-ratelimit-reset': '3600' };
	expect(told(502, headers).details.retryAfterMs).toBeUndefined();
	expect(told(502, headers).details.description).not.toContain('wait');
	expect(told(429, headers).details).toMatchObject({
		retryAfterMs: 3_600_000,
		description: expect.stringContaining('It asks to wait for 60 minutes.'),
	});
});
