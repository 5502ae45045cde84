import fc from 'fast-check';
import { InputError, type ServiceError } from '../../../nodes/core/errors';
import { fetchFile } from '../../../nodes/core/file/fetchFile';
import { requestReport } from '../../../nodes/core/job/requestReport';
import { type Report } from '../../../nodes/core/report';
import { evoVoiceAccounts } from '../../../nodes/services/evoVoice/accounts';
import { evoVoiceReports } from '../../../nodes/services/evoVoice/reports';
import {
	createPath,
	readDetails,
	REPORT_TYPES,
} from '../../../nodes/services/evoVoice/reportTypes';
import { ScriptedHttp, type ScriptedReply } from '../support/scriptedHttp';

const BASE = 'https://evovoice.io';
const ID = '6f1d0c2b7a8e4f3d';
const OTHER = '77777777777777aa';
const known: Report = {
	service: 'Evo Voice',
	reportId: ID,
	accountId: 'acct-1',
	status: 'pending',
};
const request = {
	reportType: 'billing',
	accountId: 'acct-1',
	startDate: '2026-06-01',
	endDate: '2026-06-30',
	details: {},
};

const json = (body: unknown, status = 200): ScriptedReply => ({
	status,
	body: JSON.stringify(body),
});
const info = (status: string, more: object = {}) => ({
	id: ID,
	name: 'Billing June',
	status,
	...more,
});
const listed = (...reports: unknown[]) => json({ reports });
const LOGIN_PAGE = '<!DOCTYPE html>\n<html><body><h1>Sign in</h1></body></html>';

const connection = (http: ScriptedHttp) => ({ http, baseUrl: BASE });
function connect(...script: Array<ScriptedReply | Error>) {
	const http = new ScriptedHttp(script);
	return { http, service: evoVoiceReports(connection(http)) };
}

describe('create', () => {
	test('sends what was asked for, and reads the report', async () => {
		const { http, service } = connect(
			json(info('Queued', { dateCreated: '2026-07-01T08:00:00Z' })),
		);
		const report = await service.create({
			...request,
			emailAddressToNotify: 'me@example.com',
			details: { includeCustomerIds: true },
		});
		expect(report).toEqual({
			service: 'Evo Voice',
			reportType: 'billing',
			reportId: ID,
			accountId: 'acct-1',
			name: 'Billing June',
			status: 'pending',
			serviceStatus: 'Queued',
			startDate: '2026-06-01',
			endDate: '2026-06-30',
			createdAt: '2026-07-01T08:00:00Z',
			raw: expect.objectContaining({ id: ID }),
		});
		expect(http.requests).toEqual([
			{
				method: 'POST',
				url: `${BASE}/reports/billing`,
				auth: 'credential',
				accept: 'application/json',
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify({
					startDate: '2026-06-01',
					endDate: '2026-06-30',
					accountId: 'acct-1',
					emailAddressToNotify: 'me@example.com',
					includeCustomerIds: true,
				}),
				repeat: 'ifRefused',
			},
		]);
	});

	test('has a route for each type, and one of its own for endpoints', () => {
		const paths = REPORT_TYPES.map(({ value }) => createPath(value));
		expect(paths).toHaveLength(11);
		expect(createPath('endpoints')).toBe('/json/reply/EndpointsReport');
		expect(createPath('sync-phone-numbers')).toBe('/reports/sync-phone-numbers');
		expect(createPath('something-new')).toBe('/reports/something-new');
	});

	test.each(['', '../x', 'Billing', 'a/b', 'a?b', 'x.xlsx'])(
		'%p is no report type',
		(reportType) => {
			expect(() => createPath(reportType)).toThrow(InputError);
		},
	);

	test('may be given an id that is a number, and keeps it as text', async () => {
		const { service } = connect(json({ id: 12345, status: 'Queued' }));
		expect((await service.create(request)).reportId).toBe('12345');
	});

	test.each([
		['no body', { status: 200 }],
		['no id', json({ name: 'Billing' })],
	])('says so when there is %s', async (_, reply) => {
		await expect(connect(reply).service.create(request)).rejects.toThrow('did not tell its ID');
	});
});

