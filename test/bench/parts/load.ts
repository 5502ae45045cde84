import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { readManifest, ROOT } from '../../e2e/support/paths';
import type { Instance } from '../lab/instance';
import { FOLDER, Lab } from '../lab/lab';
import { usageOf } from '../lab/processUsage';
import type { Round } from '../report/results';
import { medianOf } from '../report/statistics';
import { type Part, Tally } from './part';

const WITH = 'n8n with the package';
const WITHOUT = 'n8n without it';
const LOADING = 'the package in n8n’s loader';
const TARBALL = 'tarball';
const STARTS = 'Start of n8n';
const SIZE = 'Size';

const RESULT = path.join(FOLDER, 'load.json');
const METER = {
	NODE_OPTIONS: `--require ${path.join(__dirname, '..', 'lab', 'loadMeter.js')}`,
	BENCH_PACKAGE: readManifest().name,
	BENCH_LOAD_FILE: RESULT,
};

async function startFigures({ pid }: Instance): Promise<Round> {
	const { cpuMs, residentMiB } = usageOf(pid);
	return { startCpuMs: cpuMs, residentMiB };
}

function tarballFigures(): Round {
	// Its scripts would build once more.
	const answer = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		cwd: ROOT,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const [{ size, unpackedSize }] = JSON.parse(answer) as [{ size: number; unpackedSize: number }];
	return { packedKb: size / 1000, unpackedKb: unpackedSize / 1000 };
}

export const load: Part = {
	title: 'Load',
	about:
		'What the package adds to the start of n8n. *Loading* is measured around n8n’s own loader, in its process: all nodes and credentials, ' +
		'all threads, garbage included. Whole starts differ by more than the package costs, so they show only that nothing large is hidden.',
	compared: [[WITH, WITHOUT]],

	async run(rounds) {
		const tally = new Tally();
		const lab = await Lab.open('load', []);
		for (let round = 0; round < rounds; round++) {
			tally.add(STARTS, WITH, await lab.withFresh(startFigures));
			tally.add(STARTS, WITHOUT, await lab.withFresh(startFigures, { withPackage: false }));
			rmSync(RESULT, { force: true });
			await lab.withFresh(async () => undefined, { env: METER });
			tally.add(STARTS, LOADING, JSON.parse(readFileSync(RESULT, 'utf8')) as Round);
		}
		tally.add(SIZE, TARBALL, tarballFigures());
		return tally.cases;
	},

	goals(cases) {
		const cpu = medianOf(cases[STARTS]?.[LOADING], 'loadCpuMs');
		const size = medianOf(cases[SIZE]?.[TARBALL], 'unpackedKb');
		const dependencies = Object.keys(readManifest().dependencies ?? {});
		return [
			{
				goal: 'At most 50 ms of processor time to load all nodes',
				measured: `${cpu.toFixed(0)} ms`,
				met: cpu <= 50,
			},
			{
				goal: 'At most 400 kB unpacked',
				measured: `${size.toFixed(0)} kB`,
				met: size <= 400,
			},
			{
				goal: 'No other package is installed with it',
				measured: `${dependencies.length} dependencies`,
				met: dependencies.length === 0,
			},
		];
	},
};
