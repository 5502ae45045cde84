import { calendarDate } from '../../core/dateRange';
import { InputError } from '../../core/errors';
import { isEmpty } from '../../core/text';
import { type AllowedValue, type ParameterKind } from './definitions';

/** A parameter of an account report as it is sent: several values are sent as repeated elements. */
export interface GivenParameter {
	name: string;
	/** At least one, in the order given, none twice (19054). */
	values: string[];
}

/** What is known of a parameter whose value a user gave. */
export interface ParameterRule {
	name: string;
	kind: ParameterKind;
	required: boolean;
	/** Takes several values: a list, or text with commas. */
	multiple: boolean;
	/** The values that it takes; without them any. */
	allowed?: readonly AllowedValue[];
}

/**
 * Writes a value from a form as Bandwidth wants it: `true`/`false` (19060), whole numbers (19036),
 * `YYYY-MM-DD` (19037), internal names of listed values (19038).
 *
 * @param zone the workflow's time zone, in which dates are meant
 * @returns no values when the parameter was left empty
 * @throws InputError naming the parameter, when Bandwidth would refuse the value
 */
export function parameterValues(rule: ParameterRule, value: unknown, zone: string): string[] {
	const { name, required, multiple } = rule;
	const parts = partsOf(rule, value).filter((part) => !isEmpty(part));
	if (parts.length === 0) {
		if (!required) return [];
		throw new InputError(
			`The parameter '${name}' is empty`,
			"The report cannot be made without it. Fill it in under 'Parameters'.",
		);
	}
	if (parts.length > 1 && !multiple) {
		throw new InputError(
			`The parameter '${name}' takes one value only`,
			`It was given ${parts.length}. Create a report for each value, e.g. by giving the node an item for each.`,
		);
	}
	return unique(parts.map((part) => written(rule, part, zone)));
}

/**
 * Puts together parameters from several places: values of one name become one parameter.
 *
 * @returns them in the order in which their names first came
 */
export function mergeParameters(parameters: readonly GivenParameter[]): GivenParameter[] {
	const merged = new Map<string, string[]>();
	for (const { name, values } of parameters) {
		merged.set(name, unique([...(merged.get(name) ?? []), ...values]));
	}
	return [...merged].map(([name, values]) => ({ name, values }));
}

/** Text for a parameter of which nothing is known. Dates from expressions become `YYYY-MM-DD`. */
export function plainValue(label: string, value: unknown, zone: string): string {
	if (isEmpty(value)) {
		throw new InputError(
			`${label} is empty`,
			'Fill it in, or remove the parameter. If it holds an expression, check what the previous node put out.',
		);
	}
	if (typeof value === 'string') return value.trim();
	if (['number', 'bigint', 'boolean'].includes(typeof value)) return String(value);
	if (value instanceof Date || (typeof value === 'object' && value !== null && 'toMillis' in value))
		return calendarDate(value, label, zone);
	throw new InputError(
		`${label} is neither text nor a number`,
		'If it holds an expression, let it give text, a number, true or false, or a date.',
	);
}

function partsOf({ multiple, allowed }: ParameterRule, value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	if (typeof value !== 'string' || !multiple || internalName(allowed, value.trim()) !== undefined)
		return [value];
	return value.split(',');
}

function written(rule: ParameterRule, value: unknown, zone: string): string {
	const label = `The parameter '${rule.name}'`;
	if (rule.kind === 'date') return calendarDate(value, rule.name, zone);
	const text = plainValue(label, value, zone);
	switch (rule.kind) {
		case 'boolean': {
			const word = text.toLowerCase();
			if (word === 'true' || word === 'false') return word;
			throw new InputError(`${label} must be true or false`, `Found: ${text}`);
		}
		case 'integer':
			if (/^-?\d+$/.test(text)) return text;
			throw new InputError(`${label} must be a whole number`, `Found: ${text}`);
		case 'list': {
			const name = internalName(rule.allowed, text);
			if (name !== undefined) return name;
			throw new InputError(
				`The parameter '${rule.name}' does not take the value '${text}'`,
				`It takes: ${(rule.allowed ?? []).map((entry) => entry.internalName).join(', ')}. If Bandwidth has changed the list, refresh the parameters in the node.`,
			);
		}
		case 'text':
			return text;
	}
}

/** Expressions may give either name; what users see is not what the service takes. */
function internalName(allowed: readonly AllowedValue[] = [], text: string): string | undefined {
	const found =
		allowed.find((entry) => entry.internalName === text) ??
		allowed.find((entry) => entry.displayName === text);
	return found?.internalName;
}

function unique(values: string[]): string[] {
	return [...new Set(values)];
}
