/**
 * How many cases a property is tried with: `normal`, unless `FUZZ_RUNS` says otherwise (`npm run fuzz` looks for
 * long, mutation testing for short). fast-check prints the seed of a failure.
 */
export function runs(normal: number): { numRuns: number } {
	return { numRuns: Number(process.env.FUZZ_RUNS ?? normal) };
}
