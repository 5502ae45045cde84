/** Writes docs/benchmarks.md, all of it, from the results at hand. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ROOT } from '../../e2e/support/paths';
import type { Goal, Part } from '../parts/part';
import { METRICS } from './metrics';
import type { PartResult, Results, Round, Rounds } from './results';
import { ratiosOf, roundsOf, type Spread, spreadOf, valuesOf } from './statistics';

const FILE = path.join(ROOT, 'docs', 'benchmarks.md');

const HEAD = `# Benchmarks

Written by \`npm run bench\`; do not edit. The contestants run in turn, round by round, on one machine, in a real n8n 2.41.1
against the sandbox. **Ratios** are made within each round and shown as min / median / max over the rounds: trust them
more than times, which depend on the machine and on what else it does. The raw figures are in [benchmarks.json](benchmarks.json).
Goals are judged by medians.`;

export async function writeMarkdown(
	parts: Readonly<Record<string, Part>>,
	results: Results,
): Promise<void> {
	const known = Object.entries(parts).flatMap(([name, part]) => {
		const result = results[name];
		return result === undefined ? [] : [{ name, part, result }];
	});
	const goals = known.flatMap(({ part, result }) => part.goals(result.cases));
	const sections = known.map(({ name, part, result }) => section(name, part, result));
	const text = [HEAD, '## Goals', goalTable(goals), ...reasons(goals), ...sections].join('\n\n');
	mkdirSync(path.dirname(FILE), { recursive: true });
	writeFileSync(FILE, await format(text, { ...(await resolveConfig(FILE)), parser: 'markdown' }));
}

function goalTable(goals: Goal[]): string {
	return table(
		['goal', 'measured', 'met'],
		goals.map(({ goal, measured, met }) => [goal, measured, met ? 'yes' : '**no**']),
	);
}

/** What is known about goals that were not met; several may have one reason. */
function reasons(goals: Goal[]): string[] {
	const known = new Set(goals.flatMap(({ met, whyNot }) => (met ? [] : (whyNot ?? []))));
	return known.size === 0 ? [] : ['### Not met, and why', ...known];
}

function section(name: string, part: Part, result: PartResult): string {
	const { startedAt, minutes, machine, load } = result;
	const when =
		`*${startedAt.slice(0, 16).replace('T', ' ')} UTC, ${roundsOf(result.cases)} rounds in ${minutes.toFixed(1)} minutes; ${machine}; ` +
		`load average ${load.map((one) => one.toFixed(1)).join(' before, ')} after. Again: \`npm run bench -- ${name}\`*`;
	const cases = Object.entries(result.cases).map(([title, one]) =>
		[`### ${title}`, figures(one), ratios(part, one)].join('\n\n'),
	);
	return [`## ${part.title}`, part.about, when, ...cases].join('\n\n');
}

/** Metrics that any contestant of a case has, in the order of {@link METRICS}. */
function metricsOf(rounds: Rounds): string[] {
	const found = new Set(Object.values(rounds).flatMap((one) => Object.keys(one[0] ?? {})));
	return Object.keys(METRICS).filter((metric) => found.has(metric));
}

function figures(rounds: Rounds): string {
	const metrics = metricsOf(rounds);
	const cell = (one: Round[], metric: string) => {
		const values = valuesOf(one, metric);
		const { digits = 0, scale = 1 } = METRICS[metric] ?? {};
		return values === undefined ? '–' : shown(spreadOf(values), digits, scale);
	};
	return table(
		['min / **median** / max', ...metrics.map((metric) => METRICS[metric]?.label ?? metric)],
		Object.entries(rounds).map(([name, one]) => [
			name,
			...metrics.map((metric) => cell(one, metric)),
		]),
	);
}

function ratios({ compared }: Part, rounds: Rounds): string {
	const metrics = metricsOf(rounds).filter((metric) => METRICS[metric]?.compared === true);
	const rows = compared
		.filter(([one, other]) => one in rounds && other in rounds)
		.map((pair) => [
			`${pair[0]} ÷ ${pair[1]}`,
			...metrics.map((metric) => {
				const spread = ratiosOf(rounds, pair, metric);
				return spread === undefined ? '–' : shown(spread, 2);
			}),
		]);
	if (rows.length === 0) return '';
	return table(['ratio', ...metrics.map((metric) => METRICS[metric]?.label ?? metric)], rows);
}

/** One figure where all rounds agree. */
function shown({ min, median, max }: Spread, digits: number, scale = 1): string {
	const [low, middle, high] = [min, median, max].map((one) => (one * scale).toFixed(digits));
	return low === high ? `**${middle}**` : `${low} / **${middle}** / ${high}`;
}

function table(head: string[], rows: string[][]): string {
	return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
