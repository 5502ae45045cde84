/**
 * The n8n versions that the end-to-end tests run in. Each is pinned by a private npm project of its own,
 * since n8n is large.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { E2E } from './paths.mjs';
import { UserError } from './userError.mjs';

/** `name` is what `--n8n` takes, `version` the pinned one, `gigabytes` what its installation takes. */
function project(name, folder, gigabytes) {
	const { dependencies } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
	return { name, folder, version: dependencies.n8n, gigabytes };
}

/** The one that the package is built for. */
export const CURRENT_N8N = project('2.41', E2E, 4);
/** All of them; `.ci/run` tests each. */
export const N8N_PROJECTS = [CURRENT_N8N, project('1.123', path.join(E2E, 'n8n-1.123'), 3)];

/** @throws UserError when there is no project of this name */
export function n8nProject(wanted) {
	const found = N8N_PROJECTS.find(({ name }) => name === wanted);
	if (found !== undefined) return found;
	const names = N8N_PROJECTS.map(({ name }) => name).join(' or ');
	throw new UserError(`--n8n wants ${names}, not "${wanted ?? ''}"`);
}
