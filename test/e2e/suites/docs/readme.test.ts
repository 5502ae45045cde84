/** What a reader of the README copies into a shell, run as it stands there. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readManifest, ROOT } from '../../support/paths';

const INSTALLING_MS = 600_000;

/** The shell commands of the README's paragraph on installing by hand. */
function commands(): string {
	const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
	const [, block] = /^\*\*By hand\*\*[^]*?^```sh\n([^]*?)^```/m.exec(readme) ?? [];
	if (block === undefined) throw new Error('The README no longer tells how to install by hand');
	return block;
}

/** What stands in no clone: what is installed and built here, and git's own. */
const isMade = (file: string) =>
	/[\\/](node_modules|dist|\.tmp|\.git|coverage|[^\\/]*\.tgz)$/.test(file.slice(ROOT.length));

test(
	'the package installed by hand lies where n8n loads it from, with its nodes and nothing to install',
	() => {
		const folder = mkdtempSync(path.join(tmpdir(), 'by-hand-'));
		try {
			const clone = path.join(folder, 'clone');
			cpSync(ROOT, clone, { recursive: true, filter: (file) => !isMade(file) });
			// npm's cache stays: only the home that n8n would use is another.
			const cache = execFileSync('npm', ['config', 'get', 'cache'], { encoding: 'utf8' }).trim();
			execFileSync('bash', ['-euo', 'pipefail', '-c', commands()], {
				cwd: clone,
				env: { ...process.env, HOME: folder, npm_config_cache: cache },
				stdio: ['ignore', 'ignore', 'inherit'],
			});
			const { name, n8n } = readManifest();
			const installed = path.join(folder, '.n8n/nodes/node_modules', name);
			const manifest = JSON.parse(
				readFileSync(path.join(installed, 'package.json'), 'utf8'),
			) as Record<string, unknown>;
			expect(manifest).toMatchObject({ name, n8n });
			expect(manifest).not.toHaveProperty('dependencies');
			for (const file of [...n8n.nodes, ...n8n.credentials]) {
				expect(readFileSync(path.join(installed, file), 'utf8')).toContain('telecom-reports.js');
			}
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	},
	INSTALLING_MS,
);
