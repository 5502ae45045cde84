/**
 * Runs before every test file: searches what is printed and every error that a test looks at, and lets a test
 * fail when a secret was found anywhere during it.
 */
import { secrets } from './secrets';

for (const level of ['debug', 'error', 'info', 'log', 'warn'] as const) {
	const print = console[level].bind(console);
	console[level] = (...said: unknown[]) => {
		secrets.search(`console.${level}`, said);
		print(...said);
	};
}

const expectOfJest = expect;
const searchingExpect = new Proxy(expectOfJest, {
	apply(target, self, [actual, ...rest]: [unknown]) {
		const search = (error: unknown) => secrets.search('an error', error);
		if (actual instanceof Error) search(actual);
		if (actual instanceof Promise) actual.catch(search);
		return Reflect.apply(target, self, [actual, ...rest]) as unknown;
	},
});
Object.assign(globalThis, { expect: searchingExpect });

/** Not by `expect`, which would count among the assertions of the test. */
function requireNoFinds(): void {
	const finds = secrets.takeFinds();
	if (finds.length > 0) throw new Error(`A secret was shown:\n${finds.join('\n')}`);
}
afterEach(requireNoFinds);
afterAll(requireNoFinds);
