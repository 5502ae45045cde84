/** What a person sees: one real n8n with its editor, in a real Chromium. */
const e2e = require('./jest.config.js');

module.exports = {
	...e2e,
	displayName: 'browser',
	roots: ['<rootDir>/browser', '<rootDir>/support'],
	testMatch: ['<rootDir>/browser/**/*.test.ts'],
	globalSetup: '<rootDir>/browser/support/globalSetup.ts',
	testTimeout: 300_000,
};
