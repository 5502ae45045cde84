/**
 * Starts the test files that take minutes first, so that none is left to run alone at the end. Jest knows how long
 * a file takes only after a first run, and goes by size until then; these are small.
 */
const { default: Sequencer } = require('@jest/test-sequencer');

const SLOW = /[\\/](faults[\\/]|trigger[\\/]restarts)/;

module.exports = class SlowestFirst extends Sequencer {
	sort(tests) {
		const isSlow = (test) => SLOW.test(test.path);
		const sorted = super.sort(tests);
		return [...sorted.filter(isSlow), ...sorted.filter((test) => !isSlow(test))];
	}
};
