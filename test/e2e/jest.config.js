/** The end-to-end tests: a real n8n for each worker, which its suites share. */
module.exports = {
	displayName: 'e2e',
	testEnvironment: 'node',
	// Not this folder itself: it holds n8n's node_modules, with a hundred thousand files.
	roots: ['<rootDir>/suites', '<rootDir>/support'],
	testMatch: ['<rootDir>/suites/**/*.test.ts'],
	transform: {
		'^.+\\.ts$': ['ts-jest', { diagnostics: false, tsconfig: '<rootDir>/../../tsconfig.json' }],
	},
	setupFilesAfterEnv: [
		'<rootDir>/support/noSecretsWritten.ts',
		'<rootDir>/../support/noSecretsShown.ts',
	],
	globalSetup: '<rootDir>/support/globalSetup.ts',
	globalTeardown: '<rootDir>/support/globalTeardown.ts',
	reporters: ['default', '<rootDir>/support/serverLogReporter.js'],
	testTimeout: 120_000,
	// A server that a failed set-up left behind must not keep the command from ending.
	forceExit: true,
	testSequencer: '<rootDir>/../support/slowestFirst.js',
	// Nearly all of their time is waiting; an n8n takes about 600 MiB.
	maxWorkers: 3,
};
