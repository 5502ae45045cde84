/** Packs the package and installs the tarball into an n8n as n8n itself would. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { N8N_PROJECT, readManifest, ROOT, TMP } from './paths';

/**
 * Packs what `npm run build` left in `dist` and answers the tarball's path.
 * @throws Error when there is no build
 */
export function packPackage(): string {
	if (!existsSync(path.join(ROOT, 'dist'))) {
		throw new Error('There is no dist folder to pack: run `npm run build` first');
	}
	// Several workers of Jest may pack at the same time.
	const folder = path.join(TMP, `pack-${process.pid}`);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
		cwd: ROOT,
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	const { name, version } = readManifest();
	return path.join(folder, `${name}-${version}.tgz`);
}

/** Unpacks `tarball` where n8n keeps community packages below `userFolder`, replacing an earlier one. */
export function installPackage(tarball: string, userFolder: string): void {
	const modules = path.join(userFolder, '.n8n', 'nodes', 'node_modules');
	const target = path.join(modules, readManifest().name);
	const unpacked = path.join(modules, 'package');
	for (const folder of [target, unpacked]) rmSync(folder, { recursive: true, force: true });
	mkdirSync(modules, { recursive: true });
	execFileSync('tar', ['-xzf', tarball, '-C', modules]);
	renameSync(unpacked, target);
	// n8n offers its own as the last resort; below this checkout Node would find that of the checkout before it.
	const workflowLibrary = path.join(modules, 'n8n-workflow');
	rmSync(workflowLibrary, { force: true });
	symlinkSync(path.join(N8N_PROJECT, 'node_modules', 'n8n-workflow'), workflowLibrary);
}
