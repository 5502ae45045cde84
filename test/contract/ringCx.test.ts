/**
 * Our RingCX code against the exchanges printed in "Call Detail Report", and against the requests of the other
 * reports' documents (engage-voice-api-docs, docs/analytics/reports).
 */
import { fetchFile } from '../../nodes/core/file/fetchFile';
import { ringCxDirectory } from '../../nodes/services/ringCx/directory';
import { RINGCX } from '../../nodes/services/ringCx/hosts';
import { type RingCxReportRequest } from '../../nodes/services/ringCx/reportRequest';
import { ringCxReport } from '../../nodes/services/ringCx/reports';
import { ScriptedHttp, textOf, type ScriptedReply } from '../unit/support/scriptedHttp';

const ADMIN = 'https://ringcx.ringcentral.com/voice/api/v1/admin';

const PRINTED_REQUEST = `{
  "delimiter":"COMMA",
  "reportType":"CASPER_REPORT",
  "reportTypeName":"Cloud_Call_Detail_Download",
  "reportCriteria":{
    "accountIds":[
      "13670001",
      "15300001"
    ],
    "groupBy":"PROFILE",
    "cloudDestinationGroupIds":[

    ],
    "cloudDestinationIds":[

    ],
    "cloudProfileGroupIds":[
      111,
      null
    ],
    "cloudProfileIds":[
      1111,
      2222,
      3333,
      4444
    ],
    "endTimestamp":"2020-05-19 23:59:59",
    "startTimestamp":"2020-04-19 12:00:00",
    "timezoneName":"US/Arizona",
    "criteriaType":"CASPER_CRITERIA",
    "reportName":"Cloud_Call_Detail_Download",
    "returnType":"CSV",
    "schedule":{
      "repeatOption":"ONCE"
    }
  }
}`;

const PRINTED_CSV = `cloud_profile_id,profile_name,uii,ani,dnis,outbound_externid,media_isci,media_network,media_market,media_code,media_format,media_version,media_length,enqueue_time,dequeue_time,queue_time,call_state,is_cellular,dequeue_attempts,call_result,inbound_duration,recording_url,connected_id,connected_name,connected_route,connected_duration,attempt_1_id,attempt_1_name,attempt_1_route,attempt_1_disp,attempt_2_id,attempt_2_name,attempt_2_route,attempt_2_disp
1111,DTE,'202004250912250132110000003150,2312866364,8889918278,,,,,,,,0,4/20/20 6:12 AM,4/20/20 6:12 AM,5,COMPLETE            ,No,2,CONNECTED,24,,4546,DTE,5854987200,19,4546,DTE,5854987282,ANSWER(5),,,,
2222,IT TFN,'202004251035200132150000009531,6317967722,8774489485,,,,,,,,0,4/20/20 7:35 AM,4/20/20 7:35 AM,5,COMPLETE            ,No,2,CONNECTED,53,,4467,IT TFN,5127776541,48,4467,IT TFN,5127776551,ANSWER(4),,,,
3333,DTE,'202004251101260132100000073341,2482069215,8889918238,,,,,,,,0,4/20/20 8:01 AM,4/20/20 8:01 AM,5,COMPLETE            ,No,2,CONNECTED,301,,4546,DTE,5854987200,296,4546,DTE,5854987234,ANSWER(4),,,,
`;

const time = {
	accountId: '13670001',
	timezoneName: 'US/Arizona',
	startTimestamp: '2020-04-19 12:00:00',
	endTimestamp: '2020-05-19 23:59:59',
};
const casper = { delimiter: 'COMMA', returnType: 'CSV' } as const;
const printed: RingCxReportRequest = {
	reportType: 'callDetail',
	...time,
	...casper,
	accountIds: ['13670001', '15300001'],
	groupBy: 'PROFILE',
	selection: { groupIds: [111, null], ids: [1111, 2222, 3333, 4444] },
};

function connect(...script: ScriptedReply[]) {
	const http = new ScriptedHttp(script);
	const connection = { http, baseUrl: RINGCX.baseUrl };
	const directory = ringCxDirectory(connection);
	return {
		http,
		directory,
		report: async (request: RingCxReportRequest) =>
			await ringCxReport(connection, directory, request, 60_000),
	};
}

/** The same text without the blanks between its parts. */
const compact = (text: string) => JSON.stringify(JSON.parse(text));

