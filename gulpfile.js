/**
 * Builds `dist/`, which is all that n8n loads.
 *
 * One bundle holds every node, every credential and the libraries they use, so that users install no
 * dependency tree and shared code is loaded once. n8n wants one file per class, at the paths that
 * package.json names: each of those is a two-line door into the bundle.
 */
const { execFileSync } = require('node:child_process');
const { existsSync, readFileSync } = require('node:fs');
const { mkdir, readdir, readFile, rm, stat, writeFile } = require('node:fs/promises');
const path = require('node:path');
const { Transform } = require('node:stream');
const esbuild = require('esbuild');
const gulp = require('gulp');

const manifest = require('./package.json');

// Permissions go into the tarball, which is to be the same whoever builds it.
process.umask(0o022);

const OUT = 'dist';
const BUNDLE = 'telecom-reports.js';
/** What n8n itself provides to every package at run time; all other imports are bundled. */
const PROVIDED_BY_N8N = ['n8n-workflow', 'luxon'];

/** The class files that package.json registers, as `{ source, built, className }`. */
const classFiles = [...manifest.n8n.credentials, ...manifest.n8n.nodes].map((built) => ({
	built,
	source: `./${built.slice(OUT.length + 1).replace(/\.js$/, '')}`,
	className: path.basename(built).split('.')[0],
}));

async function clean() {
	await rm(OUT, { recursive: true, force: true });
}

/** Libraries take 30 kB less with short names, and nobody reads a stack trace inside them. */
const shortNamesInLibraries = {
	name: 'short-names-in-libraries',
	setup(build) {
		build.onLoad({ filter: /[\\/]node_modules[\\/].*\.[cm]?js$/ }, async ({ path: file }) => {
			const source = await readFile(file, 'utf8');
			const { code } = await esbuild.transform(source, { minify: true, target: 'node20' });
			return { contents: code, loader: 'js' };
		});
	},
};

async function bundle() {
	const { metafile } = await esbuild.build({
		stdin: {
			contents: classFiles.map(({ source }) => `export * from '${source}';`).join('\n'),
			resolveDir: __dirname,
			loader: 'ts',
		},
		outfile: path.join(OUT, BUNDLE),
		bundle: true,
		format: 'cjs',
		platform: 'node',
		target: 'node20',
		external: PROVIDED_BY_N8N,
		legalComments: 'none',
		// Our own names stay as they are, so that a stack trace can be read; the rest is shortened.
		minifyWhitespace: true,
		minifySyntax: true,
		plugins: [shortNamesInLibraries],
		lineLimit: 240,
		metafile: true,
		logLevel: 'warning',
	});
	await writeDoors();
	await writeNotices(Object.keys(metafile.inputs));
}

async function writeDoors() {
	for (const { built, className } of classFiles) {
		const bundlePath = path.posix.relative(path.posix.dirname(built), `${OUT}/${BUNDLE}`);
		await mkdir(path.dirname(built), { recursive: true });
		await writeFile(
			built,
			`'use strict';\nexports.${className} = require('${bundlePath}').${className};\n`,
		);
	}
}

/** Names and licence texts of the libraries inside the bundle, as their licences ask. */
async function writeNotices(inputs) {
	const packageDirs = new Set(
		inputs.flatMap((input) => input.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/) ?? []),
	);
	// Most share their terms, which differ in line breaks and headings only: each stands there once.
	const sharing = new Map();
	for (const dir of [...packageDirs].sort()) {
		const { name, version, license } = JSON.parse(await readFile(path.join(dir, 'package.json')));
		const licenceFile = (await readdir(dir)).find((file) => /^licen[cs]e/i.test(file));
		const text = licenceFile ? await readFile(path.join(dir, licenceFile), 'utf8') : '';
		const copyright = text.match(/^.*copyright \(c\).*$/gim) ?? [];
		const terms = text
			.replace(/^.*copyright \(c\).*$|^\W*(?:the )?mit license\W*(?:mit)?\W*$/gim, '')
			.replaceAll("'", '"')
			.replace(/\s+/g, ' ')
			.trim();
		const owner = [`## ${name} ${version} (${license})`, ...copyright].join('\n\n');
		sharing.set(terms, [...(sharing.get(terms) ?? []), owner]);
	}
	const notices = [...sharing].map(([terms, owners]) => [...owners, terms].join('\n\n').trim());
	await writeFile(
		path.join(OUT, 'THIRD_PARTY_NOTICES.md'),
		`# Libraries inside ${BUNDLE}\n\n${notices.join('\n\n---\n\n')}\n`,
	);
}

/** Icons, codex files and output previews lie beside the class that they belong to. */
function assets() {
	return gulp
		.src(['nodes/**/*.{svg,png,json}', 'credentials/**/*.{svg,png}'], {
			base: '.',
			encoding: false,
		})
		.pipe(withoutIndentation())
		.pipe(gulp.dest(OUT, { mode: 0o644 }));
}

/** Indentation would be half of the JSON files. */
function withoutIndentation() {
	return new Transform({
		objectMode: true,
		transform(file, _encoding, done) {
			if (file.extname === '.json') {
				file.contents = Buffer.from(JSON.stringify(JSON.parse(file.contents.toString('utf8'))));
			}
			done(null, file);
		},
	});
}

/** Prints what the build weighs and what loading it costs, so that growth is seen at once. */
async function report() {
	const bytes = await folderBytes(OUT);
	const probe = (file) => `
		require('n8n-workflow');
		const before = process.cpuUsage();
		${file === undefined ? '' : `require(${JSON.stringify(path.resolve(file))});`}
		const { user, system } = process.cpuUsage(before);
		console.log((user + system) / 1000);`;
	const cpuMs = (file) => {
		const runs = Array.from({ length: 5 }, () =>
			Number(execFileSync(process.execPath, ['-e', probe(file)], { encoding: 'utf8' })),
		);
		return runs.sort((a, b) => a - b)[2];
	};
	console.log(`dist: ${(bytes / 1000).toFixed(0)} kB unpacked`);
	for (const { built, className } of classFiles.filter(({ built }) => built.endsWith('.node.js'))) {
		console.log(
			`load ${className}: ${cpuMs(built).toFixed(1)} ms CPU beyond n8n-workflow (median of 5)`,
		);
	}
}

async function folderBytes(folder) {
	let bytes = 0;
	for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
		if (entry.isFile())
			bytes += (await stat(path.join(entry.parentPath ?? entry.path, entry.name))).size;
	}
	return bytes;
}

/** A class file that package.json names but nobody wrote would only fail inside n8n. */
async function check() {
	for (const { source } of classFiles) {
		if (!existsSync(`${source}.ts`))
			throw new Error(`package.json registers ${source}.ts, which is missing`);
	}
	if (Object.keys(manifest.dependencies ?? {}).length > 0) {
		throw new Error('package.json must have no dependencies: bundle the library instead');
	}
	const icons = [
		...readFileSync(path.join(OUT, BUNDLE), 'utf8').matchAll(/file:([\w./-]+\.(?:svg|png))/g),
	];
	if (icons.length === 0) throw new Error('no icon found in the bundle');
}

exports.clean = clean;
exports.files = gulp.series(clean, gulp.parallel(bundle, assets), check);
exports.build = gulp.series(exports.files, report);
exports.default = exports.build;
