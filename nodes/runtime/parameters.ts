import {
	type IExecuteFunctions,
	type INodeParameterResourceLocator,
	type IPollFunctions,
} from 'n8n-workflow';
import {
	calendarDate,
	customRange,
	customTimes,
	presetRange,
	wholeDays,
	type DatePreset,
	type DateRange,
	type TimeRange,
} from '../core/dateRange';
import { asError, InputError } from '../core/errors';
import { safeFileName } from '../core/file/fileName';
import { isEmpty } from '../core/text';

/** One item's parameters, read with the checks that every node shares. */
export interface Parameters {
	/** The text of a field; numbers from expressions are taken as text. `label` is the field's display name. */
	text(name: string, label: string): string;
	/** The same, but a field left empty is `undefined`. */
	optionalText(name: string, label: string): string | undefined;
	flag(name: string): boolean;
	/** A whole number of at least 1. */
	count(name: string, label: string): number;
	/** The value behind a resource locator. */
	located(name: string, label: string): string;
	/** The same, but a locator left empty is `undefined`. */
	optionalLocated(name: string, label: string): string | undefined;
	/** The chosen days, from a preset or from the two date fields, in the workflow's time zone. */
	dateRange(nowMs: number): DateRange;
	/** The chosen time, from a preset or from the two time fields, on the clocks of `zone`. */
	timeRange(nowMs: number, zone: string): TimeRange;
	/** An entry of the Options collection. */
	option(name: string): unknown;
	/** A whole collection; only the entries that the user added are in it. */
	collection(name: string): Readonly<Record<string, unknown>>;
	/** An ISO date in the workflow's time zone; a field left empty is `undefined`. */
	optionalDate(name: string, label: string): string | undefined;
	/** The workflow's time zone, e.g. `Europe/Berlin`. */
	readonly zone: string;
	/** Whatever a field or an expression in it gave. */
	value(name: string): unknown;
	/** What the previous node put into the item. */
	readonly input: Readonly<Record<string, unknown>>;
}

const MINUTE_MS = 60_000;
/** How long a report is waited for, unless the user says otherwise. */
export const DEFAULT_TIMEOUT_MINUTES = 60;
/** A day: an execution should not stay open for longer, and timers of more than 24 days fire at once. */
export const MAX_TIMEOUT_MINUTES = 1_440;

export function itemParameters(context: IExecuteFunctions, itemIndex: number): Parameters {
	return parametersOf(
		(name) => context.getNodeParameter(name, itemIndex, undefined),
		context.getTimezone(),
		context.getInputData()[itemIndex]?.json ?? {},
	);
}

/** What the fields of a trigger hold, by name; `null` for a field that is not there. */
export type FieldValues = (name: string) => unknown;

/**
 * Reads all fields of a trigger at once, since n8n may stop evaluating expressions in the middle of a poll.
 *
 * @returns the values; an expression that cannot be evaluated throws when its field is read
 */
export function pollValues(context: IPollFunctions): FieldValues {
	const read = (name: string): (() => unknown) => {
		try {
			const value: unknown = context.getNodeParameter(name, null);
			return () => value;
		} catch (error) {
			return () => {
				throw asError(error);
			};
		}
	};
	const names = Object.keys(context.getNode().parameters);
	const values = new Map(names.map((name) => [name, read(name)]));
	return (name) => values.get(name)?.() ?? null;
}

/**
 * A trigger's parameters.
 *
 * @param given values that count instead of what the fields hold, by name
 */
export function pollParameters(
	values: FieldValues,
	zone: string,
	given: Readonly<Record<string, unknown>> = {},
): Parameters {
	return parametersOf((name) => (name in given ? given[name] : values(name)), zone, {});
}

