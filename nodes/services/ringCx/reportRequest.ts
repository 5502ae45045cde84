import { type TimeRange } from '../../core/dateRange';
import { type CloudSelection } from './cloudSelection';
import { type Delimiter, type DialedLeads, type Disposition, type ReturnType } from './reportTypes';

/** What is asked of every report. */
interface AnyReport extends TimeRange {
	/** The account below which the report is run. */
	accountId: string;
	/** The zone of the two times, e.g. `US/Arizona`. */
	timezoneName: string;
}

/** Reports of the kind that RingCX calls CASPER. */
interface CasperReport extends AnyReport {
	/** The accounts that it covers. */
	accountIds: readonly string[];
	delimiter: Delimiter;
	returnType: ReturnType;
}

interface AgentFilter {
	agentGroupIds: readonly number[];
	agentIds: readonly number[];
}

export interface CallDetailRequest extends CasperReport {
	reportType: 'callDetail';
	/** Which of the two selections counts; the other one is not used. */
	groupBy: 'PROFILE' | 'DESTINATION';
	/** Empty lists mean all. */
	selection: CloudSelection;
}

export interface AgentSessionRequest extends CasperReport, AgentFilter {
	reportType: 'agentSession';
}

export interface InboundSegmentRequest extends CasperReport, AgentFilter {
	reportType: 'inboundAgentSegmentMetadata';
	/** Groups of queues, and queues. */
	gateGroupIds: readonly number[];
	gateIds: readonly number[];
}

export interface OutboundSegmentRequest extends CasperReport, AgentFilter {
	reportType: 'outboundAgentSegmentMetadata';
	dialGroupIds: readonly number[];
	campaignIds: readonly number[];
}

export interface DialerResultRequest extends AnyReport {
	reportType: 'dialerResultDownload';
	includeAuxData: boolean;
	includeXferData: boolean;
	includeSpeedToLead: boolean;
	dialedLeadsReportType: DialedLeads;
	systemDisposition: Disposition;
}

export interface GlobalCallTypeRequest extends AnyReport {
	reportType: 'globalCallType' | 'globalCallTypeExcel';
	containGates: boolean;
	containCampaigns: boolean;
	containIvrStudios: boolean;
	containCloudProfiles: boolean;
	containTracNumbers: boolean;
	containAgents: boolean;
	includeNoAnswers: boolean;
}

export type RingCxReportRequest =
	| CallDetailRequest
	| AgentSessionRequest
	| InboundSegmentRequest
	| OutboundSegmentRequest
	| DialerResultRequest
	| GlobalCallTypeRequest;

/** A report by the name under which users choose it. */
export type RingCxReportTypeName = RingCxReportRequest['reportType'];
