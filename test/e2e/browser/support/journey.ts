/** A way to a goal, step by step, and what each step costs a person. */
import type { Effort, Hand } from './hand';

export interface Step extends Effort {
	name: string;
}

/** The plain rule by which effort becomes time; no person was measured. */
export const RULE = { secondsPerClick: 2, secondsPerCharacter: 0.3 };

export class Journey {
	readonly steps: Step[] = [];

	constructor(private readonly hand: Hand) {}

	async step(name: string, action: () => Promise<void>): Promise<void> {
		this.hand.takeEffort();
		await action();
		this.steps.push({ name, ...this.hand.takeEffort() });
	}

	get total(): Effort {
		const sum = (key: keyof Effort) => this.steps.reduce((total, step) => total + step[key], 0);
		return { clicks: sum('clicks'), characters: sum('characters') };
	}
}

export function minutes({ clicks, characters }: Effort): number {
	return (clicks * RULE.secondsPerClick + characters * RULE.secondsPerCharacter) / 60;
}

/** The steps as a table in Markdown. */
export function table(journey: Journey): string {
	const row = (name: string, effort: Effort) =>
		`| ${name} | ${effort.clicks} | ${effort.characters} | ${minutes(effort).toFixed(1)} |`;
	return [
		'| step | clicks | characters | minutes |',
		'|---|---|---|---|',
		...journey.steps.map((step) => row(step.name, step)),
		row('**in all**', journey.total),
	].join('\n');
}
