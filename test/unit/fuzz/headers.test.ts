import fc from 'fast-check';
import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { fileNameFromHeaders, safeFileName } from '../../../nodes/core/file/fileName';
import { waitHintMs } from '../../../nodes/core/http/retryTiming';
import { linkFromService } from '../../../nodes/core/url';
import { plainHeaders } from '../../../nodes/runtime/plainHeaders';
import { runs } from '../support/runs';

const text = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 60 }),
	fc.string({
		maxLength: 60,
		unit: fc.constantFrom(
			...'"\\;=*\'%./: \t\u0000\u007f\u202ea'.split(''),
			...[
				'filename',
				"UTF-8''",
				'%2F',
				'%00',
				'%E2%80%AE',
				'..',
				'CON',
				'.csv',
				'😀',
				'字'.repeat(60),
			],
		),
	}),
);
const disposition = fc.oneof(
	text,
	text.map((value) => `attachment; filename="${value}"`),
	text.map((value) => `attachment; filename=${value}`),
	text.map((value) => `attachment; filename*=UTF-8''${value}`),
	text.map(
		(value) => `attachment; filename*=UTF-8''${encodeURIComponent(Buffer.from(value).toString())}`,
	),
);

function expectHarmless(name: string | undefined): void {
	if (name === undefined) return;
	expect(name).not.toMatch(/[\p{Cc}\p{Cf}/\\<>:"|?*]|^[.\s]|[.\s]$|^$/u);
	expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
	expect(Buffer.byteLength(name)).toBeLessThanOrEqual(150);
	expect(safeFileName(name)).toBe(name);
}

test('whatever stands in Content-Disposition, the name of a file is harmless', () => {
	fc.assert(
		fc.property(disposition, (header) =>
			expectHarmless(fileNameFromHeaders({ 'content-disposition': header })),
		),
		runs(1_000),
	);
});

test('whatever stands in a header, a service is waited for between no time and a day, or not at all', () => {
	const value = fc.oneof(
		text,
		fc.bigInt({ min: -(10n ** 30n), max: 10n ** 400n }).map(String),
		fc.double().map(String),
		fc
			.date({ noInvalidDate: false })
			.map((date) => (Number.isNaN(Number(date)) ? '' : date.toUTCString())),
	);
	const headers = fc.dictionary(fc.constantFrom('retry-after', 'x-ratelimit-reset', 'date'), value);
	fc.assert(
		fc.property(headers, fc.nat(), (found, nowMs) => {
			const hintMs = waitHintMs({ status: 429, headers: found }, nowMs);
			expect(hintMs === undefined || (hintMs >= 0 && hintMs <= 86_400_000)).toBe(true);
		}),
		runs(1_000),
	);
});

test('whatever stands in a link, it is followed to an address on the internet or not at all', () => {
	const part = fc.oneof(
		text,
		fc.constantFrom(
			'https://',
			'http://',
			'//',
			'@',
			'[',
			']',
			'::1',
			'127.1',
			'0x7f.1',
			'localhost',
			'%6c',
			'\u3002',
			'\\',
		),
		fc.webUrl(),
		fc.ipV4Extended(),
		fc.ipV6(),
	);
	const [localV4, localV6] = [new BlockList(), new BlockList()];
	for (const block of ['10.0.0.0', '127.0.0.0']) localV4.addSubnet(block, 8);
	for (const block of ['169.254.0.0', '192.168.0.0']) localV4.addSubnet(block, 16);
	for (const [block, bits] of [
		['::', 32],
		['fc00::', 7],
		['fe80::', 10],
	] as const) {
		localV6.addSubnet(block, bits, 'ipv6');
	}
	const link = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(''));
	fc.assert(
		fc.property(link, (found) => {
			const target = linkFromService(found, 'https://api.example.com/a');
			if (target === undefined) return;
			const { protocol, hostname } = new URL(target);
			expect(protocol).toBe('https:');
			expect(isIPv4(hostname) && localV4.check(hostname)).toBe(false);
			const v6 = hostname.slice(1, -1);
			expect(isIPv6(v6) && localV6.check(v6, 'ipv6')).toBe(false);
			expect(hostname).not.toMatch(/(^|\.)localhost\.?$|^[^.:]+$/);
		}),
		runs(2_000),
	);
});

test('whatever headers arrive, only text under names in lower case remains', () => {
	const value = fc.oneof(text, fc.array(text), fc.constantFrom(undefined, null, 1, {}));
	fc.assert(
		fc.property(fc.dictionary(text, value), (headers) => {
			const plain = plainHeaders(headers);
			for (const [name, found] of Object.entries(plain)) {
				expect([name.toLowerCase(), typeof found]).toEqual([name, 'string']);
			}
			expect(Object.getPrototypeOf(plain)).toBe(Object.prototype);
		}),
		runs(300),
	);
});
