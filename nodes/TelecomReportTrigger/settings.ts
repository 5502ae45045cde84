import { type IPollFunctions, type NodeParameterValueType } from 'n8n-workflow';
import { InputError } from '../core/errors';
import { type WatchedEvent } from '../core/watch/event';
import { type Calendar, type PeriodLength } from '../core/watch/periods';
import { MAX_OPEN } from '../core/watch/scheduleState';
import { watchedIds } from '../core/watch/specificWatch';
import {
	oneOf,
	pollParameters,
	readFileTarget,
	type FieldValues,
	type Parameters,
} from '../runtime/parameters';
import { readOutput, type Output } from '../runtime/rows/output';
import { type Watchable } from '../runtime/watch/watchable';
import { WATCHABLES } from '../resources/registry';

/** Which reports the trigger fires for. */
export type Choice =
	| { watch: 'any' }
	| { watch: 'specific'; reportIds: string[] }
	| { watch: 'scheduled'; calendar: Calendar; catchUp: number };

/** The trigger's parameters, checked. */
export interface Settings {
	watchable: Watchable;
	event: WatchedEvent;
	choice: Choice;
	/** What is fetched of a report; absent when nothing is. */
	output?: Output;
	/** Names what is watched, but for the account: a state about something else does not count. */
	subject: string[];
}

const EVENTS: readonly WatchedEvent[] = ['completed', 'failed', 'completedOrFailed'];
/** How many periods are made up for after the trigger could not run for a while. */
export const DEFAULT_CATCH_UP = 3;
export const MAX_CATCH_UP = MAX_OPEN;

/** @throws InputError naming the field whose value cannot be used, and what would do instead. */
export function readSettings(context: IPollFunctions, values: FieldValues): Settings {
	const parameters = pollParameters(values, context.getTimezone());
	const service = oneOf(parameters, 'service', 'Service', Object.keys(WATCHABLES));
	const resources: Readonly<Record<string, Watchable>> =
		WATCHABLES[service as keyof typeof WATCHABLES];
	const names = Object.keys(resources);
	const [only] = names;
	const resource =
		names.length === 1 && only !== undefined
			? only
			: oneOf(parameters, 'resource', 'Resource', names);
	const watchable = resources[resource];
	if (watchable === undefined) throw new Error(`There is no resource '${resource}'`);
	const event = oneOf(parameters, 'event', 'Event', EVENTS);
	const choice = readChoice(parameters, watchable, service);
	return {
		watchable,
		event,
		choice,
		// Where there is no report without its file, there is nothing to choose.
		...((service === 'ringCx' || parameters.flag('downloadFile')) && {
			// Where nothing is shown to choose by, what an earlier choice left in the node does not count.
			output: watchable.isDocument
				? { as: 'file', target: readFileTarget(parameters) }
				: readOutput(parameters),
		}),
		subject: [
			service,
			resource,
			choice.watch,
			...subjectOf(context, parameters, watchable, choice, event),
		],
	};
}

function readChoice(parameters: Parameters, watchable: Watchable, service: string): Choice {
	const watch = oneOf(parameters, 'watch', 'Watch', ['any', 'specific', 'scheduled'] as const);
	switch (watch) {
		case 'any':
			if (watchable.lists) return { watch };
			throw new InputError(
				`${watchable.name} cannot be listed, so 'Watch' cannot be set to Any Report`,
				service === 'ringCx'
					? "Set 'Watch' to Scheduled: the trigger then runs the report for each period."
					: "Set 'Watch' to Specific Reports and enter the IDs that Create put out, or to Scheduled, so that the trigger requests the reports itself.",
			);
		case 'specific':
			if (service !== 'ringCx') {
				return { watch, reportIds: watchedIds(parameters.value('reportIds')) };
			}
			throw new InputError(
				'RingCX answers a request with the file itself, so there is no report to watch by its ID',
				"Set 'Watch' to Scheduled: the trigger then runs the report for each period.",
			);
		case 'scheduled':
			return {
				watch,
				calendar: {
					length: readPeriod(parameters, watchable),
					zone: parameters.zone,
					settleMs: watchable.settleMs ?? 0,
				},
				catchUp: readCatchUp(parameters),
			};
	}
}

function readPeriod(parameters: Parameters, { name, periods }: Watchable): PeriodLength {
	const text = parameters.text('period', 'Period');
	const period = periods.find((one) => one === text);
	if (period !== undefined) return period;
	throw new InputError(
		`${name} cannot be requested for each ${text}`,
		`Set 'Period' to one of: ${periods.join(', ')}.`,
	);
}

function readCatchUp(parameters: Parameters): number {
	const value = Number(parameters.option('catchUp') ?? DEFAULT_CATCH_UP);
	if (Number.isInteger(value) && value >= 1 && value <= MAX_CATCH_UP) return value;
	throw new InputError(`'Catch Up' must be a whole number from 1 to ${MAX_CATCH_UP}`);
}

/** What makes two settings be about the same reports. */
function subjectOf(
	context: IPollFunctions,
	parameters: Parameters,
	{ requestFields }: Watchable,
	choice: Choice,
	event: WatchedEvent,
): string[] {
	const definition = parameters.optionalLocated('reportDefinitionId', 'Report Type') ?? '';
	switch (choice.watch) {
		case 'any':
			return [event, definition, parameters.optionalLocated('accountId', 'Account') ?? ''];
		case 'specific':
			return [definition];
		case 'scheduled': {
			// As they stand in the node: what an expression gives may change from poll to poll.
			const { parameters: raw } = context.getNode();
			const request = requestFields.map(({ name }) => plainValue(raw[name]));
			return [choice.calendar.length, JSON.stringify(request)];
		}
	}
}

/** Without what the editor remembers beside it: name and link of a chosen entry, and what a form looked like. */
function plainValue(value: NodeParameterValueType | undefined): unknown {
	if (typeof value !== 'object' || value === null) return value;
	return '__rl' in value || 'mappingMode' in value ? value.value : value;
}
