/** Where things lie in this checkout. Nothing outside it is ever written. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The private npm project that holds the pinned n8n. */
export const E2E = path.join(ROOT, 'test', 'e2e');

/** Everything that the scripts write, apart from `node_modules` and `dist`. */
export const TMP = path.join(ROOT, '.tmp');
export const LOGS = path.join(TMP, 'logs');
export const RESULTS = path.join(TMP, 'results');

/** The pinned Node 24 that builds, tests and runs n8n, whatever Node started the script. */
export const NODE_BINARY = path.join(ROOT, 'node_modules', 'node', 'bin', 'node');

/** `file` as a person in the checkout would name it. */
export function shown(file) {
	return path.relative(ROOT, file) || '.';
}
