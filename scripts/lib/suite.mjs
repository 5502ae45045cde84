/** Runs the steps of a test command one after the other, up to the first that fails. */
import { clearResults, countResults, jestFile, saveSteps, testsNotRun } from './results.mjs';
import { node24Environment, run } from './run.mjs';
import { secondsSince } from './steps.mjs';

/** A step that is an npm script of package.json. */
export function npmScript(name) {
	return { name, command: 'npm', args: ['run', '--silent', name] };
}

/** As jest's command line takes it: `-t name`, `-tname`, `--testNamePattern=name`, `--test-name-pattern` … */
const NAME_PATTERN = /^(-t|--test-?name-?pattern)/i;

/** The step that runs jest with `args`; its results are kept for `suite`. */
export function jest(suite, args) {
	return {
		name: 'jest',
		command: 'node',
		chosenByName: args.some((argument) => NAME_PATTERN.test(argument)),
		args: ['node_modules/jest/bin/jest.js', ...args, '--json', '--outputFile', jestFile(suite)],
	};
}

/**
 * Prepares (`prepare` installs what is missing), then runs `steps` with Node 24, prints a table and
 * answers the exit status: 0 only when nothing failed and no test was left out. What happened is kept for
 * {@link countResults}.
 */
export async function runSuite(suite, prepare, steps) {
	clearResults(suite);
	const startedAt = performance.now();
	const done = [];
	const record = (name, passed, stepStartedAt, chosenByName) => {
		done.push({ name, passed, seconds: secondsSince(stepStartedAt), chosenByName });
		saveSteps(suite, done);
	};
	try {
		await prepare();
	} catch (error) {
		record('install', false, startedAt);
		throw error;
	}
	for (const { name, command, args, chosenByName } of steps) {
		const stepStartedAt = performance.now();
		console.log(`\n> ${name}`);
		// Failed until it has ended otherwise: whatever ends this script meanwhile must not leave it out.
		saveSteps(suite, [...done, { name, passed: false, seconds: 0, chosenByName }]);
		const { code } = await run(command, args, { env: node24Environment() });
		record(name, code === 0, stepStartedAt, chosenByName);
		if (code !== 0) break;
	}
	printTable(suite, done, steps);
	console.log(`  in all ${secondsSince(startedAt)} s`);
	return countResults(suite).failed === 0 ? 0 : 1;
}

function printTable(suite, done, steps) {
	const { passed, failed } = countResults(suite);
	console.log(`\n${suite}: ${passed} passed, ${failed} failed`);
	for (const { name } of steps) {
		const result = done.find((step) => step.name === name);
		const verdict = result === undefined ? 'not run' : result.passed ? 'passed' : 'FAILED';
		console.log(`  ${name.padEnd(10)} ${verdict.padEnd(8)} ${result ? `${result.seconds} s` : ''}`);
	}
	for (const name of testsNotRun(suite)) {
		console.log(`  NOT RUN, which counts as failed (.skip, .only or .todo): ${name}`);
	}
}
