import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Cell } from './cell';
import { FAULT_NAMES } from './faults';
import { expectedOutcomes } from './outcomes';
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
		...Object.entries(subject.without).map(([what, why]) => `- No ${what}: ${why}.`),
	].join('\n');
}

const marks = ({ name }: Subject) => [`## ${name}\n\n`, `\n<!-- end of ${name} -->`] as const;

/** What the document says of a subject now. */
export function documented(subject: Subject): string | undefined {
	if (!existsSync(FILE)) return undefined;
	const text = readFileSync(FILE, 'utf8');
	const [begin, end] = marks(subject).map((mark) => text.indexOf(mark)) as [number, number];
	if (begin === -1 || end === -1) return undefined;
	return text.slice(begin + marks(subject)[0].length, end).trim();
}

/** Puts what was seen into the document. */
export function rewrite(subject: Subject, section: string): void {
	const [begin, end] = marks(subject);
	const whole = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
	const from = whole.indexOf(begin);
	const to = whole.indexOf(end);
	const before = from === -1 ? `${whole.trimEnd()}\n\n` : whole.slice(0, from);
	const after = to === -1 ? '\n' : whole.slice(to + end.length);
	writeFileSync(FILE, `${before}${begin}${section}\n${end}${after}`);
}
