import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');
const SHIPPED = ['nodes', 'credentials'];
const MAX_LINES = 250;

/** Every source file that ships, relative to the root, with forward slashes. */
function sources(): string[] {
	return SHIPPED.flatMap((folder) =>
		readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.ts'))
			.map((file) => path.posix.join(folder, file.replaceAll('\\', '/'))),
	);
}

interface Import {
	file: string;
	/** A package name, or a path relative to the root. */
	target: string;
}

function imports(): Import[] {
	return sources().flatMap((file) => {
		const text = readFileSync(path.join(ROOT, file), 'utf8');
		const specifiers = [...text.matchAll(/\b(?:from|import|require)\s*\(?\s*'([^']+)'/g)].map(
			([, name]) => name ?? '',
		);
		return specifiers.map((name) => ({
			file,
			target: name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name,
		}));
	});
}

/** The floor that a file stands on, e.g. `nodes/core`, `nodes/services/bandwidth` or `nodes/BandwidthReports`. */
function floorOf(file: string): string {
	const parts = file.split('/');
	return (parts[1] === 'services' || parts[1] === 'resources') && parts.length > 3
		? parts.slice(0, 3).join('/')
		: parts.slice(0, 2).join('/');
}

/** May a file on floor `from` import something on floor `to`? Arrows point downward only. */
function allowed(from: string, to: string): boolean {
	if (from === to) return true;
	const isService = (floor: string) => floor.startsWith('nodes/services');
	if (from === 'nodes/core') return false;
	if (isService(from)) return to === 'nodes/core' || (from === 'nodes/services' && isService(to));
	if (from === 'nodes/runtime') return to === 'nodes/core';
	if (to === 'nodes/core' || to === 'nodes/runtime' || isService(to)) return true;
	// A service's resources see no other's; a node's folder sees all floors below it, but no other node.
	const isResource = (floor: string) => floor.startsWith('nodes/resources');
	return isResource(to) && (from === 'nodes/resources' || !isResource(from));
}

describe('the direction of imports', () => {
	const local = imports().filter(
		({ target }) => target.startsWith('nodes/') || target.startsWith('credentials/'),
	);

	test('there is something to judge', () => {
		expect(local.length).toBeGreaterThan(50);
	});

	test('goes from node to resource to service to core, and never back or across', () => {
		const wrong = local.filter(
			({ file, target }) => file.startsWith('nodes/') && !allowed(floorOf(file), floorOf(target)),
		);
		expect(wrong).toEqual([]);
	});

	test('lets credentials know the addresses of services, how an address is checked, and no more', () => {
		const wrong = local.filter(
			({ file, target }) =>
				file.startsWith('credentials/') &&
				!target.startsWith('credentials/') &&
				!/^nodes\/(services\/\w+\/hosts|core\/(url|errors))$/.test(target),
		);
		expect(wrong).toEqual([]);
	});

	test('keeps n8n out of the core and the services', () => {
		const wrong = imports().filter(
			({ file, target }) => /^nodes\/(core|services)\//.test(file) && target.startsWith('n8n-'),
		);
		expect(wrong).toEqual([]);
	});

	test('judges as it says', () => {
		expect(allowed('nodes/core', 'nodes/runtime')).toBe(false);
		expect(allowed('nodes/services/bandwidth', 'nodes/services/webex')).toBe(false);
		expect(allowed('nodes/services/bandwidth', 'nodes/runtime')).toBe(false);
		expect(allowed('nodes/runtime', 'nodes/services/bandwidth')).toBe(false);
		expect(allowed('nodes/BandwidthReports', 'nodes/EvoVoiceReports')).toBe(false);
		expect(allowed('nodes/BandwidthReports', 'nodes/services/bandwidth')).toBe(true);
		expect(allowed('nodes/BandwidthReports', 'nodes/resources/bandwidth')).toBe(true);
		expect(allowed('nodes/resources/bandwidth', 'nodes/resources/webex')).toBe(false);
		expect(allowed('nodes/resources/bandwidth', 'nodes/BandwidthReports')).toBe(false);
		expect(allowed('nodes/runtime', 'nodes/resources/bandwidth')).toBe(false);
	});
});

test(`no file that ships has more than ${MAX_LINES} lines`, () => {
	const long = sources()
		.map((file) => ({
			file,
			lines: readFileSync(path.join(ROOT, file), 'utf8').split('\n').length,
		}))
		.filter(({ lines }) => lines > MAX_LINES);
	expect(long).toEqual([]);
});

test('the core names no service', () => {
	const services = readdirSync(path.join(ROOT, 'nodes/services'), { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map(({ name }) => name);
	const naming = sources()
		.filter((file) => /^nodes\/(core|runtime)\//.test(file))
		.flatMap((file) => {
			// Comments may tell where a protocol fact comes from.
			const code = readFileSync(path.join(ROOT, file), 'utf8').replace(
				/\/\*[\s\S]*?\*\/|\/\/.*$/gm,
				'',
			);
			return services
				.filter((service) => new RegExp(service, 'i').test(code))
				.map((service) => ({ file, service }));
		});
	expect(naming).toEqual([]);
});
