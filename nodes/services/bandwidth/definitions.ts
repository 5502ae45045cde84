import { InputError } from '../../core/errors';
import { withoutAbsent } from '../../core/text';
import { callBandwidth, isReportId, type BandwidthConnection } from './connection';
import { answerWithout } from './errors';
import { allElements, childElements, childText, type XmlElement, type XmlValue } from './xml';

/** A value that a parameter may take. */
export interface AllowedValue {
	/** What the API takes. */
	internalName: string;
	/** What users see. */
	displayName: string;
}

/** What an account report must or may be told before it is made. */
export interface ReportParameter {
	/** May hold spaces and hyphens: `Snapshot Date`, `Sub-account`. */
	name: string;
	/** Bandwidth's own word; see `kindOf`. */
	type?: string;
	required: boolean;
	/** Several values at a time. */
	multiSelect: boolean;
	/** Only where the values are listed. */
	values?: AllowedValue[];
	description?: string;
	helpInformation?: string;
}

/** A kind of account report. */
export interface ReportDefinition {
	id: string;
	name: string;
	description?: string;
	/** The list of definitions does not tell them. */
	parameters?: ReportParameter[];
	/** The definition as Bandwidth sent it. */
	raw: XmlElement;
}

/** So many values of a parameter are offered at most. */
const MAX_VALUES = 10_000;

/** How the value of a parameter is written. */
export type ParameterKind = 'text' | 'integer' | 'boolean' | 'date' | 'list';

/**
 * Bandwidth's types are Account ID, Site ID, SipPeer ID, String, Integer, Boolean and Enum
 * (Bandwidth/api-docs, specs/numbers.yml); its error list also knows dates (19037) and specialised lists.
 */
export function kindOf({ type, values }: ReportParameter): ParameterKind {
	if (values !== undefined) return 'list';
	const word = type?.toLowerCase();
	return word === 'integer' || word === 'boolean' || word === 'date' ? word : 'text';
}

/** True for the parameter that says which account the report is about. */
export function isAccountId({ type }: ReportParameter): boolean {
	return type?.toLowerCase() === 'account id';
}

/** The kinds of account reports that an account has: `/reports` (Bandwidth, "Downloading Reports"). */
export function reportDefinitions(connection: BandwidthConnection): {
	/** All, in Bandwidth's order, without their parameters. */
	list: () => Promise<ReportDefinition[]>;
	/** One with its parameters. Throws a ServiceError with code 19000 when there is none. */
	get: (definitionId: string) => Promise<ReportDefinition>;
} {
	return {
		async list() {
			const { document } = await callBandwidth(connection, '/reports');
			return allElements(document, 'Report').flatMap((row) => toDefinition(row) ?? []);
		},

		async get(definitionId) {
			const { document } = await callBandwidth(connection, definitionPath(definitionId));
			const [row] = allElements(document, 'Report');
			const definition = row === undefined ? undefined : toDefinition(row);
			if (row === undefined || definition === undefined) throw answerWithout('the report type');
			return { ...definition, parameters: toParameters(row) };
		},
	};
}

/** @throws InputError; see `checkedDefinitionId`. */
export function definitionPath(definitionId: string): string {
	return `/reports/${checkedDefinitionId(definitionId)}`;
}

/** @throws InputError when the ID could change the address of a request. */
export function checkedDefinitionId(definitionId: string): string {
	if (isReportId(definitionId)) return definitionId;
	throw new InputError(
		`'${definitionId}' is not the ID of a report type`,
		"Choose a 'Report Type' from the list, or enter its number, e.g. 4.",
	);
}

/** An id that could not be asked for is of no use, and it may not have been Bandwidth who made it up. */
function toDefinition(row: XmlElement): ReportDefinition | undefined {
	const id = childText(row, 'Id');
	if (id === undefined || !isReportId(id)) return undefined;
	const name = childText(row, 'Name') ?? id;
	return withoutAbsent({ id, name, description: childText(row, 'Description'), raw: row });
}

/** Everything but the name may be missing, as in the fixtures of Bandwidth's PHP SDK. */
function toParameters(row: XmlElement): ReportParameter[] {
	return childElements(row.Parameters, 'Parameter').flatMap((element) => {
		const name = childText(element, 'Name');
		if (name === undefined) return [];
		return withoutAbsent<ReportParameter>({
			name,
			type: childText(element, 'Type'),
			required: isTrue(element, 'Required'),
			multiSelect: isTrue(element, 'MultiSelectAllowed'),
			values: allowedValues(element),
			description: childText(element, 'Description'),
			helpInformation: childText(element, 'HelpInformation'),
		});
	});
}

/**
 * `ValueFilter` lists the internal names that may be used, separated by semicolons, the last one too in some
 * samples; `Values` names them for users. Either may be missing (19073).
 */
function allowedValues(element: XmlElement): AllowedValue[] | undefined {
	const named = childElements(element.Values, 'Value').flatMap((value) => {
		const internalName = childText(value, 'InternalName');
		if (internalName === undefined) return [];
		return [{ internalName, displayName: childText(value, 'DisplayName') ?? internalName }];
	});
	const filtered = (childText(element, 'ValueFilter') ?? '')
		.split(';', MAX_VALUES)
		.map((name) => name.trim())
		.filter((name) => name !== '');
	if (filtered.length === 0 || (named.length === 0 && !isEnum(element.Type))) {
		return named.length > 0 ? named : undefined;
	}
	const displayNames = new Map(named.map((value) => [value.internalName, value.displayName]));
	return filtered.map((name) => ({
		internalName: name,
		displayName: displayNames.get(name) ?? name,
	}));
}

function isEnum(type: XmlValue | undefined): boolean {
	return typeof type === 'string' && /^(enum|specialized ?list)$/i.test(type);
}

function isTrue(element: XmlElement, name: string): boolean {
	return childText(element, name)?.toLowerCase() === 'true';
}
