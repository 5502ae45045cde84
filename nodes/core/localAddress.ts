/**
 * Blocks of addresses that are nobody's on the public internet (IANA's special-purpose registries, RFC 6890):
 * this machine, private networks, the neighbours on the wire, where clouds tell secrets (169.254.169.254,
 * 100.100.100.200, 192.0.0.192), and what is no single host.
 */
const LOCAL_V4: ReadonlyArray<readonly [block: string, bits: number]> = [
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
];

/** Likewise for IPv6: `fc00::/7`, `fe80::/10` and `fec0::/10`, `ff00::/8`, by their first 16 bits. */
const LOCAL_V6: ReadonlyArray<readonly [block: number, bits: number]> = [
	[0xfc00, 7],
	[0xfe80, 9],
	[0xff00, 8],
];

/** Endings of names that no public server has (RFC 6761, 6762 with its appendix G, 8375). */
const LOCAL_NAMES = /(^|\.)(localhost|local|internal|intranet|private|corp|home|lan|home\.arpa)$/;

/**
 * True when a host is not on the public internet, as far as its name tells: which address a name stands for is not
 * looked up.
 *
 * @param hostname as `URL` gives it, which turns every spelling of an IPv4 address (decimal, hexadecimal, octal, short)
 *   into the usual one and every IPv6 address into its shortest form
 */
export function isLocalHost(hostname: string): boolean {
	// With a full stop at its end a name means the same.
	const host = hostname.replace(/\.$/, '');
	if (host.startsWith('[')) return isLocalV6(groups(host.slice(1, -1)));
	const address = v4(host);
	if (address !== undefined) return isLocalV4(address);
	// A name without a dot is looked up in the network's own domain.
	return !host.includes('.') || LOCAL_NAMES.test(host);
}

/** True for this very machine. */
export function isLoopback(hostname: string): boolean {
	const address = v4(hostname);
	return hostname === 'localhost' || hostname === '[::1]' || (address ?? 0) >>> 24 === 127;
}

/** `10.1.2.3` → a number of 32 bits; `undefined` for anything else. */
function v4(host: string): number | undefined {
	if (!/^\d+\.\d+\.\d+\.\d+$/.test(host)) return undefined;
	return host.split('.').reduce((address, part) => address * 256 + Number(part), 0);
}

function isLocalV4(address: number): boolean {
	return LOCAL_V4.some(([block, bits]) => (address ^ (v4(block) ?? 0)) >>> (32 - bits) === 0);
}

/** `fd00:ec2::254` → its eight groups of 16 bits. */
function groups(address: string): number[] {
	const [head = [], tail = []] = address
		.split('::')
		.map((half) => half.split(':').filter((group) => group !== ''));
	const zeros = Array<string>(8 - head.length - tail.length).fill('0');
	return [...head, ...zeros, ...tail].map((group) => Number.parseInt(group, 16));
}

function isLocalV6(address: readonly number[]): boolean {
	const [first = 0, second = 0, third = 0] = address;
	if (LOCAL_V6.some(([block, bits]) => (first ^ block) >>> (16 - bits) === 0)) return true;
	const wide = (index: number) =>
		((address[index] ?? 0) * 2 ** 16 + (address[index + 1] ?? 0)) >>> 0;
	// IPv4 within IPv6: 6to4 (RFC 3056), NAT64 (RFC 6052), and mapped or "compatible" (RFC 4291, which has :: and ::1, too).
	if (first === 0x2002) return isLocalV4(wide(1));
	if (first === 0x64 && second === 0xff9b) return third !== 0 || isLocalV4(wide(6));
	return first === 0 && second === 0;
}