describe('POST api/v1/admin/accounts/{accountId}/reportsStreaming, Call Detail Report', () => {
	test('the printed request, to the letter', async () => {
		const { http, report } = connect({
			headers: { 'content-type': 'text/csv' },
			body: PRINTED_CSV,
		});
		const { file } = await report(printed);
		await fetchFile(http, file, async ({ bytes }) => await textOf(bytes));
		expect(http.requests).toHaveLength(1);
		expect(http.requests[0]).toMatchObject({
			method: 'POST',
			url: `${ADMIN}/accounts/13670001/reportsStreaming`,
			auth: 'credential',
			headers: { 'Content-Type': 'application/json;charset=UTF-8' },
			body: compact(PRINTED_REQUEST),
		});
	});

	test('the printed file, to the letter', async () => {
		const { http, report } = connect({
			headers: { 'content-type': 'text/csv' },
			body: PRINTED_CSV,
		});
		const { file } = await report(printed);
		expect(await fetchFile(http, file, async ({ bytes }) => await textOf(bytes))).toBe(PRINTED_CSV);
	});
});

describe('Supporting APIs', () => {
	test('GET api/v1/admin/accounts', async () => {
		const { http, directory } = connect({
			body: '[{"accountId":"99990001","accountName":"My Account","mainAccountId":"99990000"}]',
		});
		expect(await directory.accounts()).toEqual([{ accountId: '99990001', name: 'My Account' }]);
		expect(http.requests[0]).toMatchObject({ method: 'GET', url: `${ADMIN}/accounts` });
	});

	test.each(['CLOUD_PROFILE', 'CLOUD_DESTINATION'] as const)(
		'GET api/v1/admin/users, then its inputControls of %s: groupId, children, objId',
		async (product) => {
			const { http, directory } = connect(
				{ body: '[{"userId":1}]' },
				{ body: '[{"groupId":111,"groupName":"G","children":[{"objId":1111,"objectName":"O"}]}]' },
			);
			expect(await directory.groups(['13670001'], product)).toEqual([
				{ id: 111, name: 'G', members: [{ id: 1111, name: 'O' }] },
			]);
			expect(http.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
				`GET ${ADMIN}/users`,
				`GET ${ADMIN}/accounts/13670001/users/1/reports/inputControls?accountIds=13670001&products=${product}`,
			]);
		},
	);
});

