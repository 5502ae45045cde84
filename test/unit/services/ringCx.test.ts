import { fetchFile } from '../../../nodes/core/file/fetchFile';
import { completeSelection } from '../../../nodes/services/ringCx/cloudSelection';
import { ringCxDirectory, type CloudGroup } from '../../../nodes/services/ringCx/directory';
import { ringCxError } from '../../../nodes/services/ringCx/errors';
import {
	type AgentSessionRequest,
	type CallDetailRequest,
	type RingCxReportRequest,
} from '../../../nodes/services/ringCx/reportRequest';
import { ringCxReport } from '../../../nodes/services/ringCx/reports';
import { rotatingLogin } from '../../../nodes/services/ringCx/rotatingLogin';
import { ServiceError, type ServiceErrorDetails } from '../../../nodes/core/errors';
import { type HttpPort } from '../../../nodes/core/http/httpPort';
import { FakeClock } from '../support/fakeClock';
import { ScriptedHttp, textOf, type ScriptedReply } from '../support/scriptedHttp';

const BASE = 'https://ringcx.ringcentral.com';
const ADMIN = `${BASE}/voice/api/v1/admin`;
const TIMEOUT = 1_800_000;

const json = (body: unknown, status = 200): ScriptedReply => ({
	status,
	body: JSON.stringify(body),
});

function connect(...script: ScriptedReply[]) {
	const http = new ScriptedHttp(script);
	const connection = { http, baseUrl: BASE };
	return { http, connection, directory: ringCxDirectory(connection) };
}

const november = {
	accountId: '13670001',
	timezoneName: 'America/Phoenix',
	startTimestamp: '2026-11-01 00:00:00',
	endTimestamp: '2026-11-30 23:59:59',
};
const casper = {
	...november,
	accountIds: ['13670001'],
	delimiter: 'COMMA',
	returnType: 'CSV',
} as const;
const callDetail: CallDetailRequest = {
	reportType: 'callDetail',
	...casper,
	groupBy: 'PROFILE',
	selection: { groupIds: [111], ids: [1111] },
};
const agents = { agentGroupIds: [], agentIds: [] };
const agentSession: AgentSessionRequest = { reportType: 'agentSession', ...casper, ...agents };

/** What a request is sent as. */
async function bodyOf(request: RingCxReportRequest, ...script: ScriptedReply[]) {
	const { connection, directory } = connect(...script);
	const { file } = await ringCxReport(connection, directory, request, TIMEOUT);
	return JSON.parse(file.post?.body ?? '') as {
		reportType: string;
		reportCriteria: Record<string, unknown>;
	};
}

