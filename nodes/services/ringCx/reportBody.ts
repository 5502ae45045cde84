import { DateTime } from 'luxon';
import {
	type AgentSessionRequest,
	type CallDetailRequest,
	type DialerResultRequest,
	type GlobalCallTypeRequest,
	type InboundSegmentRequest,
	type OutboundSegmentRequest,
	type RingCxReportRequest,
} from './reportRequest';

const ONCE = { repeatOption: 'ONCE' };

/**
 * The body of `POST …/reportsStreaming`, with the fields of the documents' examples in their order
 * (engage-voice-api-docs, docs/analytics/reports/DEPRECATED-*). The API's schema lacks some of them.
 */
export function reportBody(request: RingCxReportRequest): object {
	switch (request.reportType) {
		case 'callDetail':
			return callDetail(request);
		case 'agentSession':
		case 'inboundAgentSegmentMetadata':
		case 'outboundAgentSegmentMetadata':
			return agentReport(request);
		case 'dialerResultDownload':
			return dialerResult(request);
		case 'globalCallType':
		case 'globalCallTypeExcel':
			return globalCallType(request);
	}
}

function callDetail(request: CallDetailRequest): object {
	const { groupBy, selection } = request;
	const none = { groupIds: [], ids: [] };
	const [profiles, destinations] = groupBy === 'PROFILE' ? [selection, none] : [none, selection];
	return {
		delimiter: request.delimiter,
		reportType: 'CASPER_REPORT',
		reportTypeName: 'Cloud_Call_Detail_Download',
		reportCriteria: {
			accountIds: request.accountIds,
			groupBy,
			cloudDestinationGroupIds: destinations.groupIds,
			cloudDestinationIds: destinations.ids,
			cloudProfileGroupIds: profiles.groupIds,
			cloudProfileIds: profiles.ids,
			...casperCriteria(request, 'Cloud_Call_Detail_Download'),
		},
	};
}

type AgentReportRequest = AgentSessionRequest | InboundSegmentRequest | OutboundSegmentRequest;

function agentReport(request: AgentReportRequest): object {
	const name = AGENT_REPORT_NAMES[request.reportType];
	return {
		reportId: null,
		destination: null,
		delimiter: request.delimiter,
		reportType: 'CASPER_REPORT',
		cciReport: true,
		reportTypeName: name,
		reportCriteria: {
			...agentFilters(request),
			...casperCriteria(request, name),
			accountIds: request.accountIds,
		},
	};
}

const AGENT_REPORT_NAMES: Readonly<Record<AgentReportRequest['reportType'], string>> = {
	agentSession: 'Agent_Session_Report_Raw',
	inboundAgentSegmentMetadata: 'Inbound_Agent_Segment_Metadata_Report',
	outboundAgentSegmentMetadata: 'Outbound_Agent_Segment_Metadata_Report',
};

/** What the `secure…` fields are for is not documented; they are always empty. */
function agentFilters(request: AgentReportRequest): object {
	const agents = {
		secureAgentGroupIds: '',
		agentGroupIds: request.agentGroupIds,
		secureAgentIds: '',
		agentIds: request.agentIds,
	};
	const anyCall = { endUiiTableKey: '', startUiiTableKey: '' };
	switch (request.reportType) {
		case 'agentSession':
			return { rollupAgent: '', agentTeams: [], ...agents };
		case 'inboundAgentSegmentMetadata':
			return {
				secureGateGroupIds: '',
				gateGroupIds: request.gateGroupIds,
				secureGateIds: '',
				gateIds: request.gateIds,
				...agents,
				...anyCall,
			};
		case 'outboundAgentSegmentMetadata':
			return {
				secureDialGroupIds: '',
				dialGroupIds: request.dialGroupIds,
				secureCampaignIds: '',
				campaignIds: request.campaignIds,
				...agents,
				...anyCall,
			};
	}
}

function casperCriteria(
	request: CallDetailRequest | AgentReportRequest,
	reportName: string,
): object {
	return {
		endTimestamp: request.endTimestamp,
		startTimestamp: request.startTimestamp,
		timezoneName: request.timezoneName,
		criteriaType: 'CASPER_CRITERIA',
		reportName,
		returnType: request.returnType,
		schedule: ONCE,
	};
}

/** The documents' example ends `systemDisposition` with a colon inside the name; their table does not. */
function dialerResult(request: DialerResultRequest): object {
	return {
		reportType: 'DIALER_RESULT_DOWNLOAD',
		reportCriteria: {
			criteriaType: 'DIALER_RESULT_DOWNLOAD_CRITERIA',
			...isoDates(request),
			includeAuxData: request.includeAuxData,
			includeXferData: request.includeXferData,
			includeSpeedToLead: request.includeSpeedToLead,
			dialedLeadsReportType: request.dialedLeadsReportType,
			systemDisposition: request.systemDisposition,
			schedule: { ...ONCE, scheduleTimezoneName: request.timezoneName },
		},
	};
}

function globalCallType(request: GlobalCallTypeRequest): object {
	return {
		reportType:
			request.reportType === 'globalCallType'
				? 'GLOBAL_CALL_TYPE_DELIMITED'
				: 'GLOBAL_CALL_TYPE_EXCEL',
		reportCriteria: {
			criteriaType: 'GLOBAL_CALL_TYPE_CRITERIA',
			...isoDates(request),
			containGates: request.containGates,
			containCampaigns: request.containCampaigns,
			containIvrStudios: request.containIvrStudios,
			containCloudProfiles: request.containCloudProfiles,
			containTracNumbers: request.containTracNumbers,
			containAgents: request.containAgents,
			includeNoAnswers: request.includeNoAnswers,
		},
	};
}

/** `2020-04-22T00:00:00.000-0700`: a time of the report's zone with the zone's offset. */
function isoDates({ startTimestamp, endTimestamp, timezoneName }: RingCxReportRequest): object {
	const iso = (timestamp: string) =>
		DateTime.fromSQL(timestamp, { zone: timezoneName }).toFormat("yyyy-MM-dd'T'HH:mm:ss.SSSZZZ");
	return { startDate: iso(startTimestamp), endDate: iso(endTimestamp) };
}
