/**
 * `node --import tsx test/bench/parsing.mjs [rounds [rows ...]]`: reading the rows of a BDR's zip, outside n8n: ours against
 * the libraries that come into question and against `unzip -p` piped into counters. Prints the ratio of
 * each time to that of `unzip -p | wc -l` in the same round, as min / median / max.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse as csvParse } from 'csv-parse';
import { Unzip, UnzipInflate } from 'fflate';
import papaparse from 'papaparse';
import { inferSchema, initParser } from 'udsv';
import * as reader from '../../nodes/core/file/readRows.ts';
import * as billing from '../sandbox/bandwidth/billingFile.ts';

const ROUNDS = Number(process.argv[2] ?? 5);
const SIZES =
	process.argv.length > 3 ? process.argv.slice(3).map(Number) : [10_000, 100_000, 500_000];
const SIX = ['CallStartDateTime', 'CallSource', 'CallDestination', 'Duration', 'Amount', 'CallID'];
const folder = mkdtempSync(path.join(tmpdir(), 'telecom-reports-bench-'));

const clock = {
	now: () => Date.now(),
	sleep: async () => await new Promise((resolve) => setImmediate(resolve)),
};

async function makeZip(rows) {
	const file = path.join(folder, `${rows}.zip`);
	const { open } = billing.billingFile(
		{ type: 'BDR', startDate: '2026-10-01', endDate: '2026-10-31' },
		{ rows, rowsPerEntry: rows },
	);
	await pipeline(Readable.from(open()), createWriteStream(file));
	return file;
}

/** Ours: objects with all columns, or some; counted, kept as items, or the first ones only. */
async function ours(file, choice = {}, keep) {
	let count = 0;
	const bytes = createReadStream(file);
	for await (const { rows } of reader.readRows({ kind: 'zip', name: 'x', bytes }, choice, clock)) {
		count += rows.length;
		if (keep !== undefined) for (const json of rows) keep.push({ json, pairedItem: { item: 0 } });
	}
	bytes.destroy();
	return count;
}

/** fflate's unzipping, which the libraries for CSV below stand on. */
async function unzipped(file, onBytes) {
	const unzip = new Unzip((entry) => {
		entry.ondata = (error, bytes) => {
			if (error) throw error;
			onBytes(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
		};
		entry.start();
	});
	unzip.register(UnzipInflate);
	for await (const bytes of createReadStream(file)) unzip.push(bytes);
	unzip.push(new Uint8Array(0), true);
}

async function withUdsv(file) {
	let [count, parser] = [0];
	await unzipped(file, (bytes) => {
		const text = bytes.toString();
		if (text === '') return;
		parser ??= initParser(inferSchema(text));
		parser.chunk(text, parser.stringObjs, () => void count++);
	});
	parser.end();
	return count;
}

async function withPapaparse(file) {
	let count = 0;
	const stream = papaparse.parse(papaparse.NODE_STREAM_INPUT, { header: true });
	stream.on('data', () => void count++);
	const ended = new Promise((resolve) => stream.on('end', resolve));
	await unzipped(file, (bytes) => void stream.write(bytes));
	stream.end();
	await ended;
	return count;
}

async function withCsvParse(file) {
	let count = 0;
	const stream = csvParse({ columns: true });
	stream.on('data', () => void count++);
	const ended = new Promise((resolve) => stream.on('end', resolve));
	await unzipped(file, (bytes) => void stream.write(bytes));
	stream.end();
	await ended;
	return count;
}

const shell = (command) => (file) =>
	Number(execFileSync('sh', ['-c', `unzip -p '${file}' | ${command}`], { encoding: 'utf8' }));
const PYTHON = `python3 -c 'import csv, sys; print(sum(1 for _ in csv.reader(sys.stdin)))'`;

const contestants = {
	'unzip -p into wc -l': shell('wc -l'),
	...(spawnSync('python3', ['-V']).status === 0 && { 'unzip -p into csv.reader': shell(PYTHON) }),
	'ours, 28 columns': async (file) => await ours(file),
	'ours, 6 columns': async (file) => await ours(file, { columns: SIX }),
	'ours, 28 columns, kept': async (file) => await ours(file, {}, []),
	'ours, 6 columns, kept': async (file) => await ours(file, { columns: SIX }, []),
	'ours, first 50': async (file) => await ours(file, { maxRows: 50 }),
	'fflate + uDSV': withUdsv,
	'fflate + papaparse': withPapaparse,
	'fflate + csv-parse': withCsvParse,
};

/** Time (ms), and the longest time in which nothing else had its turn. */
async function measure(run, file) {
	let blockedMs = 0;
	let lastMs = performance.now();
	const timer = setInterval(() => {
		blockedMs = Math.max(blockedMs, performance.now() - lastMs);
		lastMs = performance.now();
	}, 1);
	const startMs = performance.now();
	const count = await run(file);
	const ms = performance.now() - startMs;
	clearInterval(timer);
	globalThis.gc?.();
	return { count, ms, blockedMs };
}

function spread(numbers) {
	const sorted = [...numbers].sort((a, b) => a - b);
	return [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)];
}

const table = (cells) => console.log(`| ${cells.join(' | ')} |`);

try {
	console.log(
		`${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, ${ROUNDS} rounds\n`,
	);
	table([
		'rows',
		'reader',
		'counted',
		'ms (median)',
		'ratio min / median / max',
		'longest block (ms)',
	]);
	table(['--:', '---', '--:', '--:', '---', '--:']);
	for (const rows of SIZES) {
		const file = await makeZip(rows);
		const results = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
		for (let round = 0; round < ROUNDS; round++) {
			for (const [name, run] of Object.entries(contestants)) {
				results[name].push(await measure(run, file));
			}
		}
		const base = results['unzip -p into wc -l'].map(({ ms }) => ms);
		for (const [name, runs] of Object.entries(results)) {
			const ratios = spread(runs.map(({ ms }, round) => ms / base[round]));
			table([
				rows,
				name,
				runs[0].count,
				spread(runs.map(({ ms }) => ms))[1].toFixed(0),
				ratios.map((ratio) => ratio.toFixed(2)).join(' / '),
				name.startsWith('unzip')
					? ''
					: Math.max(...runs.map(({ blockedMs }) => blockedMs)).toFixed(0),
			]);
		}
	}
} finally {
	rmSync(folder, { recursive: true, force: true });
}