describe('a report', () => {
	test('is a POST whose answer is the file, and is known by what was asked', async () => {
		const { connection, directory, http } = connect({ body: 'a,b\n1,2\n' });
		const { report, file } = await ringCxReport(connection, directory, callDetail, TIMEOUT);
		expect(report).toEqual({
			service: 'RingCX',
			reportType: 'callDetail',
			reportId: expect.stringMatching(/^callDetail-13670001-[0-9a-f]{12}$/),
			accountId: '13670001',
			status: 'pending',
			startDate: '2026-11-01 00:00:00',
			endDate: '2026-11-30 23:59:59',
		});
		expect(await fetchFile(http, file, async ({ bytes }) => await textOf(bytes))).toBe(
			'a,b\n1,2\n',
		);
		expect(http.requests).toEqual([
			{
				method: 'POST',
				url: `${ADMIN}/accounts/13670001/reportsStreaming`,
				auth: 'credential',
				accept: '*/*',
				headers: { 'Content-Type': 'application/json;charset=UTF-8' },
				body: expect.any(String),
				repeat: 'always',
				isFile: true,
				timeoutMs: TIMEOUT,
			},
		]);
	});

	test('has the same ID when the same is asked, and another when anything differs', async () => {
		const idOf = async (request: RingCxReportRequest) => {
			const { connection, directory } = connect();
			return (await ringCxReport(connection, directory, request, TIMEOUT)).report.reportId;
		};
		const id = await idOf(callDetail);
		expect(await idOf({ ...callDetail })).toBe(id);
		expect(await idOf({ ...callDetail, endTimestamp: '2026-11-29 23:59:59' })).not.toBe(id);
		expect(await idOf({ ...callDetail, accountIds: ['15300001'] })).not.toBe(id);
	});

	test('that is sent on is fetched from there with a GET, without the login and the criteria', async () => {
		const { connection, directory, http } = connect(
			{ status: 307, headers: { location: 'https://files.example.com/a.csv?sig=1' } },
			{ body: 'a,b\n' },
		);
		const { file } = await ringCxReport(connection, directory, callDetail, TIMEOUT);
		await fetchFile(http, file, async ({ bytes }) => await textOf(bytes));
		expect(http.requests[1]).toMatchObject({ method: 'GET', auth: 'none' });
		expect(http.requests[1]?.body).toBeUndefined();
	});

	test('only with a header is a report', async () => {
		const { connection, directory, http } = connect({
			status: 201,
			body: 'cloud_profile_id,ani\n',
		});
		const { file } = await ringCxReport(connection, directory, callDetail, TIMEOUT);
		expect(await fetchFile(http, file, async ({ kind }) => kind)).toBe('text');
	});

	test.each<[string, ScriptedReply, RegExp]>([
		['a login page', { body: '<!doctype html><html></html>' }, /a web page instead of the report/],
		['nothing', { body: '' }, /an empty file instead/],
		['an error with status 200', json({ generalMessage: 'Nope' }), /RingCX says: Nope/],
	])('%s is none', async (_, reply, message) => {
		const { connection, directory, http } = connect(reply);
		const { file } = await ringCxReport(connection, directory, callDetail, TIMEOUT);
		await expect(fetchFile(http, file, async () => true)).rejects.toThrow(message);
	});

	test('nothing comes with advice that can be followed: there is no status to get', async () => {
		const { connection, directory, http } = connect({ body: '' });
		const { file } = await ringCxReport(connection, directory, callDetail, TIMEOUT);
		await expect(fetchFile(http, file, async () => true)).rejects.toMatchObject({
			details: { description: 'Nothing was saved. Run the workflow again later.' },
		});
	});

	test.each<[string, RingCxReportRequest, string]>([
		['JSON of call types', { ...november, ...CALL_TYPES('globalCallType') }, '[{"uii":"1"}]'],
		[
			'XML where it was asked for',
			{ ...callDetail, returnType: 'XML' },
			'<?xml version="1.0"?><a/>',
		],
		['HTML where it was asked for', { ...callDetail, delimiter: 'HTML' }, '<html><table></table>'],
	])('%s is one', async (_, request, body) => {
		const { connection, directory, http } = connect({ body });
		const { file } = await ringCxReport(connection, directory, request, TIMEOUT);
		expect(await fetchFile(http, file, async ({ bytes }) => await textOf(bytes))).toBe(body);
	});

	test.each(['../x', '', 'a b', '1?x=1'])(
		'of the account "%s" is not asked for',
		async (accountId) => {
			const { connection, directory, http } = connect();
			await expect(
				ringCxReport(connection, directory, { ...callDetail, accountId }, TIMEOUT),
			).rejects.toThrow('is not the ID of a RingCX account');
			expect(http.requests).toEqual([]);
		},
	);
});

function CALL_TYPES(reportType: 'globalCallType' | 'globalCallTypeExcel') {
	return {
		reportType,
		containGates: true,
		containCampaigns: true,
		containIvrStudios: false,
		containCloudProfiles: true,
		containTracNumbers: true,
		containAgents: true,
		includeNoAnswers: false,
	};
}

