/** One Jest project per level of proof; `test/e2e` has a configuration of its own (it needs a real n8n). */
// Libraries that are published as ES modules only; the build bundles them, Jest has to translate them.
const ESM_ONLY = ['content-disposition', 'p-limit', 'yocto-queue'];

const level = (name, extra = {}) => ({
	displayName: name,
	testEnvironment: 'node',
	setupFilesAfterEnv: ['<rootDir>/test/support/noSecretsShown.ts'],
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/test/e2e/', '<rootDir>/.tmp/'],
	transform: {
		'^.+\\.ts$': ['ts-jest', { diagnostics: false }],
		'^.+\\.js$': [
			'ts-jest',
			{ diagnostics: false, tsconfig: { allowJs: true, module: 'commonjs' } },
		],
	},
	transformIgnorePatterns: [`/node_modules/(?!(${ESM_ONLY.join('|')})/)`],
	...extra,
});

module.exports = {
	projects: [level('unit'), level('rules'), level('contract'), level('engine'), level('faults')],
	testTimeout: 30_000,
	testSequencer: '<rootDir>/test/support/slowestFirst.js',
	// Most tests of the engine and of faults wait rather than work.
	maxWorkers: 4,
};
