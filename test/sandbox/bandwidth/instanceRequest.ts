import { isCalendarDay, isoDay } from '../core/clock';
import { ACCOUNT_ID } from './access';
import type { ParameterDefinition, ReportDefinition } from './definitions';
import { OUTPUT_FORMATS } from './instanceFile';
import { readXml } from './replies';

export interface InstanceParameter {
	name: string;
	values: string[];
}

/** What a `POST …/instances` asks for. */
export interface InstanceRequest {
	outputFormat: string;
	parameters: InstanceParameter[];
	/** `YYYY-MM-DD`, the last day of the file. */
	expiresAt?: string;
	description?: string;
}

const DAY_MS = 86_400_000;

/** A file can be kept for so many days. */
export const MAX_DAYS = 30;

/** Reads the XML of a create or an update; undefined when it is not what the service expects. */
export function readInstance(body: string): InstanceRequest | undefined {
	const instance = readXml(body, 'Instance') as Record<string, unknown> | undefined;
	if (instance === undefined || typeof instance !== 'object') return undefined;
	const list = (instance.Parameters as { Parameter?: unknown[] } | undefined)?.Parameter ?? [];
	return {
		outputFormat: asText(instance.OutputFormat) ?? '',
		parameters: list.map((each) => {
			const { Name, Value } = each as { Name?: unknown; Value?: unknown[] };
			return { name: asText(Name) ?? '', values: (Value ?? []).map((one) => asText(one) ?? '') };
		}),
		expiresAt: asText(instance.ExpiresAt),
		description: asText(instance.Description),
	};
}

const asText = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** The code with which the service refuses a request; undefined when it takes it. */
export function objection(
	request: InstanceRequest,
	definition: ReportDefinition,
	now: number,
): string | undefined {
	if (!OUTPUT_FORMATS.includes(request.outputFormat)) return '19030';
	const given = new Map(request.parameters.map((each) => [each.name, each.values]));
	if (given.size < request.parameters.length) return '19027';
	const known = new Map(definition.parameters.map((each) => [each.name, each]));
	const missing = definition.parameters.some(
		({ name, required }) => required === true && !given.has(name),
	);
	if (missing) return '19032';
	for (const [name, values] of given) {
		const parameter = known.get(name);
		if (parameter === undefined) return '19023';
		const code = valueObjection(parameter, values);
		if (code !== undefined) return code;
	}
	return expiryObjection(request.expiresAt, now);
}

function valueObjection(parameter: ParameterDefinition, values: string[]): string | undefined {
	if (values.length === 0 || values.includes('')) return '19025';
	if (values.length > 1 && parameter.multiSelectAllowed !== true) return '19057';
	if (new Set(values).size < values.length) return '19054';
	return values.map((value) => typeObjection(parameter, value)).find((code) => code !== undefined);
}

function typeObjection(parameter: ParameterDefinition, value: string): string | undefined {
	switch (parameter.type) {
		case 'Account ID':
			return value === ACCOUNT_ID ? undefined : '19039';
		case 'Site ID':
			return /^\d+$/.test(value) ? undefined : '19040';
		case 'SipPeer ID':
			return /^\d+$/.test(value) ? undefined : '19061';
		case 'Integer':
			return /^-?\d+$/.test(value) ? undefined : '19036';
		case 'Boolean':
			return value === 'true' || value === 'false' ? undefined : '19060';
		case 'Date':
			return isCalendarDay(value) ? undefined : '19037';
		case 'Enum':
			return parameter.values?.some(([name]) => name === value) === true ? undefined : '19038';
		case 'String':
		case undefined:
			return undefined;
	}
}

/** 19059 is about the form, 19046 about the day (numbers/errors). */
export function expiryObjection(expiresAt: string | undefined, now: number): string | undefined {
	if (expiresAt === undefined) return undefined;
	if (!isCalendarDay(expiresAt)) return '19059';
	const isNear = expiresAt > isoDay(now) && expiresAt <= isoDay(now + MAX_DAYS * DAY_MS);
	return isNear ? undefined : '19046';
}
