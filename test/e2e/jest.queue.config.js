/** The end-to-end tests of n8n's queue mode. They start a main, two workers and a database of their own. */
module.exports = {
	...require('./jest.config.js'),
	displayName: 'queue',
	roots: ['<rootDir>/queue', '<rootDir>/support'],
	testMatch: ['<rootDir>/queue/**/*.test.ts'],
	globalSetup: undefined,
	globalTeardown: undefined,
	reporters: ['default'],
};
