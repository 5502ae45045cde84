/** Prints `N passed, N failed` over all test commands and the audit; ends with status 1 if anything failed. */
import process from 'node:process';
import { countResults } from './lib/results.mjs';

const counts = ['test', 'test-e2e', 'test-browser', 'test-queue', 'audit'].map(countResults);
const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
