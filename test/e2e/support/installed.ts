/** Libraries that are installed beside n8n only, in test/e2e. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { E2E } from './paths';

/**
 * Loads `name` as a `Module`; the caller repeats the few of its types that are used, so that type-checking
 * needs no n8n. @throws Error when n8n's project is not installed
 */
export function loadInstalled<Module>(name: string): Module {
	return createRequire(path.join(E2E, 'package.json'))(name) as Module;
}