describe('the details of a request', () => {
	const all = {
		customerId: ' c-1 ',
		endpointId: 'e-1',
		flowId: 7,
		includeArchivedSessions: true,
		includeCustomerIds: true,
		metricName: 'handled',
		specificState: 'Answered',
		syncDocumoNumbers: true,
		timeZoneId: 'Central Standard Time',
		types: ['User', 'Fax'],
		somethingElse: 'x',
	};

	test.each([
		['billing', ['includeCustomerIds']],
		['agent-state', ['timeZoneId']],
		['metric', ['metricName', 'timeZoneId', 'customerId']],
		['call-outcome', ['specificState']],
		['endpoints', ['types']],
		['sync-phone-numbers', ['syncDocumoNumbers']],
	])('of type %s hold %j', (reportType, names) => {
		const details = readDetails(reportType, all);
		expect(Object.keys(details)).toEqual(expect.arrayContaining(names));
		const own = ['includeCustomerIds', 'metricName', 'specificState', 'syncDocumoNumbers', 'types'];
		const foreign = own.filter((name) => !names.includes(name));
		for (const name of foreign) expect(details).not.toHaveProperty(name);
		expect(details).not.toHaveProperty('somethingElse');
	});

	test('of billing and agent-state hold nothing that these are known not to take', () => {
		expect(readDetails('billing', all)).toEqual({ includeCustomerIds: true });
		expect(readDetails('agent-state', all)).toEqual({ timeZoneId: 'Central Standard Time' });
	});

	test('of a type that nobody knows yet hold all', () => {
		expect(readDetails('something-new', all)).toEqual({
			customerId: 'c-1',
			endpointId: 'e-1',
			flowId: '7',
			includeArchivedSessions: true,
			includeCustomerIds: true,
			metricName: 'handled',
			specificState: 'Answered',
			syncDocumoNumbers: true,
			timeZoneId: 'Central Standard Time',
			types: ['User', 'Fax'],
		});
	});

	test('leave out what is empty, and take types with commas between them', () => {
		const values = { types: 'User, Fax,', customerId: ' ', includeArchivedSessions: false };
		expect(readDetails('endpoints', values)).toEqual({ types: ['User', 'Fax'] });
		expect(readDetails('endpoints', { types: [] })).toEqual({});
		expect(() => readDetails('endpoints', { types: [{}] })).toThrow(InputError);
	});
});

describe('the status', () => {
	test.each([
		['Queued', 'pending'],
		['Running', 'pending'],
		['Completed', 'completed'],
		['Error', 'failed'],
		['Paused', 'pending'],
	])('%s means %s', async (word, status) => {
		const { http, service } = connect(
			listed({ id: OTHER, status: 'Completed' }, 'odd', {}, info(word, { statusMessage: 'Why' })),
		);
		expect(await service.get({ ...known, reportType: 'cdr' })).toMatchObject({
			status,
			serviceStatus: word,
			message: 'Why',
			reportType: 'cdr',
		});
		expect(http.requests[0]).toMatchObject({
			method: 'GET',
			url: `${BASE}/reports?accountId=acct-1`,
			accept: 'application/json',
			repeat: 'always',
		});
	});

	test('is looked for in all reports when no account is given', async () => {
		const { http, service } = connect(listed(info('Completed')));
		await service.get({ ...known, accountId: undefined });
		expect(http.requests[0]?.url).toBe(`${BASE}/reports`);
	});

	test.each([
		['another report', listed({ id: OTHER, status: 'Completed' })],
		['nothing', listed()],
		['no list at all', json({})],
	])('of a report is not told when the list holds %s', async (_, reply) => {
		await expect(connect(reply).service.get(known)).rejects.toMatchObject({
			message: `Evo Voice lists no report with the ID ${ID}`,
			details: { description: expect.stringContaining("credential's own user") },
		});
	});

	test.each(['a/b', '..', 'a?b', 'a b', 'x.xlsx', ''])(
		'refuses the id %p before any request',
		async (reportId) => {
			const { http, service } = connect(listed());
			await expect(service.get({ ...known, reportId })).rejects.toBeInstanceOf(InputError);
			await expect(service.file({ ...known, reportId })).rejects.toBeInstanceOf(InputError);
			await expect(service.remove?.({ ...known, reportId })).rejects.toBeInstanceOf(InputError);
			expect(http.requests).toHaveLength(0);
		},
	);

	test('no account ID changes the address', async () => {
		await fc.assert(
			fc.asyncProperty(fc.string({ minLength: 1 }), async (accountId) => {
				const { http, service } = connect(listed());
				await service.list({ accountId });
				const url = new URL(http.requests[0]?.url ?? '');
				expect([url.origin, url.pathname]).toEqual([BASE, '/reports']);
				expect([...url.searchParams]).toEqual([['accountId', accountId]]);
			}),
		);
	});
});