describe('the body', () => {
	test('by destination names no profiles', async () => {
		const { reportCriteria } = await bodyOf({
			...callDetail,
			groupBy: 'DESTINATION',
			selection: { groupIds: [211, null], ids: [4546] },
		});
		expect(reportCriteria).toMatchObject({
			groupBy: 'DESTINATION',
			cloudDestinationGroupIds: [211, null],
			cloudDestinationIds: [4546],
			cloudProfileGroupIds: [],
			cloudProfileIds: [],
		});
	});

	test('of the Excel form of call types has its own type', async () => {
		const body = await bodyOf({ ...november, ...CALL_TYPES('globalCallTypeExcel') });
		expect(body.reportType).toBe('GLOBAL_CALL_TYPE_EXCEL');
	});

	test("gives dates with the zone's own offset, summer and winter", async () => {
		const { reportCriteria } = await bodyOf({
			...november,
			...CALL_TYPES('globalCallType'),
			timezoneName: 'US/Pacific',
			startTimestamp: '2026-10-31 12:00:00',
		});
		expect(reportCriteria).toMatchObject({
			startDate: '2026-10-31T12:00:00.000-0700',
			endDate: '2026-11-30T23:59:59.000-0800',
		});
	});
});

const USERS = [{ userId: 7001, children: [{ userId: 7002 }] }];
const TOO_LARGE: ScriptedReply = { body: ' '.repeat(8 * 1024 ** 2 + 1) };

describe('what is left open', () => {
	const groups: CloudGroup[] = [
		{ id: 111, name: 'Main', members: [{ id: 1111 }, { id: 2222 }] },
		{ id: null, name: 'Rest', members: [{ id: 3333 }] },
	];
	const complete = async (groupIds: Array<number | null>, ids: number[], known = groups) => {
		const asked = jest.fn(async () => known);
		const found = await completeSelection({ groupIds, ids }, asked, 'profiles');
		return { ...found, asked: asked.mock.calls.length };
	};

	test('nothing chosen means everything, by name and with null', async () => {
		expect(await complete([], [])).toEqual({
			groupIds: [111, null],
			ids: [1111, 2222, 3333],
			asked: 1,
		});
	});

	test('groups alone mean all that is in them', async () => {
		expect(await complete([null], [])).toMatchObject({ groupIds: [null], ids: [3333] });
	});

	test('members alone bring their groups along', async () => {
		expect(await complete([], [2222])).toMatchObject({ groupIds: [111], ids: [2222] });
	});

	test('a member that is in no list may be in any group', async () => {
		expect(await complete([], [9])).toMatchObject({ groupIds: [111, null], ids: [9] });
	});

	test('nobody is asked when all is said', async () => {
		expect(await complete([5, null], [6])).toEqual({ groupIds: [5, null], ids: [6], asked: 0 });
	});

	test.each<[string, Array<number | null>, number[], string]>([
		['groups', [5], [], 'Only the groups or only the profiles are given'],
		['members', [], [6], 'Only the groups or only the profiles are given'],
		['nothing', [], [], 'The lists of groups and profiles cannot be had'],
	])('when lists are refused, %s alone ask for both by hand', async (_, groupIds, ids, gap) => {
		const refused = new ServiceError('Access denied', { status: 403, description: 'Ask for it.' });
		const complete = completeSelection(
			{ groupIds, ids },
			() => Promise.reject(refused),
			'profiles',
		);
		await expect(complete).rejects.toMatchObject({
			message: 'Access denied',
			details: {
				status: 403,
				description: expect.stringMatching(
					new RegExp(`^Ask for it. ${gap}.*Enter both under 'IDs by Hand': groups and profiles`),
				),
			},
		});
	});

	test('lists that are too large to be read ask for both by hand, and not for fewer reports', async () => {
		const { connection, directory } = connect(json(USERS), TOO_LARGE, TOO_LARGE);
		const request = { ...callDetail, selection: { groupIds: [], ids: [] } };
		await expect(ringCxReport(connection, directory, request, TIMEOUT)).rejects.toMatchObject({
			message: 'The service sent an answer that is too large to be read',
			details: {
				description:
					"The lists of groups and profiles cannot be had. Enter both under 'IDs by Hand': groups and profiles.",
			},
		});
	});

	test.each([
		{ status: 401 },
		{ status: 429, transient: true },
		{ failure: 'temporarily-unavailable' as const, transient: true },
		{ failure: 'credential-invalid' as const },
	])('what is not about the lists is handed on as it is (%p)', async (details) => {
		const failure = new ServiceError('No', details);
		const complete = completeSelection(
			{ groupIds: [5], ids: [] },
			() => Promise.reject(failure),
			'profiles',
		);
		await expect(complete).rejects.toBe(failure);
	});

	test.each<[string, Array<number | null>, number[], CloudGroup[]]>([
		['an account without any', [], [], []],
		['a group that is in no list', [5], [], groups],
		['a member where there are no groups', [], [5], []],
	])('%s asks for IDs by hand', async (_, groupIds, ids, known) => {
		await expect(complete(groupIds, ids, known)).rejects.toMatchObject({
			message: 'RingCX lists no profiles for what is chosen',
			details: { description: expect.stringContaining("'IDs by Hand'") },
		});
	});
});

