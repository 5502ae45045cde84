import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** `npm run audit`, with an npm that answers as it is told. */
const ROOT = path.resolve(__dirname, '../..');

interface Exception {
	id: string;
	library: string;
	reason?: string;
	expires?: string;
}

const advisory = (library: string, id: string) => ({
	source: 1,
	name: library,
	title: 'Reads too much',
	url: `https://github.com/advisories/${id}`,
	severity: 'high',
});
const FINDING = {
	auditReportVersion: 2,
	vulnerabilities: {
		'fast-xml-parser': { name: 'fast-xml-parser', via: [advisory('fast-xml-parser', 'GHSA-1')] },
		// A library that has the one above inside points at it by its name.
		other: { name: 'other', via: ['fast-xml-parser', advisory('fast-xml-parser', 'GHSA-1')] },
	},
};
const CLEAN = { auditReportVersion: 2, vulnerabilities: {} };

function audit(answer: unknown, exceptions: Exception[] = [], ...args: string[]) {
	const folder = mkdtempSync(path.join(tmpdir(), 'telecom-reports-audit-'));
	try {
		const file = (name: string) => path.join(folder, name);
		writeFileSync(file('exceptions.json'), JSON.stringify(exceptions));
		writeFileSync(file('answer'), typeof answer === 'string' ? answer : JSON.stringify(answer));
		writeFileSync(
			file('npm'),
			`#!/bin/sh\necho "$@" > ${file('args')}\ncp package-lock.json ${file('lock')}\ncat ${file('answer')}\nexit 1\n`,
		);
		chmodSync(file('npm'), 0o755);
		const { status, stdout, stderr } = spawnSync(
			process.execPath,
			['scripts/audit.mjs', '--exceptions', file('exceptions.json'), ...args],
			{
				cwd: ROOT,
				encoding: 'utf8',
				env: { ...process.env, PATH: `${folder}:${process.env.PATH ?? ''}` },
			},
		);
		const asked = JSON.parse(readFileSync(file('lock'), 'utf8')) as {
			packages: Record<string, { version: string }>;
		};
		const steps = path.join(ROOT, '.tmp/results/audit.steps.json');
		return {
			status,
			said: stdout + stderr,
			asked,
			// None when the audit ended before it had a result, which counts as failed.
			steps: existsSync(steps)
				? (JSON.parse(readFileSync(steps, 'utf8')) as Array<{ passed: boolean }>)
				: undefined,
		};
	} finally {
		rmSync(folder, { recursive: true });
	}
}

const today = new Date().toISOString().slice(0, 10);
const exception = {
	id: 'GHSA-1',
	library: 'fast-xml-parser',
	reason: 'never called',
	expires: today,
};

test('the audit asks about each library of the bundle in the version that is in it, and no other', () => {
	const { asked } = audit(CLEAN);
	const notices = readFileSync(path.join(ROOT, 'dist/THIRD_PARTY_NOTICES.md'), 'utf8');
	const { packages: locked } = JSON.parse(
		readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'),
	) as typeof asked;
	const { '': project, ...libraries } = asked.packages;
	expect(project).toBeDefined();
	expect(Object.keys(libraries)).toContain('node_modules/fast-xml-parser');
	for (const [where, { version }] of Object.entries(libraries)) {
		expect([where, version]).toEqual([where, locked[where]?.version]);
		expect(notices).toContain(`## ${where.replace('node_modules/', '')} ${version} (`);
	}
	expect(Object.keys(libraries)).toHaveLength(notices.match(/^## /gm)?.length ?? 0);
});

test('the audit passes when nothing is known', () => {
	const { status, said, steps } = audit(CLEAN);
	expect([status, steps]).toEqual([0, [expect.objectContaining({ passed: true })]]);
	expect(said).toContain('audit: passed');
});

test('an advisory fails the audit, told once, with its address', () => {
	const { status, said, steps } = audit(FINDING);
	expect([status, steps]).toEqual([1, [expect.objectContaining({ passed: false })]]);
	expect(said.match(/FOUND .*GHSA-1/g)).toHaveLength(1);
});

test('an advisory with an exception passes until its last day, and is told', () => {
	const { status, said } = audit(FINDING, [exception]);
	expect(status).toBe(0);
	expect(said).toContain(`until ${today}: never called`);
});

test.each([
	['that has ended', { expires: '2026-01-01' }],
	['of another advisory', { id: 'GHSA-2' }],
	['of another library', { library: 'p-limit' }],
	['without a reason', { reason: '' }],
	['without an end', { expires: undefined }],
	['with an end that is no day', { expires: 'never' }],
])('an exception %s does not count', (_, wrong) => {
	expect(audit(FINDING, [{ ...exception, ...wrong }]).status).toBe(1);
});

test('an exception that is no longer needed is told', () => {
	expect(audit(CLEAN, [exception]).said).toContain('GHSA-1 is no longer needed');
});

test.each([
	['an error', { message: '405 Method Not Allowed', error: {} }, '405 Method Not Allowed'],
	['a network that is down', { error: { summary: 'getaddrinfo ENOTFOUND' } }, 'ENOTFOUND'],
	['no JSON', 'npm error broken', 'npm error broken'],
	['nothing', '', 'npm said nothing'],
])(
	'%s instead of an answer is told, and counts neither as passed nor as failed',
	(_, answer, reason) => {
		const { status, said, steps } = audit(answer);
		expect([status, steps]).toEqual([0, []]);
		expect(said).toContain('audit not available: ');
		expect(said).toContain(reason);
		expect(said).not.toContain('audit: passed');
		expect(audit(answer, [], '--require-answer')).toMatchObject({ status: 1 });
	},
);
