/** One Jest project per level of proof; `test/e2e` has a configuration of its own (it needs a real n8n). */
const level = (name, extra = {}) => ({
	displayName: name,
	testEnvironment: 'node',
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/test/e2e/', '<rootDir>/.tmp/'],
	transform: { '^.+\\.ts$': ['ts-jest', { diagnostics: false }] },
	...extra,
});

module.exports = {
	projects: [level('unit'), level('rules'), level('contract'), level('engine')],
};
