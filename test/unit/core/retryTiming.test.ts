import fc from 'fast-check';
import { type Headers } from '../../../nodes/core/http/httpPort';
import { backoffMs, waitHintMs, waitText } from '../../../nodes/core/http/retryTiming';

const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);
/** What an answer that limits requests asks for. */
const hint = (headers: Headers, nowMs: number) => waitHintMs({ status: 429, headers }, nowMs);
const seconds = (ms: number) => String(ms / 1_000);

test.each(['9'.repeat(20), '9'.repeat(400), '86401', 'Fri, 31 Dec 9999 23:59:59 GMT'])(
	'a service that asks for more than a day, %s, is waited for a day',
	(value) => {
		expect(hint({ 'retry-after': value }, 0)).toBe(86_400_000);
		if (/^9/.test(value)) expect(hint({ 'x-ratelimit-reset': value }, 0)).toBe(86_400_000);
	},
);

describe('how long a service asks to wait', () => {
	test.each([
		['Retry-After in seconds', { 'retry-after': '15' }, 15_000],
		['Retry-After as a date', { 'retry-after': 'Sat, 21 Nov 2026 12:00:20 GMT' }, 20_000],
		['Retry-After that has passed', { 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT' }, 0],
		['X-RateLimit-Reset in epoch seconds', { 'x-ratelimit-reset': seconds(NOW + 30_000) }, 30_000],
		['X-RateLimit-Reset in epoch ms', { 'x-ratelimit-reset': String(NOW + 30_000) }, 30_000],
		['X-RateLimit-Reset in seconds from now', { 'x-ratelimit-reset': '30' }, 30_000],
		['X-RateLimit-Reset that has passed', { 'x-ratelimit-reset': seconds(NOW - 5_000) }, 0],
		[
			'a malformed Retry-After beside a good reset',
			{ 'retry-after': 'soon', 'x-ratelimit-reset': '7' },
			7_000,
		],
		['nothing', {}, undefined],
		['an illegible value', { 'retry-after': '-3' }, undefined],
	])('%s', (_, headers, expected) => {
		expect(hint(headers as Record<string, string>, NOW)).toBe(expected);
	});

	test('is reckoned from the clock of the service, so that a wrong clock here does no harm', () => {
		const serverNow = NOW + 3_600_000;
		const headers = {
			date: new Date(serverNow).toUTCString(),
			'x-ratelimit-reset': seconds(serverNow + 10_000),
		};
		expect(hint(headers, NOW)).toBe(10_000);
	});

	test.each([429, 423])('is read from X-RateLimit-Reset in a %d', (status) => {
		expect(waitHintMs({ status, headers: { 'x-ratelimit-reset': '7' } }, NOW)).toBe(7_000);
	});

	test.each([200, 408, 500, 502, 503])(
		'is not read from the routine X-RateLimit-Reset of a %d; Retry-After is',
		(status) => {
			const headers = { 'x-ratelimit-reset': '3600' };
			expect(waitHintMs({ status, headers }, NOW)).toBeUndefined();
			expect(waitHintMs({ status, headers: { ...headers, 'retry-after': '7' } }, NOW)).toBe(7_000);
		},
	);

	test('is never negative or no number, whatever the headers hold', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), fc.string(), (a, b, date) => {
				const hintMs = hint({ 'retry-after': a, 'x-ratelimit-reset': b, date }, NOW);
				return hintMs === undefined || (hintMs >= 0 && !Number.isNaN(hintMs));
			}),
		);
	});
});

test.each([
	[0, '1 second'],
	[400, '1 second'],
	[40_000, '40 seconds'],
	[60_001, '2 minutes'],
	[600_000, '10 minutes'],
	[7_200_001, '3 hours'],
	[86_400_000, '24 hours'],
])('%d ms are told as %s, so that nobody comes back too early', (ms, text) => {
	expect(waitText(ms)).toBe(text);
});

test('the back-off lies anywhere between nothing and a step that doubles up to 30 s', () => {
	const steps = [0, 1, 2, 3, 4, 5, 6, 60].map((attempt) => backoffMs(attempt, () => 1));
	expect(steps).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
	expect(backoffMs(3, () => 0)).toBe(0);
	expect(backoffMs(3, () => 0.5)).toBe(4_000);
});