describe("the other reports' documented requests", () => {
	const agents = { agentGroupIds: [], agentIds: [] };
	// The documents leave the accounts open; the node always names the one that was chosen.
	const accountIds: string[] = [];
	const bodyOf = async (request: RingCxReportRequest) =>
		(await connect().report(request)).file.post?.body;

	test('Agent Session Report', async () => {
		const body = await bodyOf({
			reportType: 'agentSession',
			...time,
			...casper,
			...agents,
			accountIds,
			startTimestamp: '2020-08-01 00:00:00',
			endTimestamp: '2020-08-26 23:59:00',
			timezoneName: 'US/Eastern',
		});
		expect(body).toBe(
			compact(
				'{"reportId":null,"destination":null,"delimiter":"COMMA","reportType":"CASPER_REPORT","cciReport":true,"reportTypeName":"Agent_Session_Report_Raw","reportCriteria":{"rollupAgent":"","agentTeams":[],"secureAgentGroupIds":"","agentGroupIds":[],"secureAgentIds":"","agentIds":[],"endTimestamp":"2020-08-26 23:59:00","startTimestamp":"2020-08-01 00:00:00","timezoneName":"US/Eastern","criteriaType":"CASPER_CRITERIA","reportName":"Agent_Session_Report_Raw","returnType":"CSV","schedule":{"repeatOption":"ONCE"},"accountIds":[]}}',
			),
		);
	});

	test('Agent Segment Metadata Report, inbound', async () => {
		const body = await bodyOf({
			reportType: 'inboundAgentSegmentMetadata',
			...time,
			...casper,
			...agents,
			accountIds,
			gateGroupIds: [],
			gateIds: [],
			startTimestamp: '2020-08-01 00:00:00',
			endTimestamp: '2020-08-26 23:59:00',
		});
		expect(body).toBe(
			compact(
				'{"reportId":null,"destination":null,"delimiter":"COMMA","reportType":"CASPER_REPORT","cciReport":true,"reportTypeName":"Inbound_Agent_Segment_Metadata_Report","reportCriteria":{"secureGateGroupIds":"","gateGroupIds":[],"secureGateIds":"","gateIds":[],"secureAgentGroupIds":"","agentGroupIds":[],"secureAgentIds":"","agentIds":[],"endUiiTableKey":"","startUiiTableKey":"","endTimestamp":"2020-08-26 23:59:00","startTimestamp":"2020-08-01 00:00:00","timezoneName":"US/Arizona","criteriaType":"CASPER_CRITERIA","reportName":"Inbound_Agent_Segment_Metadata_Report","returnType":"CSV","schedule":{"repeatOption":"ONCE"},"accountIds":[]}}',
			),
		);
	});

	test('Agent Segment Metadata Report, outbound', async () => {
		const body = await bodyOf({
			reportType: 'outboundAgentSegmentMetadata',
			...time,
			...casper,
			...agents,
			accountIds,
			dialGroupIds: [],
			campaignIds: [],
			startTimestamp: '2020-08-21 00:00:00',
			endTimestamp: '2020-08-28 23:59:00',
		});
		expect(body).toBe(
			compact(
				'{"reportId":null,"destination":null,"delimiter":"COMMA","reportType":"CASPER_REPORT","cciReport":true,"reportTypeName":"Outbound_Agent_Segment_Metadata_Report","reportCriteria":{"secureDialGroupIds":"","dialGroupIds":[],"secureCampaignIds":"","campaignIds":[],"secureAgentGroupIds":"","agentGroupIds":[],"secureAgentIds":"","agentIds":[],"endUiiTableKey":"","startUiiTableKey":"","endTimestamp":"2020-08-28 23:59:00","startTimestamp":"2020-08-21 00:00:00","timezoneName":"US/Arizona","criteriaType":"CASPER_CRITERIA","reportName":"Outbound_Agent_Segment_Metadata_Report","returnType":"CSV","schedule":{"repeatOption":"ONCE"},"accountIds":[]}}',
			),
		);
	});

	test('Dialer Result Download, with the optional end and without the slip in a name', async () => {
		const body = await bodyOf({
			reportType: 'dialerResultDownload',
			...time,
			startTimestamp: '2020-04-22 00:00:00',
			endTimestamp: '2020-04-22 23:59:59',
			timezoneName: 'US/Eastern',
			includeAuxData: true,
			includeXferData: true,
			includeSpeedToLead: true,
			dialedLeadsReportType: 'ALL_LEADS',
			systemDisposition: 'ALL',
		});
		expect(JSON.parse(body ?? '')).toEqual({
			reportType: 'DIALER_RESULT_DOWNLOAD',
			reportCriteria: {
				criteriaType: 'DIALER_RESULT_DOWNLOAD_CRITERIA',
				startDate: '2020-04-22T00:00:00.000-0400',
				endDate: '2020-04-22T23:59:59.000-0400',
				includeAuxData: true,
				includeXferData: true,
				includeSpeedToLead: true,
				dialedLeadsReportType: 'ALL_LEADS',
				systemDisposition: 'ALL',
				schedule: { repeatOption: 'ONCE', scheduleTimezoneName: 'US/Eastern' },
			},
		});
	});

	test('Global Call Type Detail, with the optional end', async () => {
		const body = await bodyOf({
			reportType: 'globalCallType',
			...time,
			timezoneName: 'UTC',
			startTimestamp: '2020-04-22 00:00:00',
			endTimestamp: '2020-04-22 23:59:59',
			containGates: true,
			containCampaigns: true,
			containIvrStudios: true,
			containCloudProfiles: true,
			containTracNumbers: true,
			containAgents: true,
			includeNoAnswers: false,
		});
		expect(body).toBe(
			compact(
				'{"reportType":"GLOBAL_CALL_TYPE_DELIMITED","reportCriteria":{"criteriaType":"GLOBAL_CALL_TYPE_CRITERIA","startDate":"2020-04-22T00:00:00.000+0000","endDate":"2020-04-22T23:59:59.000+0000","containGates":true,"containCampaigns":true,"containIvrStudios":true,"containCloudProfiles":true,"containTracNumbers":true,"containAgents":true,"includeNoAnswers":false}}',
			),
		);
	});
});

test('the documented 401 in plain text', async () => {
	const { directory } = connect({
		status: 401,
		headers: { 'content-type': 'text/plain' },
		body: 'JWT is expired.',
	});
	await expect(directory.accounts()).rejects.toMatchObject({
		message: 'RingCX did not accept the login',
		details: { status: 401, description: expect.stringContaining('expired') },
	});
});
