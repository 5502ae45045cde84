import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseDocument } from 'yaml';

const FOLDER = path.resolve(__dirname, '../../.github/workflows');

interface Job {
	uses?: string;
	needs?: string;
	permissions?: Record<string, string>;
	'timeout-minutes'?: number;
	steps?: Array<{ uses?: string; run?: string; with?: Record<string, unknown> }>;
}

interface Workflow {
	on: Record<string, { tags?: string[] } | null>;
	permissions: Record<string, string>;
	jobs: Record<string, Job>;
}

/** @throws when the file is not flawless YAML 1.2. */
function workflow(name: string): Workflow {
	const document = parseDocument(readFileSync(path.join(FOLDER, name), 'utf8'), { strict: true });
	expect([...document.errors, ...document.warnings].map(({ message }) => message)).toEqual([]);
	return document.toJS() as Workflow;
}

const names = readdirSync(FOLDER);
const stepsOf = (job: Job | undefined) => job?.steps ?? [];
const commands = (job: Job | undefined) => stepsOf(job).flatMap(({ run }) => run ?? []);

test('there are workflows to judge', () => {
	expect(names).toEqual(expect.arrayContaining(['ci.yml', 'release.yml']));
});

describe.each(names)('%s', (name) => {
	const { permissions, jobs } = workflow(name);

	test('may do nothing but read unless a job says so', () => {
		expect(permissions).toEqual({ contents: 'read' });
	});

	test("uses other people's actions only at a commit that cannot be moved", () => {
		const used = Object.values(jobs)
			.flatMap((job) => [job, ...stepsOf(job)])
			.flatMap(({ uses }) => uses ?? []);
		expect(used.length).toBeGreaterThan(0);
		for (const action of used) expect(action).toMatch(/^\.\/\.github\/|@[0-9a-f]{40}$/);
	});

	test('ends by itself', () => {
		for (const job of Object.values(jobs).filter(({ uses }) => uses === undefined)) {
			expect(job['timeout-minutes']).toBeGreaterThan(0);
		}
	});

	test('puts nothing that others can choose into a command', () => {
		for (const job of Object.values(jobs)) {
			for (const command of commands(job)) expect(command).not.toContain('${{');
		}
	});
});

test('CI runs everything that must hold, wants an answer about advisories, and keeps the tarball', () => {
	const { on, jobs } = workflow('ci.yml');
	expect(Object.keys(on)).toEqual(['push', 'pull_request', 'workflow_call']);
	expect(commands(jobs.test)).toEqual([
		'sudo apt-get update && sudo apt-get install -y postgresql redis-server',
		'.ci/run',
		'npm run audit -- --require-answer',
		'npm run reproduce -- --output .',
	]);
	expect(stepsOf(jobs.test).at(-1)?.with).toMatchObject({ name: 'tarball' });
});

test('SECURITY.md names the Node that packs', () => {
	const root = path.resolve(__dirname, '../..');
	const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
		devDependencies: Record<string, string>;
	};
	const { node = '' } = manifest.devDependencies;
	expect(readFileSync(path.join(root, 'SECURITY.md'), 'utf8')).toContain(`Node ${node},`);
});

describe('a release', () => {
	const { on, jobs } = workflow('release.yml');

	test('is made of a tag, and only after the tests', () => {
		expect(on).toEqual({ push: { tags: ['v*'] } });
		expect(jobs.test?.uses).toBe('./.github/workflows/ci.yml');
		expect(jobs.publish?.needs).toBe('test');
	});

	test('is published with provenance, by the only job that may say who it is', () => {
		expect(commands(jobs.publish)).toEqual([
			'npm publish "./n8n-nodes-telecom-reports-${GITHUB_REF_NAME#v}.tgz" --provenance --access public',
		]);
		const allowed = Object.entries(jobs).filter(([, { permissions }]) => permissions !== undefined);
		expect(allowed.map(([name, { permissions }]) => [name, permissions])).toEqual([
			['publish', { contents: 'read', 'id-token': 'write' }],
		]);
	});

	test('runs no code beside the permission to publish, and needs no token', () => {
		const used = stepsOf(jobs.publish).flatMap(({ uses }) => uses?.split('@')[0] ?? []);
		expect(used).toEqual(['actions/download-artifact', 'actions/setup-node']);
		expect(readFileSync(path.join(FOLDER, 'release.yml'), 'utf8')).not.toMatch(/secrets\.|_TOKEN/);
	});
});
