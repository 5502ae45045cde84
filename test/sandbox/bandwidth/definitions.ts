/** A parameter as `GET …/reports/{id}` describes it; everything but the name may be missing. */
export interface ParameterDefinition {
	name: string;
	type?:
		'Account ID' | 'Site ID' | 'SipPeer ID' | 'String' | 'Integer' | 'Boolean' | 'Enum' | 'Date';
	required?: boolean;
	/** Allowed values: the name to send and the name to show. */
	values?: ReadonlyArray<readonly [internalName: string, displayName: string]>;
	valueFilter?: string;
	description?: string;
	multiSelectAllowed?: boolean;
	helpInformation?: string;
}

/** A kind of account report. */
export interface ReportDefinition {
	id: string;
	name: string;
	description: string;
	parameters: readonly ParameterDefinition[];
	/** Left out of the list of reports, but there. */
	unlisted?: boolean;
}

const ACCOUNT: ParameterDefinition = {
	name: 'Account',
	type: 'Account ID',
	required: true,
	description: 'The account that the report is about',
};
const SITE: ParameterDefinition = {
	name: 'Sub-account',
	type: 'Site ID',
	multiSelectAllowed: true,
};
const PEER: ParameterDefinition = { name: 'Location', type: 'SipPeer ID' };
const FROM: ParameterDefinition = { name: 'Start Date', type: 'Date', required: true };
const TO: ParameterDefinition = { name: 'End Date', type: 'Date', required: true };
const SNAPSHOT: ParameterDefinition = { name: 'Snapshot Date', type: 'Date' };
const ORDER_STATUS: ParameterDefinition = {
	name: 'Order Status',
	type: 'Enum',
	multiSelectAllowed: true,
	values: [
		['COMPLETE', 'Complete'],
		['FAILED', 'Failed'],
		['PARTIAL', 'Partially complete'],
		['PROCESSING', 'In progress'],
	],
	description: 'Orders in these states',
	helpInformation: 'Leave empty for all orders',
};
const STATE: ParameterDefinition = {
	name: 'Number State',
	type: 'Enum',
	valueFilter: 'IN_SERVICE;AGING',
	values: [
		['IN_SERVICE', 'In service'],
		['AGING', 'Aging'],
	],
	multiSelectAllowed: false,
};
const DETAILS: ParameterDefinition = { name: 'Include Details', type: 'Boolean', required: false };
const MINIMUM: ParameterDefinition = { name: 'Minimum Days', type: 'Integer' };

/**
 * The eighteen account reports of Bandwidth's table. Names and ids are theirs; which parameters a report has
 * is made up, in the forms that their specification shows. The last one is the report of the printed
 * requests and replies; it stays out of the list, which is thus the table.
 */
export const DEFINITIONS: readonly ReportDefinition[] = [
	define('2', 'Full Phone Number Details', 'All about the numbers', [ACCOUNT, SITE, PEER, STATE]),
	define('4', 'Phone Number Inventory', 'All numbers of the account', [ACCOUNT, SITE, SNAPSHOT]),
	define('6', 'E911 Phone Number Details', 'Emergency data of numbers', [ACCOUNT, PEER, DETAILS]),
	define('8', 'Port-out Orders', 'Numbers that left', [ACCOUNT, FROM, TO, ORDER_STATUS]),
	define('14', 'Port-in Orders', 'Numbers that came', [ACCOUNT, FROM, TO, ORDER_STATUS, DETAILS]),
	define('16', 'UC Account Summary', 'Data of a UC account', [ACCOUNT]),
	define('24', 'User Information', 'Users of the account', [{ name: 'User Name' }]),
	define('30', 'Disconnected Phone Numbers', 'Numbers given up', [ACCOUNT, FROM, TO]),
	define('31', 'External Phone Number Details', "Customers' own numbers", [ACCOUNT, SITE]),
	define('34', 'End-User Phone Number Assignment', 'Who has which number', [ACCOUNT, DETAILS]),
	define('36', 'Alternate Caller ID E911 Report', 'Other caller ids', [{ name: 'Account' }]),
	define('42', 'E911 Addresses', 'Emergency addresses & places', [ACCOUNT, DETAILS]),
	define('47', 'Number Utilization Telephone Number List Report', 'Idle numbers', [
		ACCOUNT,
		MINIMUM,
	]),
	define('48', 'Iris Account Number Utilization Report', 'Use of numbers', [ACCOUNT, SNAPSHOT]),
	define('50', 'Protected Phone Numbers Report', 'Protected numbers', [ACCOUNT]),
	define('59', 'New Numbers', 'Orders of new numbers', [ACCOUNT, FROM, TO, ORDER_STATUS]),
	define('64', 'International TN Inventory Summary', 'Numbers by country', [ACCOUNT]),
	define('65', 'Telephone Number Route Plan Report', 'Route plans in use', [ACCOUNT]),
	{
		...define('100020', 'Sample Report', 'The report of the printed examples', [
			{ name: 'AccountId' },
			{ name: 'Account' },
			{ name: 'Sub-account' },
			{
				name: 'MultiValueEnum',
				type: 'Enum',
				values: [
					['value1', 'Value 1'],
					['value2', 'Value 2'],
				],
				multiSelectAllowed: true,
			},
		]),
		unlisted: true,
	},
];

function define(
	id: string,
	name: string,
	description: string,
	parameters: readonly ParameterDefinition[],
): ReportDefinition {
	return { id, name, description, parameters };
}

/** The reports whose files are handed over by a redirect to a signed link, unless the options say otherwise. */
export const REDIRECTED_DEFINITIONS: readonly string[] = ['8', '14', '59'];

/** A parameter as XML, in the order of the specification's example. */
export function parameterXml(parameter: ParameterDefinition): object {
	const { name, type, required, valueFilter, values, description } = parameter;
	const Value = values?.map(([InternalName, DisplayName]) => ({ InternalName, DisplayName }));
	return {
		Name: name,
		...(type !== undefined && { Type: type }),
		...(required !== undefined && { Required: required }),
		...(valueFilter !== undefined && { ValueFilter: valueFilter }),
		...(Value !== undefined && { Values: { Value } }),
		...(description !== undefined && { Description: description }),
		...(parameter.multiSelectAllowed !== undefined && {
			MultiSelectAllowed: parameter.multiSelectAllowed,
		}),
		...(parameter.helpInformation !== undefined && { HelpInformation: parameter.helpInformation }),
	};
}
