import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Cell } from './cell';
import { FAULT_NAMES } from './faults';
import { notes } from './notes';
import { expectedOutcomes, OUTCOMES } from './outcomes';
import { REQUESTS, type Subject } from './subject';

/** The document that tells users and engineers what was seen. */
const FILE = path.resolve(__dirname, '../../../docs/faults.md');

/** Whether a cell came out as it must. */
export function held(subject: Subject, { request, fault, passes, lasts, broken }: Cell): boolean {
	return (
		broken.length === 0 && `${passes} / ${lasts}` === expectedOutcomes(subject, request, fault)
	);
}

/** The table of a subject, made from what was seen. */
export function rendered(subject: Subject, cells: readonly Cell[]): string {
	const requests = REQUESTS.filter((request) => subject.asks[request] !== undefined);
	const shown = (request: string, fault: string) => {
		const cell = cells.find((one) => one.request === request && one.fault === fault);
		if (cell === undefined) return '–';
		const { passes, lasts } = cell;
		const outcome = passes === lasts ? passes : `${passes} / ${lasts}`;
		return held(subject, cell) ? outcome : `**${outcome}, not held**`;
	};
	const line = (texts: readonly string[]) => `| ${texts.join(' | ')} |`;
	const heldCount = cells.filter((cell) => held(subject, cell)).length;
	return [
		`${cells.length} cells tried, ${heldCount} held.`,
		'',
		line(['', ...requests]),
		line(['---', ...requests.map(() => '---')]),
		...FAULT_NAMES.map((fault) =>
			line([fault, ...requests.map((request) => shown(request, fault))]),
		),
		'',
		...notes(subject),
	].join('\n');
}

/** What the words of the tables mean. */
export function legend(): string {
	return Object.entries(OUTCOMES)
		.map(([word, meaning]) => `- **${word}**: ${meaning}.`)
		.join('\n');
}

/** A part of the document, between two texts. */
type Marks = readonly [begin: string, end: string];

/** Where `legend` stands. */
export const LEGEND: Marks = ['<!-- the words -->\n\n', '\n<!-- end of the words -->'];

/** Where a subject stands. */
export const sectionOf = ({ name }: Subject): Marks => [
	`## ${name}\n\n`,
	`\n<!-- end of ${name} -->`,
];

/** What a part of the document says now. */
export function documented([begin, end]: Marks): string | undefined {
	if (!existsSync(FILE)) return undefined;
	const text = readFileSync(FILE, 'utf8');
	const [from, to] = [text.indexOf(begin), text.indexOf(end)];
	if (from === -1 || to === -1) return undefined;
	return text.slice(from + begin.length, to).trim();
}

/** Puts what was seen into the document. */
export function rewrite([begin, end]: Marks, content: string): void {
	const whole = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
	const from = whole.indexOf(begin);
	const to = whole.indexOf(end);
	const before = from === -1 ? `${whole.trimEnd()}\n\n` : whole.slice(0, from);
	const after = to === -1 ? '\n' : whole.slice(to + end.length);
	writeFileSync(FILE, `${before}${begin}${content}\n${end}${after}`);
}
