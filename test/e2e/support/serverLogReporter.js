/** Shows what n8n printed last when a test failed: the cause is often only there. */
const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');

const LOG = path.resolve(__dirname, '..', '..', '..', '.tmp', 'logs', 'n8n-e2e.log');
const LINES = 60;

module.exports = class ServerLogReporter {
	onRunComplete(_contexts, results) {
		const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
		if (failed === 0 || !existsSync(LOG)) return;
		const lines = readFileSync(LOG, 'utf8').trimEnd().split('\n').slice(-LINES);
		console.error(`\nThe last lines of n8n's log (${LOG}):\n${lines.join('\n')}`);
	}
};
