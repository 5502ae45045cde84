/** Shows what each shared n8n printed last when a test failed: the cause is often only there. */
const { existsSync, readFileSync } = require('node:fs');

const LINES = 60;

module.exports = class ServerLogReporter {
	onRunComplete(_contexts, results) {
		const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
		if (failed === 0) return;
		// Set by sharedServer.ts.
		for (const { logFile } of JSON.parse(process.env.TELECOM_REPORTS_E2E_N8NS ?? '[]')) {
			if (!existsSync(logFile)) continue;
			const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-LINES);
			console.error(`\nThe last lines of n8n's log (${logFile}):\n${lines.join('\n')}`);
		}
	}
};
