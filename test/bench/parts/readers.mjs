/**
 * `node --expose-gc --import tsx readers.mjs <zip> <rounds>`: reads the rows of a BDR's zip, outside n8n, with our own code, with
 * the libraries that come into question and with counters behind `unzip -p`. Prints a line of JSON for each: name, how
 * many rows it counted, how long it took and the longest time in which nothing else had its turn.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import process from 'node:process';
import { parse as csvParse } from 'csv-parse';
import { Unzip, UnzipInflate } from 'fflate';
import papaparse from 'papaparse';
import { inferSchema, initParser } from 'udsv';
import * as reader from '../../../nodes/core/file/readRows.ts';
import * as csv from '../../../nodes/core/file/table/csvReader.ts';
import * as text from '../../../nodes/core/file/table/decodeText.ts';
import * as archive from '../../../nodes/core/file/unpack/unzip.ts';

const [zip, rounds] = process.argv.slice(2);
const SIX = ['CallStartDateTime', 'CallSource', 'CallDestination', 'Duration', 'Amount', 'CallID'];

const clock = {
	now: () => Date.now(),
	sleep: async () => await new Promise((resolve) => setImmediate(resolve)),
};

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

/** Ours as far as a counter goes: the values of each row, of which no object is made. */
async function oursAsValues(file) {
	let count = 0;
	for await (const { bytes } of archive.unzip(createReadStream(file))) {
		const table = new csv.CsvReader({ delimiter: ',', lineBreak: '\n' });
		for await (const piece of text.decodeText(bytes)) count += table.read(piece).length;
		count += table.end().length;
	}
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
const installed = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** Programs that know CSV and count its records; those that are installed take part. */
const counters = {
	python3: `python3 -c 'import csv, sys; print(sum(1 for _ in csv.reader(sys.stdin)))'`,
	qsv: 'qsv count',
	xsv: 'xsv count',
	mlr: 'mlr --icsv --onidx cat then count',
};

const contestants = {
	'unzip -p into wc -l': shell('wc -l'),
	...Object.fromEntries(
		Object.entries(counters)
			.filter(([program]) => installed(program))
			.map(([program, command]) => [`unzip -p into ${program}`, shell(command)]),
	),
	'ours, values only': oursAsValues,
	'ours, 28 columns': async (file) => await ours(file),
	'ours, 6 columns': async (file) => await ours(file, { columns: SIX }),
	'ours, 28 columns, kept': async (file) => await ours(file, {}, []),
	'fflate + uDSV': withUdsv,
	'fflate + papaparse': withPapaparse,
	'fflate + csv-parse': withCsvParse,
};

async function measure(run) {
	globalThis.gc?.();
	let blockedMs = 0;
	let lastMs = performance.now();
	const timer = setInterval(() => {
		blockedMs = Math.max(blockedMs, performance.now() - lastMs);
		lastMs = performance.now();
	}, 1);
	const startMs = performance.now();
	const rows = await run(zip);
	const ms = performance.now() - startMs;
	clearInterval(timer);
	return { rows, ms, blockedMs };
}

for (let round = 0; round < Number(rounds); round++) {
	for (const [name, run] of Object.entries(contestants)) {
		const { rows, ms, blockedMs } = await measure(run);
		// The shell is waited for without turns.
		const round = name.startsWith('unzip') ? { rows, ms } : { rows, ms, blockedMs };
		console.log(JSON.stringify({ name, round }));
	}
}
