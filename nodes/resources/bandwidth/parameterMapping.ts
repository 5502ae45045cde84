import {
	type FieldType,
	type ILoadOptionsFunctions,
	type ResourceMapperField,
	type ResourceMapperFields,
} from 'n8n-workflow';
import { isEmpty } from '../../core/text';
import { chosenLocator } from '../../runtime/chosenLocator';
import { fieldError } from '../../runtime/nodeErrors';
import { type Parameters } from '../../runtime/parameters';
import { isPlain, plainLabel } from '../../runtime/serviceText';
import {
	isAccountId,
	kindOf,
	reportDefinitions,
	type ParameterKind,
	type ReportParameter,
} from '../../services/bandwidth/definitions';
import {
	mergeParameters,
	parameterValues,
	plainValue,
	type GivenParameter,
	type ParameterRule,
} from '../../services/bandwidth/parameterValues';
import { connectField } from './connect';

/**
 * A field of the form. n8n's resource mapper has no type for several values (its editor drops lists), so
 * they come as a list from an expression or as text with commas between, where this mark allows it.
 */
interface ParameterField extends ResourceMapperField {
	multiple?: boolean;
	/** Where a schedule asks for the report: the end of its period that is taken while the field is empty. */
	period?: 'startDate' | 'endDate';
}

const FIELD_TYPES: Readonly<Record<ParameterKind, FieldType>> = {
	text: 'string',
	integer: 'number',
	boolean: 'boolean',
	date: 'dateTime',
	list: 'options',
};

/** Makes the form of a report's parameters from the report's own definition. */
export async function getReportParameters(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const definitionId = chosenLocator(this, 'reportDefinitionId');
	if (definitionId === undefined) {
		return { fields: [], emptyFieldsNotice: "Choose a 'Report Type' to see its parameters" };
	}
	try {
		const connection = await connectField(this, new AbortController().signal);
		const { parameters = [] } = await reportDefinitions(connection).get(definitionId);
		return {
			fields: parameters
				.filter(({ name }) => isPlain(name))
				.map((parameter) => toField(parameter, connection.accountId)),
			emptyFieldsNotice: 'This report has no parameters',
		};
	} catch (error) {
		throw fieldError(this, error);
	}
}

function toField(parameter: ReportParameter, accountId: string): ParameterField {
	const { name, required, multiSelect, values } = parameter;
	const type = FIELD_TYPES[kindOf(parameter)];
	return {
		id: name,
		displayName: `${plainLabel(name)}${multiSelect ? ' (One or More)' : ''}`,
		required,
		type,
		...(values !== undefined && {
			options: values
				.filter(({ internalName }) => isPlain(internalName))
				.map(({ internalName, displayName }) => ({
					name: plainLabel(displayName),
					value: internalName,
				})),
		}),
		...(multiSelect && { multiple: true }),
		...(isAccountId(parameter) && { defaultValue: accountId }),
		// A switch has no third state: one that the report can do without is there only once the user adds it.
		...(type === 'boolean' && !required && { removed: true }),
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
	};
}

/**
 * The parameters of the form and those beside it, ready to be sent.
 *
 * @throws InputError naming a parameter that the report needs and that is empty, or whose value it does not take
 */
export function readGivenParameters(parameters: Parameters): GivenParameter[] {
	return mergeParameters([...fromForm(parameters), ...fromCollection(parameters)]);
}

function fromForm(parameters: Parameters): GivenParameter[] {
	const { mappingMode, schema, value } = parameters.collection('parameters');
	const fields = Array.isArray(schema) ? schema.filter(isField) : [];
	const isAutomatic = mappingMode === 'autoMapInputData';
	const given = new Map(Object.entries((isAutomatic ? parameters.input : value) ?? {}));
	// A workflow that was not made in the editor may lack the fields.
	const others = isAutomatic
		? []
		: [...given.keys()].filter((id) => !fields.some((f) => f.id === id));
	for (const { id, period } of fields) {
		if (period !== undefined && isEmpty(given.get(id))) given.set(id, parameters.value(period));
	}
	const rules = [
		...fields.map(toRule),
		...others.map((name) => unknownRule(name, given.get(name))),
	];
	return rules.flatMap((rule) => {
		const values = parameterValues(rule, given.get(rule.name), parameters.zone);
		return values.length === 0 ? [] : [{ name: rule.name, values }];
	});
}

/** The ends of a period among dates; Bandwidth writes Start Date and End Date. */
const PERIOD_ENDS = [
	{ period: 'startDate', word: /\b(start|from|begin)/i, label: 'First Day of the Period' },
	{ period: 'endDate', word: /\b(end|to|until)\b/i, label: 'Last Day of the Period' },
] as const;

/**
 * The form as a schedule shows it: what a report wants to know of its first and last day is filled in for each
 * period. Only if both are there, since a single date may mean something else.
 */
export function followingPeriod({ fields, ...form }: ResourceMapperFields): ResourceMapperFields {
	const dates = fields.filter(({ id, type }) => type === 'dateTime' || /\bdate\b/i.test(id));
	const ends = PERIOD_ENDS.map((end) => ({
		...end,
		among: dates.filter(({ id }) => end.word.test(id)),
	}));
	if (!ends.every(({ among }) => among.length === 1)) return { fields, ...form };
	return {
		...form,
		fields: fields.map((field): ParameterField => {
			const end = ends.find(({ among }) => among.includes(field));
			if (end === undefined) return field;
			const { period, label } = end;
			return { ...field, period, required: false, displayName: `${field.displayName} (${label})` };
		}),
	};
}

function toRule({ id, type, required, multiple, options }: ParameterField): ParameterRule {
	const kinds = Object.entries(FIELD_TYPES) as Array<[ParameterKind, FieldType]>;
	return {
		name: id,
		kind: kinds.find(([, fieldType]) => fieldType === type)?.[0] ?? 'text',
		required: required === true,
		multiple: multiple === true,
		...(options !== undefined && {
			allowed: options.map(({ name, value }) => ({
				internalName: String(value),
				displayName: name,
			})),
		}),
	};
}

function unknownRule(name: string, value: unknown): ParameterRule {
	return { name, kind: 'text', required: false, multiple: Array.isArray(value) };
}

function isField(entry: unknown): entry is ParameterField {
	return (
		typeof entry === 'object' && entry !== null && 'id' in entry && typeof entry.id === 'string'
	);
}

function fromCollection(parameters: Parameters): GivenParameter[] {
	const { parameter: rows } = parameters.collection('additionalParameters');
	return (Array.isArray(rows) ? (rows as Array<{ name?: unknown; value?: unknown }>) : []).map(
		(row) => {
			const name = plainValue("'Name' under Additional Parameters", row.name, parameters.zone);
			const values = Array.isArray(row.value) ? (row.value as unknown[]) : [row.value];
			const label = `The additional parameter '${name}'`;
			return { name, values: values.map((value) => plainValue(label, value, parameters.zone)) };
		},
	);
}
