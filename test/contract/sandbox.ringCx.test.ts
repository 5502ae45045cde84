import { startSandbox, type Sandbox } from '../sandbox';
import { bearer, manualClock } from '../sandbox/testing';

const clock = manualClock('2020-06-01T10:00:00Z');
let sandbox: Sandbox;
let admin: string;
let headers: Record<string, string>;

beforeAll(async () => {
	sandbox = await startSandbox({ clock, rows: { ringCx: 40 } });
	admin = `${sandbox.ringCx.baseUrl}/voice/api/v1/admin`;
	headers = {
		Authorization: `bearer ${sandbox.ringCx.accessToken}`,
		'Content-Type': 'application/json;charset=UTF-8',
	};
});
afterEach(() => {
	sandbox.reset();
	clock.reset();
});
afterAll(async () => await sandbox.close());

const PRINTED = `{
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

const post = (body: string, accountId = '13670001') =>
	fetch(`${admin}/accounts/${accountId}/reportsStreaming`, { method: 'POST', headers, body });

/** The printed request with other values in it. */
function request(criteria: object = {}, report: object = {}): string {
	const printed = JSON.parse(PRINTED) as { reportCriteria: object };
	return JSON.stringify({
		...printed,
		...report,
		reportCriteria: { ...printed.reportCriteria, ...criteria },
	});
}

const linesOf = async (body: string) => (await (await post(body)).text()).trimEnd().split('\r\n');

describe('the printed exchange of RingCX', () => {
	const HEADER =
		'cloud_profile_id,profile_name,uii,ani,dnis,outbound_externid,media_isci,media_network,media_market,media_code,media_format,media_version,media_length,enqueue_time,dequeue_time,queue_time,call_state,is_cellular,dequeue_attempts,call_result,inbound_duration,recording_url,connected_id,connected_name,connected_route,connected_duration,attempt_1_id,attempt_1_name,attempt_1_route,attempt_1_disp,attempt_2_id,attempt_2_name,attempt_2_route,attempt_2_disp';
	const ROWS = [
		"1111,DTE,'202004250912250132110000003150,2312866364,8889918278,,,,,,,,0,4/20/20 6:12 AM,4/20/20 6:12 AM,5,COMPLETE            ,No,2,CONNECTED,24,,4546,DTE,5854987200,19,4546,DTE,5854987282,ANSWER(5),,,,",
		"2222,IT TFN,'202004251035200132150000009531,6317967722,8774489485,,,,,,,,0,4/20/20 7:35 AM,4/20/20 7:35 AM,5,COMPLETE            ,No,2,CONNECTED,53,,4467,IT TFN,5127776541,48,4467,IT TFN,5127776551,ANSWER(4),,,,",
		"3333,DTE,'202004251101260132100000073341,2482069215,8889918238,,,,,,,,0,4/20/20 8:01 AM,4/20/20 8:01 AM,5,COMPLETE            ,No,2,CONNECTED,301,,4546,DTE,5854987200,296,4546,DTE,5854987234,ANSWER(4),,,,",
	];

	test('the call detail report', async () => {
		const response = await post(PRINTED);
		expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/csv']);
		const bytes = Buffer.from(await response.arrayBuffer());
		const lines = bytes.toString().trimEnd().split('\r\n');
		expect(lines.slice(0, 4)).toEqual([HEADER, ...ROWS]);
		expect(lines).toHaveLength(1 + 40);
		const expected = await sandbox.ringCx.expectedReport(PRINTED);
		expect(bytes.equals(expected ?? Buffer.alloc(0))).toBe(true);
	});

	test('its other rows have the same form', async () => {
		const form =
			/^\d{4},[^,]+,'\d{30},\d{10},\d{10},{8}0(,\d{1,2}\/\d{1,2}\/20 \d{1,2}:\d\d [AP]M){2},\d,(COMPLETE|ABANDON) {12,13},(No|Yes),2,[A-Z]+,\d+,,(\d{4},[^,]+,\d{10},\d+|,,,),\d{4},[^,]+,\d{10},\w+\(\d\),,,,$/;
		for (const line of (await linesOf(PRINTED)).slice(1)) expect(line).toMatch(form);
	});

	test('it is a POST, whatever the heading says', async () => {
		expect((await fetch(`${admin}/accounts/13670001/reportsStreaming`, { headers })).status).toBe(
			404,
		);
	});
});

describe('what a report covers', () => {
	const profilesOf = (lines: string[]) => [
		...new Set(lines.slice(1).map((line) => line.slice(0, 4))),
	];

	test('only the profiles and accounts that are named', async () => {
		expect(profilesOf(await linesOf(request({ cloudProfileIds: [2222] })))).toEqual(['2222']);
		const oneAccount = profilesOf(await linesOf(request({ accountIds: ['13670001'] })));
		expect(oneAccount.sort()).toEqual(['1111', '3333', '4444']);
		expect(await linesOf(request({ cloudProfileIds: [] }))).toHaveLength(1);
	});

	test('by destination', async () => {
		const lines = await linesOf(
			request({
				groupBy: 'DESTINATION',
				cloudDestinationGroupIds: [null],
				cloudDestinationIds: [4467],
				startTimestamp: '2020-05-01 00:00:00.0000',
			}),
		);
		expect(lines.slice(1).every((line) => line.includes(',4467,IT TFN,'))).toBe(true);
	});

	test.each([
		['PIPE', '|'],
		['TAB', '\t'],
	])('with %s between the fields', async (delimiter, character) => {
		const [header] = await linesOf(request({}, { delimiter }));
		expect(header?.split(character)).toHaveLength(34);
	});

	test('agents, a dialer with quotes everywhere, and call types in JSON', async () => {
		const agents = request({}, { reportTypeName: 'Agent_Session_Report_Raw', cciReport: true });
		expect((await linesOf(agents))[1]).toMatch(/^00\d{5},.+,\d\d\/\d\d\/2020 \d\d:\d\d:\d\d,/);
		const dialer = {
			reportType: 'DIALER_RESULT_DOWNLOAD',
			reportCriteria: {
				criteriaType: 'DIALER_RESULT_DOWNLOAD_CRITERIA',
				startDate: '2020-04-22T00:00:00.000-0000',
			},
		};
		expect((await linesOf(JSON.stringify(dialer)))[1]).toMatch(/^"00\d{6}","\d{10}","[A-Z]+","/);
		const types = {
			reportType: 'GLOBAL_CALL_TYPE_DELIMITED',
			reportCriteria: { criteriaType: 'GLOBAL_CALL_TYPE_CRITERIA' },
		};
		expect(await (await post(JSON.stringify(types))).json()).toHaveLength(40);
	});
});

describe('refusals of RingCX', () => {
	test.each([
		['reportType', request({}, { reportType: 'NONE' })],
		['criteriaType', request({ criteriaType: 'ALL_CALLS_CRITERIA' })],
		['accountIds', request({ accountIds: ['1'] })],
		['accountIds', request({ accountIds: [13670001] })],
		['startTimestamp', request({ startTimestamp: '2020-04-19' })],
		['endTimestamp', request({ endTimestamp: undefined })],
		['groupBy', request({ groupBy: 'AGENT' })],
		['delimiter', request({}, { delimiter: ';' })],
	])('a wrong %s', async (attributeName, body) => {
		const response = await post(body);
		expect(response.status).toBe(400);
		const { validationErrors, ...error } = (await response.json()) as Record<string, unknown>;
		expect(validationErrors).toContainEqual(expect.objectContaining({ attributeName }));
		expect(error).toMatchObject({
			generalMessage: expect.any(String) as unknown,
			requestUri: '/voice/api/v1/admin/accounts/13670001/reportsStreaming',
			timestamp: clock(),
		});
		expect(await sandbox.ringCx.expectedReport(body)).toBeUndefined();
	});

	test('a foreign account', async () => {
		const response = await post(PRINTED, '99990001');
		expect([response.status, await response.json()]).toEqual([
			403,
			expect.objectContaining({ errorCode: 'access.denied.exception' }),
		]);
	});
});

describe('what the fields of a report are filled from', () => {
	const read = async (path: string) =>
		(await (await fetch(admin + path, { headers })).json()) as Array<Record<string, unknown>>;

	test('accounts', async () => {
		expect((await read('/accounts'))[0]).toMatchObject({
			accountId: '13670001',
			mainAccountId: '13670000',
		});
	});

	test('users, as a tree or flat', async () => {
		expect((await read('/users')).map(({ userId }) => userId)).toEqual([7001]);
		expect((await read('/users?flatten=true')).map(({ userId }) => userId)).toEqual(
			sandbox.ringCx.userIds,
		);
		expect(await read('/users?flatten=true&activeOnly=true')).toHaveLength(3);
	});

	test('profiles and destinations, with the group that has no id', async () => {
		const controls = '/accounts/13670001/users/7001/reports/inputControls?accountIds=13670001';
		const profiles = await read(`${controls}&products=CLOUD_PROFILE`);
		expect(profiles.map(({ groupId }) => groupId)).toEqual([111, null]);
		expect(profiles[0]).toMatchObject({
			accountId: 13670001,
			product: 'CLOUD_PROFILE',
			children: [{ objId: 1111, objectName: 'DTE', groupId: 111 }],
		});
		const destinations = await read(`${controls},15300001&products=CLOUD_DESTINATION`);
		expect(destinations.map(({ children }) => (children as unknown[]).length)).toEqual([1, 1]);
		const unknown = `${admin}${controls.replace('7001', '1')}`;
		expect((await fetch(unknown, { headers })).status).toBe(404);
	});

	test('groups with children, where the id has another name', async () => {
		const [profile] = await read('/accounts/13670001/cloudRouteProfileGroups/withChildren');
		expect(profile).toMatchObject({
			cloudGroupId: 111,
			cloudRouteProfiles: [{ cloudProfileId: 1111, profileName: 'DTE', groupId: 111 }, {}],
		});
		const [destination] = await read('/accounts/13670001/cloudRouteDestinationGroups/withChildren');
		expect(destination).toMatchObject({ cloudGroupId: 211, cloudRouteProfiles: [] });
	});

	test('need a login', async () => {
		const response = await fetch(`${admin}/accounts`, { headers: bearer('wrong') });
		expect(response.status).toBe(401);
	});
});
