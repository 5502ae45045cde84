/**
 * Runs n8n's official package scanner twice, as n8n's own gate does: over the source, and over what
 * users would install (the packed and unpacked tarball). Inline disables do not count there. The gate
 * passes over warnings; here they count too, except for those that are accepted below.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {
	analyzePackage,
	buildScanConfig,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { ESLint } from 'eslint';

const root = path.resolve(import.meta.dirname, '..');
const workFolder = mkdtempSync(path.join(tmpdir(), 'telecom-reports-scan-'));

/** Warnings that are wrong about us, with the reason. */
const ACCEPTED = [
	{
		file: 'credentials/RingCxApi.credentials.ts',
		rule: '@n8n/community-nodes/credential-unnecessary-password',
		text: "Field 'jwt'",
		reason: "a JWT logs its user in: it is a secret, though its name is not on the rule's list",
	},
];

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

/** Warnings of the scanner's own rules, as lines to print. */
async function warnings(folder, patterns) {
	const eslint = new ESLint({
		cwd: folder,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: await buildScanConfig(),
	});
	const results = await eslint.lintFiles(patterns);
	return results.flatMap(({ filePath, messages }) => {
		const file = path.relative(folder, filePath).replaceAll('\\', '/');
		return messages
			.filter(({ severity }) => severity === 1)
			.filter(
				({ ruleId, message }) =>
					!ACCEPTED.some(
						({ file: where, rule, text }) =>
							file === where && ruleId === rule && message.startsWith(text),
					),
			)
			.map(({ line, ruleId, message }) => `${file}:${line}  ${message}  ${ruleId}`);
	});
}

try {
	const targets = [
		['source', root, SOURCE_FILE_PATTERNS],
		['tarball', unpackTarball(workFolder), ['**/*.js', 'package.json']],
	];
	for (const [name, folder, patterns] of targets) {
		const { passed, details, message } = await analyzePackage(folder, patterns);
		const warned = await warnings(folder, patterns);
		const clean = passed && warned.length === 0;
		console.log(`scan of the ${name}: ${clean ? 'passed' : 'FAILED'}`);
		for (const finding of [details ?? message, ...warned]) if (finding) console.log(finding);
		if (!clean) process.exitCode = 1;
	}
} finally {
	rmSync(workFolder, { recursive: true, force: true });
}
