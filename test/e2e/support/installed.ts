/** Libraries that are installed beside n8n only. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { N8N_PROJECT } from './paths';

/**
 * Loads `name` as a `Module`; the caller repeats the few of its types that are used, so that type-checking
 * needs no n8n. @throws Error when n8n's project is not installed
 */
export function loadInstalled<Module>(name: string): Module {
	return createRequire(path.join(N8N_PROJECT, 'package.json'))(name) as Module;
}