describe('looking at many', () => {
	test('costs one request for each account, whatever the number of reports', async () => {
		const { http, service } = connect(
			listed(info('Completed'), { id: OTHER, status: 'Error', statusMessage: 'No data' }),
			listed({ id: 'third', status: 'Running' }),
		);
		const found = await service.getMany([
			known,
			{ ...known, reportId: OTHER },
			{ ...known, reportId: 'third', accountId: 'acct-2' },
		]);
		expect(found).toMatchObject([
			{ status: 'completed' },
			{ status: 'failed' },
			{ status: 'pending' },
		]);
		expect(http.requests.map(({ url }) => url)).toEqual([
			`${BASE}/reports?accountId=acct-1`,
			`${BASE}/reports?accountId=acct-2`,
		]);
	});

	test('an account whose list cannot be had is no failure of the other accounts', async () => {
		const { service } = connect(json({}, 403), listed(info('Completed')));
		const [failed, fine] = await service.getMany([
			{ ...known, reportId: OTHER, accountId: 'acct-2' },
			known,
		]);
		expect(failed).toBeInstanceOf(Error);
		expect(fine).toMatchObject({ reportId: ID, status: 'completed' });
	});

	test('fails for all when there is but one list and it cannot be had', async () => {
		const { service } = connect(json({}, 403));
		await expect(service.getMany([known, { ...known, reportId: OTHER }])).rejects.toMatchObject({
			details: { status: 403 },
		});
	});

	test('a report that is not listed is waited for, however long the list lags', async () => {
		const rounds = 40;
		const { service } = connect(
			...Array.from({ length: rounds }, () => listed()),
			listed(info('Completed')),
		);
		for (let round = 0; round < rounds; round++) {
			expect(await service.getMany([known])).toEqual([
				{ ...known, message: 'Evo Voice does not list the report yet' },
			]);
		}
		expect(await service.getMany([known])).toMatchObject([{ status: 'completed' }]);
	});
});

describe('the file', () => {
	const workbook: ScriptedReply = {
		headers: { 'content-disposition': `attachment; filename="${ID}.xlsx"` },
		body: [Buffer.from(`PK\x03\x04${'.'.repeat(26)}[Content_Types].xml`, 'latin1')],
	};
	const done: Report = { ...known, status: 'completed' };

	test('of a failed report is refused with its status as one line', async () => {
		const { service } = connect(listed(info(`Error${'\n'.repeat(5_000)}`)));
		await expect(service.file(known)).rejects.toMatchObject({ details: { serviceCode: 'Error' } });
	});

	test('of a report known to be made is fetched at once', async () => {
		const { http, service } = connect(workbook);
		const file = await fetchFile(http, await service.file(done), async (open) => open);
		expect([file.kind, file.fileName]).toEqual(['xlsx', `${ID}.xlsx`]);
		expect(http.requests).toEqual([
			expect.objectContaining({
				url: `${BASE}/reports/${ID}.xlsx`,
				auth: 'credential',
				accept: '*/*',
			}),
		]);
	});

	test('of another is looked for first, which also tells its name', async () => {
		const { service } = connect(listed(info('Completed')));
		expect((await service.file(known)).report).toMatchObject({
			name: 'Billing June',
			status: 'completed',
		});
	});

	test('of a report that is not listed is tried all the same', async () => {
		const { service } = connect(listed());
		expect((await service.file(known)).url).toBe(`${BASE}/reports/${ID}.xlsx`);
	});

	test.each([
		['Running', 'still being made (Running)', 'pending'],
		['X\u001b[2J\nY', 'still being made (X [2J Y)', 'pending'],
		['Error', 'could not make the report', 'failed'],
	])('of a report with status %s is not fetched', async (word, words, reportStatus) => {
		const { http, service } = connect(listed(info(word, { statusMessage: 'No data' })));
		await expect(service.file(known)).rejects.toMatchObject({
			message: expect.stringContaining(words),
			details: { reportStatus, description: expect.stringContaining('It says: No data.') },
		});
		expect(http.requests).toHaveLength(1);
	});

	test('of a report that failed with a stack trace is told with its beginning', async () => {
		const statusMessage = `No data\n${'  at Some.Place()\n'.repeat(3_000)}`;
		const { service } = connect(listed(info('Error', { statusMessage })));
		const error: unknown = await Promise.resolve(service.file(known)).catch(
			(thrown: unknown) => thrown,
		);
		const { description = '' } = (error as ServiceError).details;
		expect(description).toMatch(/^It says: No data at Some\.Place\(\)/);
		expect(description.length).toBeLessThan(500);
	});

	test.each([
		['a login page', { body: LOGIN_PAGE }, 'sent a web page instead of the report'],
		[
			'a failure told with 200',
			json({ responseStatus: { errorCode: 'NotReady', message: 'Not yet' } }),
			'Evo Voice says: Not yet (code NotReady)',
		],
		['404', { status: 404 }, 'does not know what was asked for'],
		['text', { body: 'Customer,Amount\n' }, 'sent a text file instead of the report'],
	])('is not %s', async (_, reply, words) => {
		const { http, service } = connect(reply);
		const fetched = fetchFile(http, await service.file(done), async ({ kind }) => kind);
		await expect(fetched).rejects.toThrow(words);
	});
});

