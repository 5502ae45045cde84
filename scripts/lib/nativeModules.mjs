/** The two native modules without which n8n does not start: its database and its expression engine. */
import { npm } from './npm.mjs';
import { missingBuildTools } from './machine.mjs';
import { nodeHeaders, setUpNode24 } from './node24.mjs';
import { NODE_BINARY, shown } from './paths.mjs';
import { logFile, node24Environment, run } from './run.mjs';
import { UserError } from './userError.mjs';

const MODULES = ['sqlite3', 'isolated-vm'];

/** True when the pinned Node 24 can load both from n8n's project in `folder`. */
export async function areNativeModulesReady(folder) {
	const script = MODULES.map((name) => `require('${name}');`).join('');
	const { code } = await run(NODE_BINARY, ['-e', script], { cwd: folder, logName: 'native-check' });
	return code === 0;
}

/**
 * Fetches them ready-made where that works, else compiles them; a ready-made one that does not load
 * here is compiled as well.
 * @throws UserError naming the missing tools, or the log
 */
export async function setUpNativeModules(folder) {
	const failure = await attempt(folder, 'native-modules', {});
	if (failure === undefined && (await areNativeModulesReady(folder))) return;
	const compiling = await attempt(folder, 'native-modules-compile', {
		npm_config_build_from_source: 'true',
	});
	if (compiling === undefined && (await areNativeModulesReady(folder))) return;

	const missing = missingBuildTools();
	throw new UserError(
		missing.length > 0
			? `n8n needs ${MODULES.join(' and ')}, which could not be had ready-made and must be compiled, but\n` +
					`this machine lacks ${missing.join(', ')}.\n` +
					'Debian/Ubuntu: apt-get install -y build-essential python3. Fedora: dnf install -y gcc-c++ make python3.\n' +
					'macOS: xcode-select --install. Then run the command again.'
			: `${MODULES.join(' and ')} could not be compiled for Node 24.\n` +
					(compiling?.message ?? `See ${shown(logFile('native-modules-compile'))}`),
	);
}

/** Answers the failure instead of throwing it, since another way may be left. */
async function attempt(folder, logName, settings) {
	if (nodeHeaders() === undefined) await setUpNode24();
	const headers = nodeHeaders();
	try {
		await npm(['rebuild', ...MODULES, '--ignore-scripts=false'], {
			cwd: folder,
			env: node24Environment({ ...(headers && { npm_config_nodedir: headers }), ...settings }),
			logName,
		});
		return undefined;
	} catch (error) {
		if (error instanceof UserError) return error;
		throw error;
	}
}
