import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { makeZip } from '../lab/zips';
import type { Round } from '../report/results';
import { medianOf, ratiosOf } from '../report/statistics';
import { type Part, Tally } from './part';

const OURS = 'ours, 28 columns';
const BARE = 'unzip -p into wc -l';
const VALUES = 'ours, values only';
const SIZES = [100_000, 500_000];

const WHY_SLOWER =
	'**Parsing alone** (profiled by hand, 21 November 2026). A counter makes no objects. Up to the values of each row, ours takes less time than `unzip -p` into ' +
	'Python (*values only*). Of the rest, some 0.55 s are 14 million properties set by name, and some 0.7 s are values looked up, so that rows ' +
	'share equal ones, or copied, so that they do not keep the whole text alive. What did not help: to compare each value with the row ' +
	'before instead of looking it up (no faster), and to copy as Latin-1 (the same). What would help: to leave out the ' +
	'sharing, which takes nearly a third less time and which the goal for memory needs; or code made for each table, which a ' +
	'community package may not run.';

const title = (rows: number) => `${rows.toLocaleString('en')} calls`;

export const parsing: Part = {
	title: 'Parsing alone',
	about:
		'Outside n8n: the zip of a BDR in a file, read to objects with a property for each column; what stands behind `unzip -p` ' +
		'only counts. `wc -l` counts lines and knows nothing of quotes; the others know CSV (of `qsv`, `xsv`, `mlr` and Python’s ' +
		'`csv.reader`, those that are installed take part), and so does *values only*. *Kept* holds all rows in memory, as an item of n8n would.',
	compared: [
		[OURS, BARE],
		['ours, 6 columns', BARE],
		[OURS, 'unzip -p into python3'],
		[VALUES, 'unzip -p into python3'],
		[OURS, 'unzip -p into qsv'],
		[OURS, 'unzip -p into xsv'],
		['fflate + uDSV', OURS],
		['fflate + papaparse', OURS],
		['fflate + csv-parse', OURS],
	],

	async run(rounds) {
		const tally = new Tally();
		for (const rows of SIZES) {
			const { path: zip } = await makeZip(rows);
			const script = path.join(__dirname, 'readers.mjs');
			const child = spawn(
				process.execPath,
				['--expose-gc', '--import', 'tsx', script, zip, String(rounds)],
				{ stdio: ['ignore', 'pipe', 'inherit'] },
			);
			const ended = once(child, 'close') as Promise<[number]>;
			for await (const line of createInterface({ input: child.stdout })) {
				const { name, round } = JSON.parse(line) as { name: string; round: Round };
				tally.add(title(rows), name, round);
			}
			const [code] = await ended;
			if (code !== 0) throw new Error(`readers.mjs ended with ${code}`);
		}
		return tally.cases;
	},

	goals(cases) {
		const rounds = cases[title(500_000)] ?? {};
		const counters = Object.keys(rounds).filter(
			(name) => name.startsWith('unzip -p') && name !== BARE,
		);
		const times = counters.map((name) => ({ name, ms: medianOf(rounds[name], 'ms') }));
		const [fastest] = times.sort((a, b) => a.ms - b.ms);
		if (fastest === undefined) return [];
		const ratio = ratiosOf(rounds, [OURS, fastest.name], 'ms')?.median ?? Number.NaN;
		return [
			{
				goal: '500,000 rows within 1.5 × of `unzip -p` piped into the fastest CSV counter',
				measured: `${ratio.toFixed(2)} × ${fastest.name}`,
				met: ratio <= 1.5,
				whyNot: WHY_SLOWER,
			},
		];
	},
};
