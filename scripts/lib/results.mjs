/** What a test command found, kept in `.tmp/results` for `.ci/run` to count. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { RESULTS } from './paths.mjs';

/** How jest calls tests that it did not run. */
const NOT_RUN = ['pending', 'skipped', 'todo', 'disabled'];

const stepsFile = (suite) => path.join(RESULTS, `${suite}.steps.json`);

/** What the results of the end-to-end tests in this n8n are called. */
export const e2eSuite = ({ name }) => `test-e2e-${name}`;

/** Where jest is to write its own results for `suite` (`test`, `test-browser` or an {@link e2eSuite}). */
export const jestFile = (suite) => path.join(RESULTS, `${suite}.jest.json`);

/** Forgets an earlier run of `suite`. */
export function clearResults(suite) {
	mkdirSync(RESULTS, { recursive: true });
	for (const file of [stepsFile(suite), jestFile(suite)]) rmSync(file, { force: true });
}

/** Keeps the steps `{ name, passed, seconds, chosenByName }` of `suite` so far. */
export function saveSteps(suite, steps) {
	writeFileSync(stepsFile(suite), JSON.stringify(steps, null, '\t'));
}

/**
 * The names of `suite`'s jest tests that are there but were not run: `.skip`, those beside an `.only`, `.todo`. None
 * when jest was asked for tests by name, since then it calls all others so.
 */
export function testsNotRun(suite) {
	const jest = jestResults(suite);
	if (!existsSync(stepsFile(suite)) || jest === undefined) return [];
	if (readJson(stepsFile(suite)).some(({ chosenByName }) => chosenByName)) return [];
	return jest.testResults
		.flatMap(({ assertionResults }) => assertionResults)
		.filter(({ status }) => NOT_RUN.includes(status))
		.map(({ fullName }) => fullName);
}

/**
 * Passed and failed of `suite`: each jest test, each other step. A test file that could not run
 * counts as one failed, a suite that left nothing behind and a test that was left out too.
 */
export function countResults(suite) {
	if (!existsSync(stepsFile(suite))) return { passed: 0, failed: 1 };
	const steps = readJson(stepsFile(suite));
	const jest = jestResults(suite);
	const counted = steps.filter(({ name }) => jest === undefined || name !== 'jest');
	const passed = counted.filter((step) => step.passed).length + (jest?.numPassedTests ?? 0);
	const failed =
		counted.filter((step) => !step.passed).length +
		(jest?.numFailedTests ?? 0) +
		(jest?.numRuntimeErrorTestSuites ?? 0) +
		testsNotRun(suite).length;
	const jestStep = steps.find(({ name }) => name === 'jest');
	const failedElsewhere = jestStep !== undefined && !jestStep.passed && failed === 0;
	return { passed, failed: failed + (failedElsewhere ? 1 : 0) };
}

/** What jest wrote of `suite`; undefined when it did not, or was ended while it did. */
function jestResults(suite) {
	try {
		return readJson(jestFile(suite));
	} catch {
		return undefined;
	}
}

function readJson(file) {
	return JSON.parse(readFileSync(file, 'utf8'));
}
