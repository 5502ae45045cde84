/** What parts of the bench found, kept in docs/benchmarks.json so that a part can be run again alone. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ROOT } from '../../e2e/support/paths';

/** What a contestant took in one round, by the name of the metric. */
export type Round = Record<string, number>;

/** By contestant: its rounds, in the order in which they were run. */
export type Rounds = Record<string, Round[]>;

/** By case, such as a size. */
export type Cases = Record<string, Rounds>;

export interface PartResult {
	/** ISO 8601. */
	startedAt: string;
	minutes: number;
	machine: string;
	/** Processes that wanted to run, on average over a minute: before and after. */
	load: [number, number];
	cases: Cases;
}

export type Results = Record<string, PartResult>;

const FILE = path.join(ROOT, 'docs', 'benchmarks.json');

export function readResults(): Results {
	return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Results) : {};
}

export async function writeResults(results: Results): Promise<void> {
	mkdirSync(path.dirname(FILE), { recursive: true });
	const text = JSON.stringify(results, rounded);
	writeFileSync(FILE, await format(text, { ...(await resolveConfig(FILE)), parser: 'json' }));
}

/** Three digits behind the point say more than any of these measurements can. */
function rounded(_key: string, value: unknown): unknown {
	return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value;
}
