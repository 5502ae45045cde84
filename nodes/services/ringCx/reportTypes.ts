import { type RingCxReportTypeName } from './reportRequest';

/** A report that `reportsStreaming` makes, as users see it. */
export interface RingCxReportType {
	value: RingCxReportTypeName;
	name: string;
	description: string;
}

/** The reports of RingCentral's documents (engage-voice-api-docs, docs/analytics/reports). */
export const RINGCX_REPORT_TYPES: readonly RingCxReportType[] = [
	{
		value: 'agentSession',
		name: 'Agent Sessions',
		description:
			'What each agent did while logged in (Agent_Session_Report_Raw). Last 90 days only.',
	},
	{
		value: 'callDetail',
		name: 'Call Details',
		description: 'A record for each cloud-routed call (Cloud_Call_Detail_Download)',
	},
	{
		value: 'dialerResultDownload',
		name: 'Dialer Results',
		description: 'The outcome of each dialed lead (DIALER_RESULT_DOWNLOAD)',
	},
	{
		value: 'globalCallType',
		name: 'Global Call Types',
		description: 'All calls by type, as a JSON file (GLOBAL_CALL_TYPE_DELIMITED)',
	},
	{
		value: 'globalCallTypeExcel',
		name: 'Global Call Types (Excel)',
		description: 'All calls by type, as a workbook (GLOBAL_CALL_TYPE_EXCEL)',
	},
	{
		value: 'inboundAgentSegmentMetadata',
		name: 'Inbound Agent Segments',
		description: 'Each leg of inbound calls (Inbound_Agent_Segment_Metadata_Report)',
	},
	{
		value: 'outboundAgentSegmentMetadata',
		name: 'Outbound Agent Segments',
		description: 'Each leg of outbound calls (Outbound_Agent_Segment_Metadata_Report)',
	},
];

/** What stands between fields (the API's `ReportParams.delimiter`). */
export const DELIMITERS = ['COMMA', 'EXCEL', 'HTML', 'PIPE', 'TAB'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** `CSV`; older documents also have `XML`. */
export const RETURN_TYPES = ['CSV', 'XML'] as const;
export type ReturnType = (typeof RETURN_TYPES)[number];

/** Which leads a dialer report lists (reports/DEPRECATED-dialer-result-download-report). */
export const DIALED_LEADS = ['ALL_LEADS', 'ALL_PASSES', 'LAST_PASSES'] as const;
export type DialedLeads = (typeof DIALED_LEADS)[number];

/** How the dialer judged a call, in the same document. */
export const DISPOSITIONS = [
	'ABANDON',
	'ALL',
	'ANSWER',
	'ANSWER-NOT-PERSON',
	'BUSY',
	'CONGESTION',
	'INTERCEPT',
	'MACHINE',
	'NOANSWER',
] as const;
export type Disposition = (typeof DISPOSITIONS)[number];
