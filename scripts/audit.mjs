/**
 * `npm run audit`: asks npm's advisory database about the libraries inside the bundle, which are all that users
 * install. An advisory fails it, unless `scripts/audit-exceptions.json` says why it does not concern us, and until
 * when:
 *
 *     [{ "id": "GHSA-…", "library": "…", "reason": "…", "expires": "2026-12-31" }]
 *
 * A registry without an advisory database is told so, and counts neither as passed nor as failed; with
 * `--require-answer` it fails. The report goes to the console and to `.tmp/results/audit.json`.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readAudit, weigh } from './lib/advisories.mjs';
import { bundledLibraries } from './lib/bundled.mjs';
import { RESULTS, ROOT, TMP } from './lib/paths.mjs';
import { clearResults, saveSteps } from './lib/results.mjs';
import { run } from './lib/run.mjs';
import { secondsSince } from './lib/steps.mjs';
import { main } from './lib/userError.mjs';

/** Asks about exactly these libraries: a lock with nothing else in it. */
async function ask(libraries) {
	const folder = mkdtempSync(path.join(TMP, 'audit-'));
	const project = { name: 'audit', version: '0.0.0', dependencies: libraries };
	const locked = Object.entries(libraries).map(([name, version]) => [
		`node_modules/${name}`,
		{ version },
	]);
	const lock = {
		...project,
		lockfileVersion: 3,
		requires: true,
		packages: { '': project, ...Object.fromEntries(locked) },
	};
	try {
		writeFileSync(path.join(folder, 'package.json'), JSON.stringify(project));
		writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify(lock));
		const patience = ['--fetch-retries=1', '--fetch-timeout=30000'];
		const args = ['audit', '--json', '--silent', '--package-lock-only', ...patience];
		return readAudit((await run('npm', args, { cwd: folder, logName: 'audit' })).output);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function print(libraries, { unavailable, open, excepted, expired, unused }) {
	const names = Object.entries(libraries).map((library) => library.join(' '));
	console.log(`audit of what is bundled: ${names.join(', ')}`);
	if (unavailable !== undefined) {
		return console.log(
			`audit not available: ${unavailable}\nNothing was checked; this counts neither as passed nor as failed.`,
		);
	}
	const line = ({ library, severity, title, url }) => `${library}: ${title} (${severity}) ${url}`;
	for (const finding of open) console.log(`FOUND     ${line(finding)}`);
	for (const { exception, ...finding } of excepted) {
		console.log(
			`excepted  ${line(finding)}\n          until ${exception.expires}: ${exception.reason}`,
		);
	}
	for (const { id, expires } of expired) console.log(`The exception of ${id} ended ${expires}.`);
	for (const { id } of unused) console.log(`The exception of ${id} is no longer needed.`);
	console.log(`audit: ${open.length === 0 ? 'passed' : `FAILED, ${open.length} found`}`);
}

await main(async () => {
	const { values } = parseArgs({
		options: {
			'require-answer': { type: 'boolean', default: false },
			exceptions: { type: 'string', default: path.join(ROOT, 'scripts/audit-exceptions.json') },
		},
	});
	clearResults('audit');
	const startedAt = performance.now();
	const libraries = bundledLibraries();
	const exceptions = JSON.parse(readFileSync(values.exceptions, 'utf8'));
	mkdirSync(TMP, { recursive: true });
	const { findings, unavailable } = await ask(libraries);
	const report =
		findings === undefined
			? { unavailable }
			: weigh(findings, exceptions, new Date().toISOString().slice(0, 10));
	print(libraries, report);
	writeFileSync(
		path.join(RESULTS, 'audit.json'),
		JSON.stringify({ libraries, ...report }, null, '\t'),
	);
	const passed =
		unavailable === undefined
			? report.open.length === 0
			: values['require-answer']
				? false
				: undefined;
	const seconds = secondsSince(startedAt);
	saveSteps('audit', passed === undefined ? [] : [{ name: 'audit', passed, seconds }]);
	return passed === false ? 1 : 0;
});
