'use strict';
/**
 * Required by n8n before anything else (NODE_OPTIONS): measures what loading one package costs n8n, in n8n's own
 * loader and process. `BENCH_PACKAGE` names the package, `BENCH_LOAD_FILE` the file for the result.
 */
const Module = require('node:module');
const { writeFileSync } = require('node:fs');

const { BENCH_PACKAGE, BENCH_LOAD_FILE } = process.env;
const load = Module._load;
let isPatched = false;

function patch(loader) {
	const { loadAll } = loader.prototype;
	loader.prototype.loadAll = async function () {
		if (this.packageName !== BENCH_PACKAGE) return await loadAll.call(this);
		const cpu = process.cpuUsage();
		const heap = process.memoryUsage().heapUsed;
		await loadAll.call(this);
		const { user, system } = process.cpuUsage(cpu);
		const result = {
			loadCpuMs: (user + system) / 1000,
			heapMiB: (process.memoryUsage().heapUsed - heap) / 1024 ** 2,
		};
		writeFileSync(BENCH_LOAD_FILE, JSON.stringify(result));
	};
}

Module._load = function (request, ...rest) {
	const loaded = load.call(this, request, ...rest);
	if (!isPatched && request === 'n8n-core' && loaded.PackageDirectoryLoader !== undefined) {
		isPatched = true;
		patch(loaded.PackageDirectoryLoader);
	}
	return loaded;
};
