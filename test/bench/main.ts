/** `npm run bench [-- part ...] [--rounds n]`: see docs/benchmarks.md, which it writes. */
import { cpus, loadavg, totalmem, type } from 'node:os';
import { file } from './parts/file';
import { load } from './parts/load';
import { many } from './parts/many';
import { parsing } from './parts/parsing';
import type { Part } from './parts/part';
import { rows } from './parts/rows';
import { saving } from './parts/saving';
import { trigger } from './parts/trigger';
import { writeMarkdown } from './report/markdown';
import { writeReadme } from './report/readme';
import { readResults, writeResults } from './report/results';

const PARTS: Readonly<Record<string, Part>> = { file, rows, saving, parsing, many, trigger, load };
const ROUNDS = 5;

function readArguments(words: string[]): { chosen: string[]; rounds: number } {
	const at = words.indexOf('--rounds');
	const rounds = at === -1 ? ROUNDS : Number(words[at + 1]);
	const chosen = at === -1 ? words : words.toSpliced(at, 2);
	const unknown = chosen.filter((name) => !(name in PARTS));
	if (unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
		throw new Error(`Usage: npm run bench -- [${Object.keys(PARTS).join(' ')}] [--rounds n]`);
	}
	return { chosen: chosen.length === 0 ? Object.keys(PARTS) : chosen, rounds };
}

function machine(): string {
	const [processor] = cpus();
	const memory = Math.round(totalmem() / 1024 ** 3);
	return `${cpus().length} × ${processor?.model.trim() ?? 'unknown processor'}, ${memory} GiB, ${type()}, Node ${process.version}`;
}

const loadNow = () => loadavg()[0] ?? 0;

async function main(): Promise<void> {
	if (process.platform !== 'linux') throw new Error('The bench reads /proc: it runs on Linux only');
	const { chosen, rounds } = readArguments(process.argv.slice(2));
	for (const name of chosen) {
		const part = PARTS[name];
		if (part === undefined) continue;
		console.log(`> ${part.title}`);
		const startedAt = new Date();
		const before = loadNow();
		const cases = await part.run(rounds);
		const minutes = (Date.now() - startedAt.getTime()) / 60_000;
		const result = {
			startedAt: startedAt.toISOString(),
			minutes,
			machine: machine(),
			load: [before, loadNow()] as [number, number],
			cases,
		};
		await writeResults({ ...readResults(), [name]: result });
		await writeMarkdown(PARTS, readResults());
		await writeReadme(PARTS, readResults());
		for (const { goal, measured, met } of part.goals(cases)) {
			console.log(`  ${met ? 'met    ' : 'NOT MET'} ${goal}: ${measured}`);
		}
	}
	console.log('Written to docs/benchmarks.md');
}

void main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
