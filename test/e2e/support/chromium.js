/** Where a browser may lie; also read by the script that installs one. */
const { accessSync, constants } = require('node:fs');
const path = require('node:path');

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_CHROME = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** The program of a Chromium or Chrome; `undefined` when there is none. */
exports.findChromium = function findChromium() {
	const folders = (process.env.PATH ?? '').split(path.delimiter);
	return [
		process.env.CHROMIUM_PATH,
		...NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))),
		MAC_CHROME,
	].find(isExecutable);
};

exports.HOW_TO_INSTALL =
	'No Chromium or Chrome was found. Install one (Debian: apt-get install -y chromium; macOS: brew ' +
	'install --cask google-chrome), or name its program in CHROMIUM_PATH.';

function isExecutable(file) {
	if (!file) return false;
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
