/** Prints `N passed, N failed` over what `.ci/run` runs; ends with status 1 if anything failed. */
import process from 'node:process';
import { N8N_PROJECTS } from './lib/n8nVersions.mjs';
import { countResults, e2eSuite } from './lib/results.mjs';

const suites = [
	'start',
	'test',
	...N8N_PROJECTS.map(e2eSuite),
	'test-browser',
	'test-queue',
	'audit',
];
const counts = suites.map(countResults);
const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
