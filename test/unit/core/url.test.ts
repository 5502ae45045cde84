import { baseUrl, linkFromService, sameOrigin } from '../../../nodes/core/url';

describe('a base URL from a credential', () => {
	test.each([
		['https://dashboard.bandwidth.com/api', 'https://dashboard.bandwidth.com/api'],
		[' https://api.example.com/v1// ', 'https://api.example.com/v1'],
		['https://api.example.com/x?a=1#b', 'https://api.example.com/x'],
		['http://localhost:8080/api', 'http://localhost:8080/api'],
		['http://127.0.0.1:9/api/', 'http://127.0.0.1:9/api'],
		['http://[::1]:9', 'http://[::1]:9'],
	])('%s is used as %s', (typed, used) => {
		expect(baseUrl(typed)).toBe(used);
	});

	test.each([
		['http://api.example.com', 'must start with https://'],
		['http://127.0.0.1.example.com', 'must start with https://'],
		['http://localhost.example.com', 'must start with https://'],
		['ftp://example.com', 'must start with https://'],
		['dashboard.bandwidth.com/api', 'is not a web address'],
		['', 'is not a web address'],
		['https://user:secret@example.com', 'must not hold a login'],
	])('%s is refused', (typed, message) => {
		expect(() => baseUrl(typed)).toThrow(message);
	});
});

describe('a link that a service sent', () => {
	const api = 'https://api.example.com/reports/1/file';
	test('is used to the letter, since a signature may depend on every character', () => {
		const link = 'https://cdn.example.com/a.csv?Expires=1&Signature=a~b-c_d%2F&Key-Pair-Id=K';
		expect(linkFromService(link, api)).toBe(link);
	});

	test('may be relative', () => {
		expect(linkFromService('/files/1', api)).toBe('https://api.example.com/files/1');
	});

	test.each([
		['plain http', 'http://cdn.example.com/a'],
		['this machine', 'https://127.0.0.1/a'],
		['this machine by name', 'http://localhost/a'],
		['a cloud metadata address', 'http://169.254.169.254/latest/meta-data'],
		['a cloud metadata address over https', 'https://169.254.169.254/latest'],
		['a private network', 'https://10.1.2.3/a'],
		['a private network in disguise', 'https://0x0a.1.2.3/a'],
		['this machine as IPv6', 'https://[::1]/a'],
		['a private IPv6 network', 'https://[fd00::1]/a'],
		['this machine as IPv4 within IPv6', 'https://[::ffff:127.0.0.1]/a'],
		['this machine by a name with a full stop', 'https://localhost./a'],
		['this machine by a name below localhost', 'https://x.localhost/a'],
		["a carrier's network", 'https://100.64.0.1/a'],
		["the end of a carrier's network", 'https://100.127.255.254/a'],
		['another scheme', 'file:///etc/passwd'],
		['no address', 'http://'],
	])('to %s is not followed', (_, link) => {
		expect(linkFromService(link, api)).toBeUndefined();
	});

	test.each(['https://100.63.0.1/a', 'https://100.128.0.1/a', 'https://notlocalhost/a'])(
		"to %s is followed, which is nobody's own network",
		(link) => expect(linkFromService(link, api)).toBe(link),
	);

	test('within this machine is followed when the service itself is on this machine', () => {
		expect(linkFromService('http://127.0.0.1:2/a', 'http://127.0.0.1:1/b')).toBe(
			'http://127.0.0.1:2/a',
		);
	});
});

test.each([
	['https://a.example.com/x', 'https://a.example.com/y', true],
	['https://a.example.com', 'https://A.example.com:443/', true],
	['https://a.example.com', 'http://a.example.com', false],
	['https://a.example.com', 'https://a.example.com:8443', false],
	['https://a.example.com', 'https://a.example.com.evil.com', false],
	['nonsense', 'nonsense', false],
])('%s and %s have the same origin: %s', (a, b, same) => {
	expect(sameOrigin(a, b)).toBe(same);
});
