/**
 * Starts the test files that take minutes first, so that none is left to run alone at the end. Jest knows how long
 * a file takes only after a first run, and goes by size until then; those of the faults are small.
 */
const path = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

const SLOW = `${path.sep}test${path.sep}faults${path.sep}`;

module.exports = class SlowestFirst extends Sequencer {
	sort(tests) {
		const isSlow = (test) => test.path.includes(SLOW);
		const sorted = super.sort(tests);
		return [...sorted.filter(isSlow), ...sorted.filter((test) => !isSlow(test))];
	}
};
