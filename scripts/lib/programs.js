/** Where a program lies. CommonJS, since the end-to-end tests look for their browser with it too. */
const { accessSync, constants } = require('node:fs');
const path = require('node:path');

/** The file of `program` on the PATH, or else in one of `folders`; undefined when there is none. */
exports.findProgram = function findProgram(program, folders = []) {
	return [...(process.env.PATH ?? '').split(path.delimiter), ...folders]
		.map((folder) => path.resolve(folder, program))
		.find(isExecutable);
};

/** True when there is such a file and we may run it. */
function isExecutable(file) {
	if (!file) return false;
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
exports.isExecutable = isExecutable;