describe('the directory', () => {
	const CONTROLS = [
		{
			accountId: 13670001,
			groupId: 111,
			groupName: 'Main',
			children: [{ objId: 1111, objectName: 'DTE' }, { objId: 'x' }, null],
		},
		{ groupId: null, groupName: 'Ungrouped', children: [{ objId: '2222', objectName: 'IT' }] },
		{ groupName: 'has no id' },
		'nonsense',
	];

	test('asks for the groups as the document says, as the first user of the tree', async () => {
		const { directory, http } = connect(json(USERS), json(CONTROLS));
		expect(await directory.groups(['13670001'], 'CLOUD_PROFILE')).toEqual([
			{ id: 111, name: 'Main', members: [{ id: 1111, name: 'DTE' }] },
			{ id: null, name: 'Ungrouped', members: [{ id: 2222, name: 'IT' }] },
		]);
		expect(http.requests.map(({ url }) => url)).toEqual([
			`${ADMIN}/users`,
			`${ADMIN}/accounts/13670001/users/7001/reports/inputControls?accountIds=13670001&products=CLOUD_PROFILE`,
		]);
	});

	const DESTINATIONS = [
		{
			cloudGroupId: 211,
			groupName: 'Offices',
			cloudRouteDestinations: [{ cloudDestinationId: 4546, destinationName: 'DTE' }],
		},
	];

	test.each<[string, ScriptedReply[]]>([
		['users may not be listed', [json({}, 403)]],
		['there are no users', [json([])]],
		['the undocumented call is not there', [json(USERS), json({}, 404)]],
		['it fails', [json(USERS), json({}, 500)]],
		['it gives something else', [json(USERS), json({ groups: [] })]],
		['it gives objects of another kind', [json(USERS), json([{ id: 1 }])]],
		['it gives a page', [json(USERS), { body: '<html>' }]],
		['it gives more than can be read', [json(USERS), TOO_LARGE]],
	])('asks for the groups themselves when %s', async (_, script) => {
		const { directory, http } = connect(...script, json(DESTINATIONS));
		expect(await directory.groups(['13670001'], 'CLOUD_DESTINATION')).toEqual([
			{ id: 211, name: 'Offices', members: [{ id: 4546, name: 'DTE' }] },
		]);
		expect(http.requests.at(-1)?.url).toBe(
			`${ADMIN}/accounts/13670001/cloudRouteDestinationGroups/withChildren`,
		);
	});

	test.each([401, 429])('does not ask on after %d', async (status) => {
		const { directory, http } = connect({ status });
		await expect(directory.groups(['1'], 'CLOUD_PROFILE')).rejects.toMatchObject({
			details: { status },
		});
		expect(http.requests).toHaveLength(1);
	});

	test.each<ServiceErrorDetails>([
		{ failure: 'temporarily-unavailable', transient: true },
		{ failure: 'credential-invalid', notTaken: true },
	])('does not ask on without an answer or a login (%p)', async (details) => {
		const failure = new ServiceError('No', details);
		const http = new ScriptedHttp([failure]);
		const directory = ringCxDirectory({ http, baseUrl: BASE });
		await expect(directory.groups(['1'], 'CLOUD_PROFILE')).rejects.toBe(failure);
		expect(http.requests).toHaveLength(1);
	});

	test('of several accounts asks for each once, and puts a group together', async () => {
		const { directory, http } = connect(
			json(USERS),
			json([{ groupId: null, children: [{ objId: 1 }] }]),
			json([{ groupId: null, children: [{ objId: 2 }, { objId: 1 }] }]),
		);
		const groups = () => directory.groups(['1', '2'], 'CLOUD_PROFILE');
		const [first, second] = await Promise.all([groups(), groups()]);
		expect(first).toEqual([{ id: null, members: [{ id: 1 }, { id: 2 }] }]);
		expect(second).toEqual(first);
		expect(http.requests).toHaveLength(3);
	});

	test('lists accounts, whose IDs are text', async () => {
		const { directory } = connect(
			json([
				{ accountId: '0099', accountName: 'Sales' },
				{ accountId: 7 },
				{ accountName: 'no id' },
			]),
		);
		expect(await directory.accounts()).toEqual([
			{ accountId: '0099', name: 'Sales' },
			{ accountId: '7', name: '7' },
		]);
	});
});

