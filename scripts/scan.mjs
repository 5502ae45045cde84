/**
 * Runs n8n's official package scanner twice, as n8n's own gate does: over the source, and over what
 * users would install (the packed and unpacked tarball). Inline disables do not count there.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const root = path.resolve(import.meta.dirname, '..');
const workFolder = mkdtempSync(path.join(tmpdir(), 'telecom-reports-scan-'));

/** Packs the built package and unpacks it into `folder`; returns the package's folder. */
function unpackTarball(folder) {
	const [{ filename }] = JSON.parse(
		execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', folder], {
			cwd: root,
			encoding: 'utf8',
			shell: process.platform === 'win32',
		}),
	);
	execFileSync('tar', ['-xzf', filename], { cwd: folder });
	return path.join(folder, 'package');
}

try {
	const targets = [
		['source', root, SOURCE_FILE_PATTERNS],
		['tarball', unpackTarball(workFolder), ['**/*.js', 'package.json']],
	];
	for (const [name, folder, patterns] of targets) {
		const result = await analyzePackage(folder, patterns);
		const findings = result.details ?? result.message ?? '';
		console.log(`scan of the ${name}: ${result.passed ? 'passed' : 'FAILED'}`);
		if (findings !== '') console.log(findings);
		if (!result.passed || findings !== '') process.exitCode = 1;
	}
} finally {
	rmSync(workFolder, { recursive: true, force: true });
}
