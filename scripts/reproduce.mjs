/**
 * `npm run reproduce [-- --output folder]`: builds and packs the package twice, in different folders, time zones and languages and with
 * different file permissions, and fails unless both tarballs are the same to the last byte. So anybody can check
 * that a published tarball was made from the sources that it names. With `--output` the tarball is kept: so CI makes
 * the one that is published. Installs what is missing.
 */
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { ensureRootInstalled } from './lib/install.mjs';
import { ROOT, shown, TMP } from './lib/paths.mjs';
import { logFile, node24Environment, run } from './lib/run.mjs';
import { main, UserError } from './lib/userError.mjs';

const WORK = path.join(TMP, 'reproduce');
/** What the build and `npm pack` read, besides `node_modules`, which is found further up. */
const SOURCES = [
	'nodes',
	'credentials',
	'gulpfile.js',
	'index.js',
	'package.json',
	'README.md',
	'LICENSE',
];
const GULP = path.join(ROOT, 'node_modules', 'gulp', 'bin', 'gulp.js');

/** Runs a step in `folder` and answers what it said. @throws UserError */
async function inFolder(folder, env, command, ...args) {
	const logName = `reproduce-${path.basename(folder)}`;
	const { code, output } = await run(command, args, {
		cwd: folder,
		env: node24Environment(env),
		logName,
	});
	if (code === 0) return output;
	throw new UserError(`\`${command} ${args[0]}\` failed: see ${shown(logFile(logName))}`);
}

/** The tarball of a build in `folder`: `{ integrity, files }` and its bytes. */
async function tarballOf(folder, env, umask) {
	const before = process.umask(umask);
	try {
		mkdirSync(folder, { recursive: true });
		for (const name of SOURCES) {
			cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true });
		}
		await inFolder(folder, env, process.execPath, GULP, 'files');
		const said = await inFolder(
			folder,
			env,
			'npm',
			'pack',
			'--json',
			'--silent',
			'--ignore-scripts',
		);
		const [{ filename, integrity, unpackedSize, entryCount }] = JSON.parse(said);
		const bytes = readFileSync(path.join(folder, filename));
		return { bytes, file: path.join(folder, filename), integrity, unpackedSize, entryCount };
	} finally {
		process.umask(before);
	}
}

/** The versions that pack: those of the pinned Node and of the npm on the PATH. */
async function packers() {
	const version = async (command) =>
		(await inFolder(ROOT, {}, command, '--version')).trim().split('\n').at(-1);
	return `Node ${await version('node')}, npm ${await version('npm')}`;
}

await main(async () => {
	const { values } = parseArgs({ options: { output: { type: 'string' } } });
	await ensureRootInstalled();
	rmSync(WORK, { recursive: true, force: true });
	const first = await tarballOf(path.join(WORK, 'first'), { TZ: 'UTC', LC_ALL: 'C' }, 0o022);
	const elsewhere = { TZ: 'Pacific/Auckland', LC_ALL: 'tr_TR.UTF-8' };
	const second = await tarballOf(path.join(WORK, 'a', 'deeper', 'second'), elsewhere, 0o077);
	const isSame = first.bytes.equals(second.bytes) && first.integrity === second.integrity;
	const name = path.basename(first.file);
	console.log(`${name}: ${first.entryCount} files, ${first.unpackedSize} bytes unpacked`);
	console.log(`packed with   ${await packers()}`);
	console.log(`first build   ${first.integrity}\nsecond build  ${second.integrity}`);
	console.log(`reproducible: ${isSame ? 'yes' : `NO; compare the folders in ${shown(WORK)}`}`);
	if (!isSame) return 1;
	if (values.output !== undefined) copyFileSync(first.file, path.resolve(values.output, name));
	rmSync(WORK, { recursive: true });
	return 0;
});
