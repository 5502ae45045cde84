import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';
import { UserError } from './userError.mjs';

const NOTICES = path.join(ROOT, 'dist', 'THIRD_PARTY_NOTICES.md');

/**
 * The libraries inside the built bundle as `{ name: version }`, from the notices that the build writes of what
 * esbuild put in.
 * @throws UserError when nothing is built
 */
export function bundledLibraries() {
	if (!existsSync(NOTICES)) throw new UserError('Nothing is built yet: `npm run build` first.');
	const headings = readFileSync(NOTICES, 'utf8').matchAll(/^## (\S+) (\d\S*) \(.*\)$/gm);
	const libraries = Object.fromEntries([...headings].map(([, name, version]) => [name, version]));
	if (Object.keys(libraries).length === 0) throw new Error(`No library stands in ${NOTICES}`);
	return libraries;
}
