import { IANAZone } from 'luxon';
import { InputError } from '../../core/errors';
import { oneOf, type Parameters } from '../../runtime/parameters';
import {
	type CallDetailRequest,
	type GlobalCallTypeRequest,
	type RingCxReportRequest,
} from '../../services/ringCx/reportRequest';
import {
	DELIMITERS,
	DIALED_LEADS,
	DISPOSITIONS,
	RETURN_TYPES,
	RINGCX_REPORT_TYPES,
} from '../../services/ringCx/reportTypes';
import { readAccountIds, readGroupIds, readIds } from './ids';

/**
 * What the fields ask for.
 *
 * @throws InputError naming the field that cannot be used
 */
export function readRequest(parameters: Parameters, nowMs: number): RingCxReportRequest {
	const timezoneName = readZone(parameters);
	const any = {
		accountId: parameters.located('accountId', 'Account'),
		timezoneName,
		...parameters.timeRange(nowMs, timezoneName),
	};
	const reportType = oneOf(
		parameters,
		'reportType',
		'Report Type',
		RINGCX_REPORT_TYPES.map(({ value }) => value),
	);
	switch (reportType) {
		case 'callDetail':
			return {
				reportType,
				...any,
				...casper(parameters, any.accountId),
				...readSelection(parameters),
			};
		case 'agentSession':
			return { reportType, ...any, ...casper(parameters, any.accountId), ...agents(parameters) };
		case 'inboundAgentSegmentMetadata':
			return {
				reportType,
				...any,
				...casper(parameters, any.accountId),
				...agents(parameters),
				gateGroupIds: filter(parameters, 'gateGroupIds', 'Queue Group IDs'),
				gateIds: filter(parameters, 'gateIds', 'Queue IDs'),
			};
		case 'outboundAgentSegmentMetadata':
			return {
				reportType,
				...any,
				...casper(parameters, any.accountId),
				...agents(parameters),
				dialGroupIds: filter(parameters, 'dialGroupIds', 'Dial Group IDs'),
				campaignIds: filter(parameters, 'campaignIds', 'Campaign IDs'),
			};
		case 'dialerResultDownload':
			return {
				reportType,
				...any,
				includeAuxData: parameters.flag('includeAuxData'),
				includeXferData: parameters.flag('includeXferData'),
				includeSpeedToLead: parameters.flag('includeSpeedToLead'),
				dialedLeadsReportType: oneOf(parameters, 'dialedLeadsReportType', 'Leads', DIALED_LEADS),
				systemDisposition: oneOf(
					parameters,
					'systemDisposition',
					'System Disposition',
					DISPOSITIONS,
				),
			};
		case 'globalCallType':
		case 'globalCallTypeExcel':
			return { reportType, ...any, ...readCallTypes(parameters) };
	}
}

function readZone(parameters: Parameters): string {
	const zone = parameters.optionalText('timezoneName', 'Time Zone') ?? parameters.zone;
	if (IANAZone.isValidZone(zone)) return zone;
	throw new InputError(
		`'Time Zone' has a name that is not known: ${zone}`,
		'Use a name of the tz database, e.g. US/Arizona or Europe/Berlin.',
	);
}

function casper(parameters: Parameters, accountId: string) {
	const accountIds = readAccountIds(parameters.value('accountIds'), 'Covered Account Names or IDs');
	return {
		accountIds: accountIds.length > 0 ? accountIds : [accountId],
		delimiter: oneOf(parameters, 'delimiter', 'Delimiter', DELIMITERS),
		returnType: oneOf(parameters, 'returnType', 'Return Type', RETURN_TYPES),
	};
}

function readSelection(parameters: Parameters): Pick<CallDetailRequest, 'groupBy' | 'selection'> {
	const groupBy = oneOf(parameters, 'groupBy', 'Group By', ['PROFILE', 'DESTINATION'] as const);
	const kind = groupBy === 'PROFILE' ? 'Profile' : 'Destination';
	const manual = parameters.collection('manualIds');
	const both = (name: string) => [parameters.value(name), manual[name]];
	return {
		groupBy,
		selection: {
			groupIds: readGroupIds(both(`cloud${kind}GroupIds`), `${kind} Group Names or IDs`),
			ids: readIds(both(`cloud${kind}Ids`), `${kind} Names or IDs`),
		},
	};
}

function agents(parameters: Parameters) {
	return {
		agentGroupIds: filter(parameters, 'agentGroupIds', 'Agent Group IDs'),
		agentIds: filter(parameters, 'agentIds', 'Agent IDs'),
	};
}

function filter(parameters: Parameters, name: string, label: string): number[] {
	return readIds(parameters.collection('filters')[name], label);
}

function readCallTypes(
	parameters: Parameters,
): Omit<GlobalCallTypeRequest, 'reportType' | keyof RingCxReportRequest> {
	const value = parameters.value('callTypes');
	const types: unknown[] = Array.isArray(value) ? value : [];
	return {
		containGates: types.includes('containGates'),
		containCampaigns: types.includes('containCampaigns'),
		containIvrStudios: types.includes('containIvrStudios'),
		containCloudProfiles: types.includes('containCloudProfiles'),
		containTracNumbers: types.includes('containTracNumbers'),
		containAgents: types.includes('containAgents'),
		includeNoAnswers: parameters.flag('includeNoAnswers'),
	};
}
