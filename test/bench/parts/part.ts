import type { Cases, Round } from '../report/results';

/** Something that is wanted, and what became of it. */
export interface Goal {
	goal: string;
	/** The figures that decide. */
	measured: string;
	met: boolean;
	/** What profiles showed where it was not met: why, what was tried, what would be needed. Markdown. */
	whyNot?: string;
}

/** A part of the bench, which can be run by itself. */
export interface Part {
	title: string;
	/** What is compared and how, in Markdown. */
	about: string;
	/** Pairs of contestants; the table of ratios says how many times as much the first takes. */
	compared: ReadonlyArray<readonly [string, string]>;
	/** Runs all contestants in turn, `rounds` times. */
	run(rounds: number): Promise<Cases>;
	goals(cases: Cases): Goal[];
}

/** Collects rounds as they come and shows them. */
export class Tally {
	readonly cases: Cases = {};

	add(name: string, contestant: string, round: Round): void {
		((this.cases[name] ??= {})[contestant] ??= []).push(round);
		const figures = Object.entries(round).map(([metric, value]) => `${metric} ${value.toFixed(1)}`);
		console.log(`  ${name}, ${contestant}: ${figures.join(', ')}`);
	}
}
