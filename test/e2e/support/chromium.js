/** Where a browser may lie; also read by the script that installs one. */
const { findProgram, isExecutable } = require('../../../scripts/lib/programs.js');

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_CHROME = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** The program of a Chromium or Chrome; `undefined` when there is none. */
exports.findChromium = function findChromium() {
	const installed = NAMES.map((name) => findProgram(name));
	return [process.env.CHROMIUM_PATH, ...installed, MAC_CHROME].find(isExecutable);
};

exports.HOW_TO_INSTALL =
	'No Chromium or Chrome was found. Install one (Debian: apt-get install -y chromium; macOS: brew ' +
	'install --cask google-chrome), or name its program in CHROMIUM_PATH.';
