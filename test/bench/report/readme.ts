/** Writes the short table in the README, between its two marks. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ROOT } from '../../e2e/support/paths';
import type { Part } from '../parts/part';
import { METRICS } from './metrics';
import { ratiosOf, roundsOf, spreadOf, valuesOf } from './statistics';
import type { PartResult, Results, Rounds } from './results';

const FILE = path.join(ROOT, 'README.md');
/** Fewer rounds, or more processes that want to run beforehand, make figures that are a hint at most. */
const ENOUGH_ROUNDS = 5;
const QUIET_LOAD = 2;

const BETWEEN_MARKS = /(<!-- benchmarks -->)[^]*(<!-- \/benchmarks -->)/;

/** Medians of ours and of what it is compared with first, for every case that has both. */
export async function writeReadme(
	parts: Readonly<Record<string, Part>>,
	results: Results,
): Promise<void> {
	const lines = Object.entries(parts).flatMap(([name, { title, compared }]) =>
		Object.entries(results[name]?.cases ?? {}).flatMap(([of, rounds]) =>
			compared.slice(0, 1).flatMap((pair) => line(`${title}: ${of}`, rounds, pair)),
		),
	);
	const table = ['| median | ours | beside it | ratio |', '| --- | --- | --- | --- |', ...lines];
	const text = readFileSync(FILE, 'utf8').replace(
		BETWEEN_MARKS,
		(_, begin: string, end: string) =>
			`${begin}\n\n${[...table, ...caveat(results)].join('\n')}\n\n${end}`,
	);
	writeFileSync(FILE, await format(text, { ...(await resolveConfig(FILE)), parser: 'markdown' }));
}

/** Says so when the figures deserve little trust. */
function caveat(results: Results): string[] {
	const isRough = ({ cases, load }: PartResult) =>
		load[0] > QUIET_LOAD || roundsOf(cases) < ENOUGH_ROUNDS;
	const rough = Object.keys(results).filter((name) => results[name] && isRough(results[name]));
	return rough.length === 0
		? []
		: [
				'',
				`Not to be relied on yet, since measured in fewer than ${ENOUGH_ROUNDS} rounds or on a busy machine: ${rough.sort().join(', ')}.`,
			];
}

function line(title: string, rounds: Rounds, pair: readonly [string, string]): string[] {
	const metric = Object.keys(METRICS).find((one) => ratiosOf(rounds, pair, one) !== undefined);
	if (metric === undefined) return [];
	const { label, digits, scale = 1 } = METRICS[metric] ?? { label: metric, digits: 1 };
	const [ours, theirs] = pair.map((name) => {
		const { median } = spreadOf(valuesOf(rounds[name], metric) ?? []);
		return (median * scale).toFixed(digits);
	});
	const ratio = ratiosOf(rounds, pair, metric)?.median.toFixed(2) ?? '';
	return [`| ${title}, ${label} | ${ours} | ${theirs} (${pair[1]}) | ${ratio} |`];
}
