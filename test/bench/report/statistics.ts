import type { Cases, Round, Rounds } from './results';

export interface Spread {
	min: number;
	median: number;
	max: number;
}

/** @throws Error when there are no values */
export function spreadOf(values: readonly number[]): Spread {
	const sorted = [...values].sort((a, b) => a - b);
	const [min, max] = [sorted[0], sorted.at(-1)];
	const middle = sorted.length >> 1;
	const upper = sorted[middle];
	if (min === undefined || max === undefined || upper === undefined) throw new Error('No values');
	const lower = sorted.length % 2 === 0 ? (sorted[middle - 1] ?? upper) : upper;
	return { min, median: (lower + upper) / 2, max };
}

/** How many rounds there were; what cannot differ, such as a size, is measured in one of them. */
export function roundsOf(cases: Cases): number {
	const contestants = Object.values(cases).flatMap((rounds) => Object.values(rounds));
	return Math.max(...contestants.map(({ length }) => length));
}

/** The values of one metric over the rounds; undefined where the contestant is not measured by it. */
export function valuesOf(rounds: Round[] | undefined, metric: string): number[] | undefined {
	const values = rounds?.map((round) => round[metric]) ?? [];
	return values.length > 0 && values.every((value) => value !== undefined) ? values : undefined;
}

/** How many times as much one contestant took as the other, round by round. */
export function ratiosOf(
	rounds: Rounds,
	[one, other]: readonly [string, string],
	metric: string,
): Spread | undefined {
	const values = valuesOf(rounds[one], metric);
	const others = valuesOf(rounds[other], metric);
	if (values === undefined || others === undefined) return undefined;
	const ratios = values.map((value, round) => value / (others[round] ?? Number.NaN));
	return ratios.every(Number.isFinite) ? spreadOf(ratios) : undefined;
}

/** The median of a metric. @throws Error when it was not measured */
export function medianOf(rounds: Round[] | undefined, metric: string): number {
	const values = valuesOf(rounds, metric);
	if (values === undefined) throw new Error(`${metric} was not measured`);
	return spreadOf(values).median;
}
