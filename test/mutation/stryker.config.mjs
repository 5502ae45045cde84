/** `npm run mutate [-- --mutate <files>]`: changes `nodes/core` in small ways and counts the changes that no unit test notices. */
export default {
	packageManager: 'npm',
	testRunner: 'jest',
	jest: { configFile: 'test/mutation/jest.config.js' },
	mutate: ['nodes/core/**/*.ts'],
	// What a test of the core does not need.
	ignorePatterns: [
		'dist',
		'.tmp',
		'docs',
		'examples',
		'test/{contract,e2e,engine,sandbox}',
		'**/node_modules',
	],
	coverageAnalysis: 'perTest',
	concurrency: 1,
	timeoutMS: 10_000,
	tempDirName: '.tmp/stryker',
	reporters: ['clear-text', 'progress', 'html', 'json'],
	htmlReporter: { fileName: '.tmp/mutation/report.html' },
	jsonReporter: { fileName: '.tmp/mutation/report.json' },
};
