const { projects } = require('../../jest.config');

// Each mutant runs the tests that reach it: few cases of each property must do.
process.env.FUZZ_RUNS ??= '20';
process.env.WATCH_RUNS ??= '50';

/** The unit tests that cover `nodes/core`. */
module.exports = {
	...projects.find(({ displayName }) => displayName === 'unit'),
	rootDir: '../..',
	testMatch: ['<rootDir>/test/unit/{core,services}/**/*.test.ts'],
};
