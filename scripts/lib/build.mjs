import { shown } from './paths.mjs';
import { logFile, node24Environment, run } from './run.mjs';
import { UserError } from './userError.mjs';

/** Builds `dist`. @throws UserError with the end of what the build said */
export async function buildPackage() {
	const { code, output } = await run('npm', ['run', '--silent', 'build'], {
		env: node24Environment(),
		logName: 'build',
	});
	if (code === 0) return;
	const tail = output.trimEnd().split('\n').slice(-30).join('\n');
	throw new UserError(`The build failed:\n${tail}\nThe whole output: ${shown(logFile('build'))}`);
}