describe('refusals', () => {
	const refused = (status: number, responseStatus: object) => json({ responseStatus }, status);

	test.each([
		[401, 'credential-invalid', 'did not accept the login', 'user name and the password'],
		[
			403,
			'credential-invalid',
			'does not let this login',
			'SystemAdministrator, Manager or Customer',
		],
		[404, undefined, 'does not know', "Check the 'Report' ID"],
		[409, undefined, 'did not accept the request', 'HTTP status 409'],
		[429, 'rate-limited', 'accepts no more requests', 'later or less often'],
		[500, 'temporarily-unavailable', 'could not answer', 'usually passes'],
	])('an empty %d is told in words', async (status, failure, words, advice) => {
		for (const body of ['', LOGIN_PAGE]) {
			await expect(connect({ status, body }).service.get(known)).rejects.toMatchObject({
				message: expect.stringContaining(words),
				details: { status, failure, description: expect.stringContaining(advice) },
			});
		}
	});

	test('the fields that were wrong are named as the node names them', async () => {
		const { service } = connect(
			refused(400, {
				errorCode: 'Validation',
				message: 'Must be a date',
				errors: [
					{ errorCode: 'Date', fieldName: 'StartDate', message: 'Must be a date' },
					{ errorCode: 'NotEmpty', fieldName: 'accountId' },
					{ message: 'And so on' },
				],
				stackTrace: 'at Secret.Place()',
			}),
		);
		await expect(service.create(request)).rejects.toMatchObject({
			message:
				"Evo Voice says: 'Start Date': Must be a date; 'Account': NotEmpty; And so on (code Validation)",
			details: { serviceCode: 'Validation', description: expect.not.stringContaining('Secret') },
		});
	});

	test('a failure told with 200 is one', async () => {
		const { service } = connect(refused(200, { errorCode: 'Forbidden', message: 'No' }));
		await expect(service.list({})).rejects.toThrow('Evo Voice says: No (code Forbidden)');
	});

	test('a responseStatus without a code is none', async () => {
		const { service } = connect(json({ reports: [info('Completed')], responseStatus: {} }));
		expect(await service.list({})).toHaveLength(1);
	});

	test.each([301, 302, 303, 307, 308])(
		'a redirect (%d) is the way to the login page',
		async (status) => {
			const { http, service } = connect({ status, headers: { location: '/login' } });
			await expect(service.list({})).rejects.toMatchObject({
				details: {
					failure: 'credential-invalid',
					description: expect.stringContaining('login page'),
				},
			});
			expect(http.requests).toHaveLength(1);
		},
	);

	test.each<[string, ScriptedReply]>([
		['a redirect', { status: 302, headers: { location: '/login' } }],
		['a page', { body: LOGIN_PAGE }],
	])(
		'the login page (%s) in place of a new report is told as such, but the report may exist',
		async (_, reply) => {
			const made = requestReport(async () => await connect(reply).service.create(request));
			const error: unknown = await made.catch((thrown: unknown) => thrown);
			expect(error).toMatchObject({
				details: {
					failure: 'credential-invalid',
					description: expect.stringMatching(
						/^The report may be under way all the same.* This usually is its login page/,
					),
					mayExist: true,
				},
			});
		},
	);

	test('a page in place of JSON is the login page, other text is not', async () => {
		await expect(connect({ body: LOGIN_PAGE }).service.list({})).rejects.toMatchObject({
			details: { failure: 'credential-invalid' },
		});
		await expect(connect({ body: 'OK' }).service.list({})).rejects.toThrow('not JSON');
	});
});

describe('the accounts of the login', () => {
	const accounts = (status: unknown) =>
		evoVoiceAccounts(connection(new ScriptedHttp([json(status)])));

	test('have names, as far as there are any', async () => {
		expect(
			await accounts({
				isAuthenticated: true,
				accountIds: ['a-1', '', 3, 'a-4'],
				accountNames: ['Acme', 'Nobody', null],
			}),
		).toEqual([
			{ accountId: 'a-1', name: 'Acme' },
			{ accountId: '3', name: '3' },
			{ accountId: 'a-4', name: 'a-4' },
		]);
		expect(await accounts({ isAuthenticated: true })).toEqual([]);
	});

	test.each([{}, { isAuthenticated: false, accountIds: ['a'] }, { isAuthenticated: 'true' }])(
		'are not told to %j, although it comes with 200',
		async (status) => {
			await expect(accounts(status)).rejects.toMatchObject({
				message: 'Evo Voice did not accept the login',
				details: { failure: 'credential-invalid' },
			});
		},
	);
});

test.each([{ status: 204 }, { status: 200 }])('delete takes %j', async (reply) => {
	const { http, service } = connect(reply);
	await service.remove?.(known);
	expect(http.requests[0]).toMatchObject({ method: 'DELETE', url: `${BASE}/reports/${ID}` });
});