function parametersOf(
	read: (name: string) => unknown,
	zone: string,
	input: Readonly<Record<string, unknown>>,
): Parameters {
	const parameters: Parameters = {
		text: (name, label) => asText(read(name), label),
		optionalText: (name, label) => optional(read(name), label),
		flag: (name) => read(name) === true,
		count: (name, label) => {
			const value = Number(read(name));
			if (Number.isInteger(value) && value >= 1) return value;
			throw new InputError(`'${label}' must be a whole number of at least 1`);
		},
		located: (name, label) => asText(behindLocator(read(name)), label),
		optionalLocated: (name, label) => optional(behindLocator(read(name)), label),
		dateRange: (nowMs) => {
			const preset = presetOf(parameters);
			return preset === 'custom'
				? customRange(read('startDate'), read('endDate'), zone)
				: presetRange(preset, nowMs, zone);
		},
		timeRange: (nowMs, wallZone) => {
			const preset = presetOf(parameters);
			return preset === 'custom'
				? customTimes(read('startTimestamp'), read('endTimestamp'), wallZone)
				: wholeDays(presetRange(preset, nowMs, wallZone));
		},
		option: (name) => parameters.collection('options')[name],
		collection: (name) => (read(name) as Record<string, unknown> | undefined) ?? {},
		optionalDate: (name, label) =>
			isEmpty(read(name)) ? undefined : calendarDate(read(name), label, zone),
		zone,
		value: read,
		input,
	};
	return parameters;
}

const PRESETS: Readonly<Record<DatePreset, true>> = {
	yesterday: true,
	last7Days: true,
	last30Days: true,
	monthToDate: true,
	lastMonth: true,
};

function presetOf(parameters: Parameters): DatePreset | 'custom' {
	const choice = parameters.text('dateRange', 'Date Range');
	if (choice === 'custom' || Object.hasOwn(PRESETS, choice)) return choice as DatePreset | 'custom';
	throw new InputError(
		`'Date Range' has a value that is not known: ${choice}`,
		`Use custom or one of: ${Object.keys(PRESETS).join(', ')}.`,
	);
}

function asText(value: unknown, label: string): string {
	if (typeof value === 'number' || typeof value === 'bigint') return String(value);
	const text = typeof value === 'string' ? value.trim() : '';
	if (text !== '') return text;
	throw new InputError(
		`'${label}' is empty`,
		'Fill in the field. If it holds an expression, check what the previous node put out.',
	);
}

function optional(value: unknown, label: string): string | undefined {
	return isEmpty(value) ? undefined : asText(value, label);
}

/**
 * One of a list; an expression may give anything.
 *
 * @throws InputError naming the field and the list.
 */
export function oneOf<Value extends string>(
	parameters: Parameters,
	name: string,
	label: string,
	values: readonly Value[],
): Value {
	const text = parameters.text(name, label);
	const value = values.find((one) => one === text);
	if (value !== undefined) return value;
	throw new InputError(
		`'${label}' has a value that is not known: ${text}`,
		`Use one of: ${values.join(', ')}.`,
	);
}

/** A locator from the editor is an object; an expression in its place may give the bare value. */
function behindLocator(value: unknown): unknown {
	return typeof value === 'object' && value !== null
		? (value as INodeParameterResourceLocator).value
		: value;
}

/** What to do when a report is not ready in time. */
export interface Patience {
	timeoutMs: number;
	onTimeout: 'fail' | 'outputPending';
}

/** @throws InputError when the time limit is not a number of minutes that can be waited. */
export function readPatience(parameters: Parameters): Patience {
	return {
		timeoutMs: readTimeoutMs(parameters, DEFAULT_TIMEOUT_MINUTES),
		onTimeout: parameters.option('onTimeout') === 'outputPending' ? 'outputPending' : 'fail',
	};
}

/**
 * The time limit in whole milliseconds, as timers take it.
 *
 * @throws InputError when it is not a number of minutes that can be waited.
 */
export function readTimeoutMs(parameters: Parameters, defaultMinutes: number): number {
	const minutes = Number(parameters.option('timeout') ?? defaultMinutes);
	if (minutes > 0 && minutes <= MAX_TIMEOUT_MINUTES) return Math.ceil(minutes * MINUTE_MS);
	throw new InputError(
		`'Timeout' must be a number of minutes greater than 0 and at most ${MAX_TIMEOUT_MINUTES.toLocaleString('en')}`,
		'The Telecom Report Trigger waits for longer, without an execution that stays open.',
	);
}

/** Where in the item the file goes, and under what name. */
export interface FileTarget {
	binaryPropertyName: string;
	/** The user's name for the file; without it the service's own is kept. */
	fileName?: string;
}

export function readFileTarget(parameters: Parameters): FileTarget {
	const wanted = parameters.option('fileName');
	return {
		binaryPropertyName: parameters.text('binaryPropertyName', 'Put Output File in Field'),
		fileName: typeof wanted === 'string' ? safeFileName(wanted) : undefined,
	};
}