describe('a refusal', () => {
	const told = (status: number, body: unknown) =>
		ringCxError({
			status,
			headers: {},
			text: typeof body === 'string' ? body : JSON.stringify(body),
		});

	test('names what RingCX says, field by field', () => {
		const error = told(400, {
			generalMessage: 'The request is not valid.',
			details: 'Not a time stamp.',
			validationErrors: [{ attributeName: 'startTimestamp', message: 'Not a time stamp.' }],
		});
		expect(error.message).toBe(
			'RingCX says: The request is not valid. startTimestamp: Not a time stamp',
		);
	});

	test('with its code', () => {
		const error = told(403, { errorCode: 'access.denied.exception', generalMessage: 'Denied' });
		expect(error).toMatchObject({
			message: 'RingCX says: Denied (code access.denied.exception)',
			details: {
				serviceCode: 'access.denied.exception',
				failure: 'credential-invalid',
				description: expect.stringContaining("'Account'"),
			},
		});
	});

	test.each(['JWT is expired.', 'Jwt is expired'])('of an expired login: %s', (text) => {
		expect(told(401, text)).toMatchObject({
			message: 'RingCX did not accept the login',
			details: { failure: 'credential-invalid', description: expect.stringContaining('expired') },
		});
	});

	test('of an address that is gone tells of the deprecation', () => {
		expect(told(404, '').details.description).toContain('4 May 2026');
		expect(told(410, '').details.description).toContain('4 May 2026');
	});
});

describe('a login that could not be renewed', () => {
	const refused = new ServiceError('No', { failure: 'credential-invalid' });
	const port = (...outcomes: Array<Error | string>) => {
		let sent = 0;
		const http: HttpPort = {
			exchange: async <T>() => {
				const outcome = outcomes[sent++];
				if (outcome instanceof Error) throw outcome;
				return outcome as T;
			},
		};
		const clock = new FakeClock();
		const request = {
			method: 'GET',
			url: BASE,
			auth: 'credential',
			accept: '*/*',
			repeat: 'always',
		} as const;
		const done = rotatingLogin(http, clock).exchange(request, async () => 'unused');
		return { done: clock.run(done), sent: () => sent };
	};

	test.each([1, 2, 3])(
		'is tried again after %d refusals: another process may be storing a new one',
		async (count) => {
			const { done, sent } = port(...Array.from({ length: count }, () => refused), 'answer');
			expect(await done).toBe('answer');
			expect(sent()).toBe(count + 1);
		},
	);

	test('but not for ever', async () => {
		const { done, sent } = port(refused, refused, refused, refused, 'answer');
		await expect(done).rejects.toBe(refused);
		expect(sent()).toBe(4);
	});

	test.each([
		new ServiceError('Refused', { failure: 'credential-invalid', status: 401 }),
		new ServiceError('Offline', { failure: 'temporarily-unavailable' }),
		new Error('anything'),
	])('is not what $message means', async (error) => {
		const { done, sent } = port(error, 'answer');
		await expect(done).rejects.toBe(error);
		expect(sent()).toBe(1);
	});
});

test('reports on agents have their own name in both places', async () => {
	expect(await bodyOf(agentSession)).toMatchObject({
		reportTypeName: 'Agent_Session_Report_Raw',
		reportCriteria: { reportName: 'Agent_Session_Report_Raw' },
	});
});
