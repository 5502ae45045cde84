import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import eslint from '@eslint/js';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const community = n8nCommunityNodesPlugin.configs.recommended;
const n8nBase = { plugins: { 'n8n-nodes-base': n8nNodesBase } };

export default tseslint.config(
	{
		ignores: ['dist/', 'coverage/', '.tmp/', '**/node_modules/', '.eslint-cache/'],
	},
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },

	// Everything in TypeScript: correctness rules that know the types.
	{
		files: ['**/*.ts'],
		extends: [eslint.configs.recommended, ...tseslint.configs.recommendedTypeChecked],
		languageOptions: {
			parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
		},
		rules: {
			'no-console': 'error',
			eqeqeq: 'error',
			'@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': 'error',
		},
	},

	// What ships: n8n's own rules, all of them, as n8n's tool sets them up.
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
		extends: [community],
		rules: { 'max-lines': ['error', 250] },
	},
	{
		...n8nBase,
		files: ['credentials/**/*.ts'],
		rules: {
			...n8nNodesBase.configs.credentials.rules,
			// Both contradict the newer community-nodes rules (a URL, and a password rule that knows more names).
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		},
	},
	{
		...n8nBase,
		files: ['nodes/**/*.ts'],
		rules: {
			...n8nNodesBase.configs.nodes.rules,
			// These three know only the string 'main'; the community-nodes rules demand NodeConnectionTypes.Main,
			// and a limit without a ceiling is what Return All is for.
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		},
	},
	{
		...n8nBase,
		files: ['package.json'],
		extends: [community],
		rules: n8nNodesBase.configs.community.rules,
		languageOptions: {
			parser: tseslint.parser,
			parserOptions: { extraFileExtensions: ['.json'] },
		},
	},

	// Tools and tests run on our own machines only.
	{
		files: ['test/**/*.ts'],
		rules: {
			'no-console': 'off',
			'@typescript-eslint/no-misused-promises': 'off',
			'@typescript-eslint/require-await': 'off',
			// Jest's asymmetric matchers are `any`, and items hold unknown values that tests print.
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-base-to-string': 'off',
		},
	},
	{
		files: ['**/*.{js,mjs}'],
		extends: [eslint.configs.recommended],
		languageOptions: { globals: globals.node },
	},
);
