/**
 * How many cases a property is tried with: `normal`, unless `FUZZ_RUNS` says otherwise (`npm run fuzz` looks for
 * long, mutation testing for short). fast-check prints the seed of a failure.
 */
export function runs(normal: number): { numRuns: number } {
	return { numRuns: Number(process.env.FUZZ_RUNS ?? normal) };
}

/** The places from 0 to `last` at which something is done: every one, or as many as `FUZZ_RUNS` allows, evenly spread. */
export function places(last: number): number[] {
	const step =
		Math.ceil((last + 1) / Number(process.env.FUZZ_RUNS ?? Number.POSITIVE_INFINITY)) || 1;
	return Array.from({ length: Math.floor(last / step) + 1 }, (_, index) => index * step);
}
