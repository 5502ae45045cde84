import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The checkout. */
export const ROOT = path.resolve(__dirname, '..', '..', '..');

/** The private npm project that holds the n8n to be used; `npm run test:e2e -- --n8n` names another one. */
export const N8N_PROJECT =
	process.env.TELECOM_REPORTS_N8N_PROJECT ?? path.join(ROOT, 'test', 'e2e');

/** All that tests and the demo write. */
export const TMP = path.join(ROOT, '.tmp');

export const N8N_BIN = path.join(N8N_PROJECT, 'node_modules', 'n8n', 'bin', 'n8n');

interface Manifest {
	name: string;
	version: string;
	dependencies?: Record<string, string>;
	n8n: { nodes: string[]; credentials: string[] };
}

/** The package under test, as its package.json describes it. */
export function readManifest(): Manifest {
	return JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Manifest;
}

/** Full type names of the package's nodes: `<package>.<class name with a small first letter>`. */
export function packageNodeTypes(): string[] {
	const { name, n8n } = readManifest();
	return n8n.nodes.map((file) => {
		const className = path.basename(file).split('.')[0] ?? '';
		return `${name}.${className.charAt(0).toLowerCase()}${className.slice(1)}`;
	});
}
