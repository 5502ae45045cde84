import fc from 'fast-check';
import { BlockList } from 'node:net';
import { baseUrl, linkFromService, sameOrigin } from '../../../nodes/core/url';
import { runs } from '../support/runs';

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
		['https://user@example.com', 'must not hold a login'],
		['https://:secret@example.com', 'must not hold a login'],
		['ftp://localhost', 'must start with https://'],
	])('%s is refused', (typed, message) => {
		expect(() => baseUrl(typed)).toThrow(message);
	});
});

describe('a link that a service sent', () => {
	const api = 'https://api.example.com/reports/1/file';
	test('keeps every character of its query, since a signature may depend on it', () => {
		const link = 'https://cdn.example.com/a.csv?Expires=1&Signature=a~b-c_d%2F+|&Key-Pair-Id=K';
		expect(linkFromService(link, api)).toBe(link);
	});

	test.each([
		['/files/1', 'https://api.example.com/files/1'],
		['//cdn.example.com/1', 'https://cdn.example.com/1'],
		['?part=2', 'https://api.example.com/reports/1/file?part=2'],
	])('may be relative: %s', (link, target) => {
		expect(linkFromService(link, api)).toBe(target);
	});

	test.each([
		['plain http', 'http://cdn.example.com/a'],
		['another scheme', 'file:///etc/passwd'],
		['a script', 'javascript:alert(1)'],
		['data', 'data:text/csv,a'],
		['no address', 'http://'],
		['nothing', ''],
	])('is not followed to %s', (_, link) => {
		expect(linkFromService(link, api)).toBeUndefined();
	});

	test.each([
		['this machine', 'https://127.0.0.1/a'],
		['this machine by name', 'https://localhost/a'],
		['this machine by a name with a full stop', 'https://localhost./a'],
		['this machine by a name below localhost', 'https://x.localhost/a'],
		['this machine in capitals', 'https://LOCALHOST/a'],
		['this machine as one decimal number', 'https://2130706433/a'],
		['this machine in hexadecimal', 'https://0x7f000001/a'],
		['this machine in octal', 'https://0177.0.0.1/a'],
		['this machine, shortened', 'https://127.1/a'],
		['this machine with a full stop', 'https://127.0.0.1./a'],
		['this machine in wide digits', 'https://１２７.0.0.1/a'],
		['this machine behind a login', 'https://cdn.example.com@127.0.0.1/a'],
		['this machine behind backslashes', 'https:\\\\127.0.0.1\\a'],
		['this machine between tabs and line breaks', 'https://127.0\t.0\n.1/a'],
		['this machine without a scheme', '//127.0.0.1/a'],
		['every address of this machine', 'https://0.0.0.0/a'],
		['this machine as IPv6', 'https://[::1]/a'],
		['this machine as IPv6, written out', 'https://[0:0:0:0:0:0:0:1]/a'],
		['every address of this machine as IPv6', 'https://[::]/a'],
		['this machine as IPv4 mapped into IPv6', 'https://[::ffff:127.0.0.1]/a'],
		['this machine as IPv4 mapped into IPv6, in hexadecimal', 'https://[::ffff:7f00:1]/a'],
		['this machine as IPv4 "compatible" with IPv6', 'https://[::127.0.0.1]/a'],
		['this machine by NAT64', 'https://[64:ff9b::127.0.0.1]/a'],
		['a network by NAT64 of its own', 'https://[64:ff9b:1::a00:1]/a'],
		['this machine by 6to4', 'https://[2002:7f00:1::]/a'],
		['a cloud metadata address', 'https://169.254.169.254/latest/meta-data'],
		['a cloud metadata address over http', 'http://169.254.169.254/latest/meta-data'],
		['a cloud metadata address as a number', 'https://2852039166/a'],
		['a cloud metadata address in hexadecimal', 'https://0xa9.0xfe.0xa9.0xfe/a'],
		['a cloud metadata address in octal', 'https://0251.0376.0251.0376/a'],
		['a cloud metadata address mapped into IPv6', 'https://[::ffff:a9fe:a9fe]/a'],
		['a cloud metadata address as IPv6', 'https://[fd00:ec2::254]/a'],
		['a cloud metadata address by name', 'https://metadata.google.internal/a'],
		['a cloud metadata address by name with a full stop', 'https://metadata.google.internal./a'],
		["another cloud's metadata address", 'https://100.100.100.200/a'],
		["a third cloud's metadata address", 'https://192.0.0.192/a'],
		['a private network', 'https://10.1.2.3/a'],
		['a private network in the middle', 'https://172.16.0.1/a'],
		['a private network at its end', 'https://172.31.255.255/a'],
		['a private network at home', 'https://192.168.0.1/a'],
		['a network for measurements', 'https://198.19.0.1/a'],
		['a private network in disguise', 'https://0x0a.1.2.3/a'],
		['a private IPv6 network', 'https://[fd00::1]/a'],
		['a neighbour on the wire', 'https://[fe80::1]/a'],
		['an IPv6 site', 'https://[fec0::1]/a'],
		['a group', 'https://224.0.0.1/a'],
		['a group as IPv6', 'https://[ff02::1]/a'],
		['everybody', 'https://255.255.255.255/a'],
		['a name of the own network', 'https://intranet/a'],
		['a name that is announced on the wire', 'https://printer.local/a'],
		['a name of a network at home', 'https://router.home.arpa/a'],
	])('by a service on the internet is not followed to %s', (_, link) => {
		expect(linkFromService(link, api)).toBeUndefined();
	});

	test.each([
		'https://notlocalhost.example.com/a',
		'https://localhost.example.com/a',
		'https://cdn.notlocal/a',
		'https://10.1.2.3.example.com/a',
		'https://172.15.0.1/a',
		'https://172.32.0.1/a',
		'https://192.169.0.1/a',
		'https://[64:ff9a::a00:1]/a',
		'https://[65:ff9b::a00:1]/a',
		'https://[2001:db8::1]/a',
		'https://[2002:808:808::]/a',
		'https://[64:ff9b::808:808]/a',
		'https://[0:1::1]/a',
	])('is followed to %s, which is on the internet', (link) => {
		expect(linkFromService(link, api)).toBe(link);
	});

	/** What Node itself finds in the blocks that may not be reached. */
	const [blockedV4, blockedV6] = [new BlockList(), new BlockList()];
	for (const [address, bits] of [
		['0.0.0.0', 8],
		['10.0.0.0', 8],
		['100.64.0.0', 10],
		['127.0.0.0', 8],
		['169.254.0.0', 16],
		['172.16.0.0', 12],
		['192.0.0.0', 24],
		['192.168.0.0', 16],
		['198.18.0.0', 15],
		['224.0.0.0', 3],
	] as const) {
		blockedV4.addSubnet(address, bits, 'ipv4');
	}
	for (const [address, bits] of [
		['::', 32],
		['fc00::', 7],
		['fe80::', 9],
		['ff00::', 8],
	] as const) {
		blockedV6.addSubnet(address, bits, 'ipv6');
	}

	test('is followed to an IPv4 address exactly when that is on the internet, however it is written', () => {
		const edges = [0, 0xa, 0x64, 0x7f, 0xa9fe, 0xac10, 0xc0a8, 0xc000, 0xc612, 0xe000].flatMap(
			(block) => [block << 24, block << 16, (block << 16) - 1],
		);
		const address = fc.oneof(
			fc.nat(0xffffffff),
			fc
				.tuple(fc.constantFrom(...edges), fc.integer({ min: -0x200000, max: 0x200000 }))
				.map(([edge, off]) => (edge + off) >>> 0),
		);
		fc.assert(
			fc.property(address, (number) => {
				const parts = [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff);
				const spellings = [
					parts.join('.'),
					`${parts.join('.')}.`,
					String(number),
					`0x${number.toString(16)}`,
					parts.map((part) => `0${part.toString(8)}`).join('.'),
				];
				const onInternet = !blockedV4.check(parts.join('.'), 'ipv4');
				for (const spelling of spellings) {
					expect([spelling, linkFromService(`https://${spelling}/a`, api) !== undefined]).toEqual([
						spelling,
						onInternet,
					]);
				}
			}),
			runs(2_000),
		);
	});

	test('is followed to an IPv6 address exactly when that is on the internet', () => {
		const group = fc.oneof(
			fc.nat(0xffff),
			fc.constantFrom(0, 1, 0xfbff, 0xfc00, 0xfdff, 0xfe00, 0xfe7f, 0xfe80, 0xfeff, 0xff00),
		);
		fc.assert(
			fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
				// Those that hold an IPv4 address stand above.
				fc.pre(groups[0] !== 0x2002 && groups[0] !== 0x64);
				const address = groups.map((each) => each.toString(16)).join(':');
				expect(linkFromService(`https://[${address}]/a`, api) === undefined).toBe(
					blockedV6.check(address, 'ipv6'),
				);
			}),
			runs(2_000),
		);
	});

	test.each([
		['http://127.0.0.1:2/a', 'http://127.0.0.1:1/b'],
		['https://10.1.2.3/a', 'https://reports.corp/b'],
	])('to %s is followed when the service itself is not on the internet: %s', (link, from) => {
		expect(linkFromService(link, from)).toBe(link);
	});

	test('is not followed within a network over plain http', () => {
		expect(linkFromService('http://169.254.169.254/a', 'http://127.0.0.1:1/b')).toBeUndefined();
		expect(linkFromService('http://10.1.2.3/a', 'https://10.1.2.3/b')).toBeUndefined();
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
