/** What the documents say about this repository is there: links, headings, commands, examples, sample items. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const markdownIn = (folder: string) =>
	readdirSync(path.join(ROOT, folder))
		.filter((file) => file.endsWith('.md'))
		.map((file) => path.posix.join(folder, file));

const DOCUMENTS = [...markdownIn('.'), ...markdownIn('docs')];
const REPORT_FIELDS = fieldsOf('nodes/core/report.ts', 'Report');

/** Links within the repository, e.g. `../examples` or `bandwidth.md#the-login`. */
function localLinks(file: string): string[] {
	return [...read(file).matchAll(/\]\(([^)\s]+)\)/g)]
		.map(([, target = '']) => target)
		.filter((target) => !/^[a-z]+:/.test(target));
}

/** The anchors that GitHub makes of a document's headings. */
function anchors(file: string): string[] {
	return [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.replaceAll(' ', '-'),
	);
}

function leadsSomewhere(file: string, anchor: string | undefined): boolean {
	return (
		existsSync(path.join(ROOT, file)) && (anchor === undefined || anchors(file).includes(anchor))
	);
}

/** The editor's links to our own pages: "Docs" in a node, "Read our docs" in a credential. */
function helpLinks(): Array<[file: string, page: string, anchor: string | undefined]> {
	const { homepage } = JSON.parse(read('package.json')) as { homepage: string };
	const pages = new RegExp(
		`${homepage.replace(/#.*$/, '')}(?:/blob/main/([^#'"]+))?(?:#([^'"]+))?`,
		'g',
	);
	return ['nodes', 'credentials'].flatMap((folder) =>
		readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => /\.node\.json$|\.credentials\.ts$/.test(file))
			.flatMap((file) =>
				[...read(path.posix.join(folder, file)).matchAll(pages)].map(
					([, page = 'README.md', anchor]): [string, string, string | undefined] => [
						file,
						page,
						anchor,
					],
				),
			),
	);
}

function codeBlocks(file: string, language: string): string[] {
	return [...read(file).matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(
		([, code = '']) => code,
	);
}

function fieldsOf(file: string, name: string): string[] {
	const [, body = ''] =
		new RegExp(`export interface ${name} \\{\n(.*?)^\\}`, 'ms').exec(read(file)) ?? [];
	return [...body.matchAll(/^\t(\w+)\??:/gm)].map(([, field = '']) => field);
}

describe('the links of the editor to these documents', () => {
	test.each(helpLinks())('%s: %s#%s exists', (_, page, anchor) => {
		expect(leadsSomewhere(page, anchor)).toBe(true);
	});

	test('are in every node and every credential', () => {
		expect(new Set(helpLinks().map(([file]) => file)).size).toBe(11);
	});
});

describe.each(DOCUMENTS)('%s', (file) => {
	test('links to files and headings that exist', () => {
		const broken = localLinks(file).filter((link) => {
			const [target = '', anchor] = link.split('#');
			return !leadsSomewhere(
				target === '' ? file : path.posix.join(path.posix.dirname(file), target),
				anchor,
			);
		});
		expect(broken).toEqual([]);
	});

	test('names npm scripts that exist', () => {
		const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
		const named = [...read(file).matchAll(/npm run ([\w:-]+)|npm (start|test)\b/g)].map(
			([, run, plain]) => run ?? plain ?? '',
		);
		expect(named.filter((script) => !(script in scripts))).toEqual([]);
	});

	test('shows sample items with fields that reports have', () => {
		expect(REPORT_FIELDS).toEqual(expect.arrayContaining(['reportId', 'status']));
		for (const block of codeBlocks(file, 'json')) {
			const item = JSON.parse(block) as Record<string, unknown>;
			expect(REPORT_FIELDS).toEqual(expect.arrayContaining(Object.keys(item)));
		}
	});

	test('has no code that nobody runs', () => {
		// `sh`: CI runs the two commands, the end-to-end suite the installation by hand. `json`: see above.
		const languages = [...read(file).matchAll(/^```(\S*)\n/gm)]
			.map(([, language]) => language)
			.filter((language) => language !== '');
		expect(languages.filter((language) => language !== 'sh' && language !== 'json')).toEqual([]);
		if (file !== 'README.md') expect(codeBlocks(file, 'sh')).toEqual([]);
	});
});

/** What `.ci/run` runs, each with its limit in minutes. */
const ciSteps = () =>
	[...read('.ci/run').matchAll(/^within (\d+) (.*)$/gm)].map(([, minutes, command = '']) => ({
		minutes: Number(minutes),
		command,
	}));

test('the parts of CI together take no longer than CI may', () => {
	const minutes = ciSteps().reduce((sum, step) => sum + step.minutes, 0);
	expect(minutes).toBeGreaterThan(30);
	expect(minutes).toBeLessThan(90);
});

test('CI runs the commands that the README begins with', () => {
	const steps = ciSteps().map(({ command }) => command);
	const commands = codeBlocks('README.md', 'sh')
		.slice(0, 2)
		.map((code) => code.trim());
	expect(commands).toEqual(['npm start', 'npm test']);
	for (const command of commands) {
		expect(steps.some((step) => step === command || step.startsWith(`${command} `))).toBe(true);
	}
});

test('every example stands among the recipes', () => {
	for (const example of readdirSync(path.join(ROOT, 'examples'))) {
		expect(read('docs/recipes.md')).toContain(`(../examples/${example})`);
	}
});

test('every page of docs can be reached from the README', () => {
	const linked = localLinks('README.md');
	expect(markdownIn('docs').filter((page) => !linked.includes(page))).toEqual([]);
});
