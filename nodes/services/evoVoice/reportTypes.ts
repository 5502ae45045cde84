import { InputError } from '../../core/errors';
import { withoutAbsent } from '../../core/text';

/** A report that Evo Voice makes, as users see it. */
interface ReportType {
	/** Last part of its route, e.g. `billing` for `POST /reports/billing`. */
	value: string;
	name: string;
	description: string;
}

/** The report types of Evo Voice's own command line tool (Evo-Technologies/evo-voice-cli, report.ts). */
export const REPORT_TYPES: readonly ReportType[] = [
	{ value: 'agent-state', name: 'Agent State', description: 'The states of agents over time' },
	{ value: 'billing', name: 'Billing', description: 'What is billed for the period' },
	{ value: 'call-center', name: 'Call Center', description: 'The call center in total' },
	{
		value: 'call-center-abandon',
		name: 'Call Center Abandons',
		description: 'Callers who gave up waiting',
	},
	{ value: 'call-center-detail', name: 'Call Center Detail', description: 'The single calls' },
	{ value: 'cdr', name: 'Call Detail Records (CDR)', description: 'A record for each call' },
	{ value: 'call-history', name: 'Call History', description: 'The calls of the period' },
	{ value: 'call-outcome', name: 'Call Outcomes', description: 'How calls ended' },
	{
		value: 'endpoints',
		name: 'Endpoints',
		description: 'Phone numbers, users and other endpoints of the account',
	},
	{ value: 'metric', name: 'Metric', description: 'A metric of your own flows' },
	{
		value: 'sync-phone-numbers',
		name: 'Sync Phone Numbers',
		description: 'The phone numbers, compared with those of the carriers',
	},
];

/**
 * Where a report type is requested. The route of the endpoints report is for GET only, so that it goes by
 * the route that the framework gives to every request.
 *
 * @throws InputError when this cannot be a report type.
 */
export function createPath(reportType: string): string {
	if (reportType === 'endpoints') return '/json/reply/EndpointsReport';
	if (/^[a-z][a-z0-9-]*$/.test(reportType)) return `/reports/${reportType}`;
	throw new InputError(
		`'Report Type' is not one that Evo Voice could have: ${reportType}`,
		`Choose one from the list, or give one of these in an expression: ${REPORT_TYPES.map(({ value }) => value).join(', ')}.`,
	);
}

/** What a request may hold beside dates, account and e-mail address. */
export interface ReportDetails {
	customerId?: string;
	endpointId?: string;
	flowId?: string;
	includeArchivedSessions?: boolean;
	includeCustomerIds?: boolean;
	metricName?: string;
	specificState?: string;
	syncDocumoNumbers?: boolean;
	timeZoneId?: string;
	/** Endpoint types. */
	types?: string[];
}

/**
 * Which report types take a detail. The service's own descriptions of `billing` and `agent-state` are known
 * in full; of the others only that each detail is for some of them, and for which the ones named after it.
 */
export const DETAIL_TYPES: Readonly<Record<keyof ReportDetails, readonly string[]>> = {
	customerId: allBut('agent-state', 'billing'),
	endpointId: allBut('agent-state', 'billing'),
	flowId: allBut('agent-state', 'billing'),
	includeArchivedSessions: allBut('agent-state', 'billing'),
	includeCustomerIds: ['billing'],
	metricName: ['metric'],
	specificState: ['call-outcome'],
	syncDocumoNumbers: ['sync-phone-numbers'],
	timeZoneId: allBut('billing'),
	types: ['endpoints'],
};

/** Kinds of endpoints (evo-voice-cli, command reference of `endpoint list`). */
export const ENDPOINT_TYPES: ReadonlyArray<{ value: string; name: string }> = [
	{ value: 'AssistantBot', name: 'Assistant Bot' },
	{ value: 'Email', name: 'Email' },
	{ value: 'EmergencyAddress', name: 'Emergency Address' },
	{ value: 'Fax', name: 'Fax' },
	{ value: 'PhoneNumber', name: 'Phone Number' },
	{ value: 'SipTrunk', name: 'SIP Trunk' },
	{ value: 'Team', name: 'Team' },
	{ value: 'User', name: 'User' },
];

/**
 * Takes the details of a report from values that nobody has checked yet. What is empty, and what is for other
 * report types (left over from before another type was chosen), is left out.
 *
 * @throws InputError when an endpoint type is no text.
 */
export function readDetails(
	reportType: string,
	values: Readonly<Record<string, unknown>>,
): ReportDetails {
	const isKnown = REPORT_TYPES.some(({ value }) => value === reportType);
	const value = (detail: keyof ReportDetails) =>
		!isKnown || DETAIL_TYPES[detail].includes(reportType) ? values[detail] : undefined;
	const text = (detail: keyof ReportDetails) => {
		const found = value(detail);
		const trimmed =
			typeof found === 'string' || typeof found === 'number' ? String(found).trim() : '';
		return trimmed === '' ? undefined : trimmed;
	};
	const flag = (detail: keyof ReportDetails) => (value(detail) === true ? true : undefined);
	return withoutAbsent<ReportDetails>({
		customerId: text('customerId'),
		endpointId: text('endpointId'),
		flowId: text('flowId'),
		includeArchivedSessions: flag('includeArchivedSessions'),
		includeCustomerIds: flag('includeCustomerIds'),
		metricName: text('metricName'),
		specificState: text('specificState'),
		syncDocumoNumbers: flag('syncDocumoNumbers'),
		timeZoneId: text('timeZoneId'),
		types: listOf(value('types')),
	});
}

/** The editor gives a list; an expression may also give text with commas. */
function listOf(value: unknown): string[] | undefined {
	const entries: unknown[] = typeof value === 'string' ? value.split(',') : asArray(value);
	const texts = entries.map((entry) => {
		if (typeof entry === 'string') return entry.trim();
		throw new InputError("'Endpoint Types' holds something that is not the name of a type");
	});
	const named = texts.filter((text) => text !== '');
	return named.length > 0 ? named : undefined;
}

function asArray(value: unknown): unknown[] {
	if (value === undefined || value === null) return [];
	return Array.isArray(value) ? value : [value];
}

function allBut(...types: string[]): string[] {
	return REPORT_TYPES.map(({ value }) => value).filter((value) => !types.includes(value));
}
