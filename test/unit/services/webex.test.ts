import fc from 'fast-check';
import { InputError } from '../../../nodes/core/errors';
import { fetchFile, fetchReportFile } from '../../../nodes/core/file/fetchFile';
import { type Report } from '../../../nodes/core/report';
import { webexBillingReports } from '../../../nodes/services/webex/billingReports';
import { billingPeriod, daysOf } from '../../../nodes/services/webex/billingPeriod';
import { ScriptedHttp, textOf, type ScriptedReply } from '../support/scriptedHttp';

const BASE = 'https://webexapis.com/v1';
const REPORTS = `${BASE}/broadworks/billing/reports`;
const ID = 'Y2lzY29zcGFyazovL3VzL0JJTExJTkdfUkVQT1JULzAx';
const OTHER = 'Y2lzY29zcGFyazovL3VzL0JJTExJTkdfUkVQT1JULzAy';
const LINK = 'https://files.example.com/a/b.csv?Expires=1&Signature=x~y-z__&Key-Pair-Id=K';
const known: Report = { service: 'Webex BroadWorks', reportId: ID, status: 'pending' };

const json = (body: unknown, status = 200): ScriptedReply => ({
	status,
	body: JSON.stringify(body),
});
const row = (status: string, more: object = {}) =>
	json({ id: ID, billingPeriod: '2026-02', status, ...more });
const completed = (tempDownloadURL: unknown = LINK) => row('COMPLETED', { tempDownloadURL });

function connect(...script: Array<ScriptedReply | Error>) {
	const http = new ScriptedHttp(script);
	return { http, service: webexBillingReports({ http, baseUrl: BASE }) };
}

describe('create', () => {
	test.each([200, 201, 202])(
		'with status %d gives the id and the days of the month',
		async (status) => {
			const { http, service } = connect(json({ id: ID }, status));
			expect(await service.create({ billingPeriod: '2026-02' })).toEqual({
				service: 'Webex BroadWorks',
				reportType: 'billing',
				reportId: ID,
				status: 'pending',
				startDate: '2026-02-01',
				endDate: '2026-02-28',
				raw: { id: ID },
			});
			expect(http.requests).toEqual([
				{
					method: 'POST',
					url: REPORTS,
					auth: 'credential',
					accept: 'application/json',
					headers: { 'Content-Type': 'application/json' },
					body: '{"billingPeriod":"2026-02"}',
					repeat: 'ifRefused',
				},
			]);
		},
	);

	test('takes an id without the quotation marks around it', async () => {
		const { service } = connect(json({ id: `"${ID}"` }));
		expect((await service.create({ billingPeriod: '2026-02' })).reportId).toBe(ID);
	});

	test.each([
		['no body', { status: 202 }],
		['no id', json({})],
		['an empty id', json({ id: '""' })],
	])('says that the report cannot be followed when there is %s', async (_, reply) => {
		await expect(connect(reply).service.create({ billingPeriod: '2026-02' })).rejects.toThrow(
			'accepted the report but did not tell its ID',
		);
	});
});

describe('the billing period', () => {
	test.each(['2026-13', '2026-00', '2026-1', '26-01', '2026-01-01', 'January', '2026/01'])(
		'%s is no month',
		(text) => expect(() => billingPeriod(text)).toThrow(InputError),
	);

	test('covers whole months, leap days too', () => {
		expect(daysOf('2024-02')).toEqual({ startDate: '2024-02-01', endDate: '2024-02-29' });
		expect(daysOf('2026-12')).toEqual({ startDate: '2026-12-01', endDate: '2026-12-31' });
		expect(daysOf('soon')).toEqual({});
		expect(daysOf(undefined)).toEqual({});
	});
});

describe('the status', () => {
	test.each([
		['IN_PROGRESS', 'pending'],
		['COMPLETED', 'completed'],
		['FAILED', 'failed'],
		['QUEUED', 'pending'],
	])('%s means %s', async (word, status) => {
		const { http, service } = connect(row(word));
		expect(await service.get(known)).toMatchObject({ status, serviceStatus: word, reportId: ID });
		expect(http.requests[0]).toMatchObject({
			method: 'GET',
			url: `${REPORTS}/${ID}`,
			repeat: 'always',
		});
	});

	test('a failed one tells why, although it comes with 200', async () => {
		const errors = [
			{ code: 2024, description: 'Billing Report not found.' },
			{ code: 7 },
			{},
			'odd',
		];
		const { service } = connect(row('FAILED', { errors }));
		expect((await service.get(known)).message).toBe(
			'Billing Report not found. (code 2024); (code 7)',
		);
	});

	test.each([
		['a list', '[]'],
		['a web page', '<!DOCTYPE html><html></html>'],
		['broken JSON', '{"id": "Y'],
		['nothing', ''],
	])('%s in place of a report is never taken for one', async (_, body) => {
		await expect(connect({ body }).service.get(known)).rejects.toThrow(
			/gave an (answer that was not expected|empty answer)/,
		);
	});

	test('an id of Base64 cannot change the address', async () => {
		const { http, service } = connect(row('COMPLETED'));
		await service.get({ ...known, reportId: 'a/../b+c==' }).catch((error: unknown) => error);
		expect(http.requests).toHaveLength(0);
		await service.get({ ...known, reportId: 'a/b+c==' });
		expect(http.requests[0]?.url).toBe(`${REPORTS}/a%2Fb%2Bc%3D%3D`);
	});

	test('no id whatever leads out of the folder of reports', async () => {
		await fc.assert(
			fc.asyncProperty(fc.string(), async (reportId) => {
				const { http, service } = connect(row('COMPLETED'));
				await service.get({ ...known, reportId }).catch((error: unknown) => error);
				for (const { url } of http.requests) {
					expect(new URL(url).href).toBe(`${REPORTS}/${encodeURIComponent(reportId)}`);
				}
			}),
		);
	});
});

describe('refusals', () => {
	const refused = (status: number, more: Partial<ScriptedReply> = {}): ScriptedReply => ({
		...json(
			{
				message: 'The server said no.',
				errors: [
					{ description: 'The server said no.', errorCode: 4008 },
					{ description: 'Sorry.' },
				],
				trackingId: 'NA_3f1d',
			},
			status,
		),
		...more,
	});

	test.each([
		[400, undefined, "Check 'Billing Period'"],
		[401, 'credential-invalid', '12 hours'],
		[403, 'credential-invalid', 'spark-admin:broadworks_billing_reports_write'],
		[403, 'credential-invalid', 'wholesale'],
		[404, undefined, "Check the 'Report' ID"],
		[423, 'rate-limited', 'Run the workflow again later'],
		[428, undefined, 'HTTP status 428'],
		[429, 'rate-limited', 'Run the workflow again later'],
		[500, 'temporarily-unavailable', 'usually passes'],
	])('%d is told in words', async (status, failure, advice) => {
		await expect(connect(refused(status)).service.get(known)).rejects.toMatchObject({
			message: expect.stringMatching(
				/^Webex BroadWorks says: The server said no\. Sorry\.? \(code 4008\)$/,
			),
			details: { status, failure, description: expect.stringContaining(advice) },
		});
		await expect(connect(refused(status)).service.get(known)).rejects.toMatchObject({
			details: { description: expect.stringContaining('Tracking ID for Webex support: NA_3f1d.') },
		});
	});

	test('the tracking ID may be in the header only, and the body may be empty', async () => {
		const { service } = connect({ status: 403, headers: { trackingid: 'NA_77' } });
		await expect(service.get(known)).rejects.toMatchObject({
			message: 'Webex BroadWorks does not let this login read reports',
			details: { description: expect.stringContaining('NA_77') },
		});
	});

	test.each([429, 423])('%d hands on how long Webex asks to wait', async (status) => {
		const { service } = connect(refused(status, { headers: { 'retry-after': '7' } }));
		await expect(service.get(known)).rejects.toMatchObject({ details: { retryAfterMs: 7_000 } });
	});
});

describe('the list', () => {
	const items = [
		{ id: ID, billingPeriod: '2026-02', status: 'COMPLETED' },
		{ id: OTHER, billingPeriod: '2026-03', status: 'IN_PROGRESS' },
		{ status: 'COMPLETED' },
		'odd',
	];

	test('gives what has an id', async () => {
		const { http, service } = connect(json({ items }));
		expect(await service.list({})).toEqual([
			expect.objectContaining({ reportId: ID, status: 'completed', endDate: '2026-02-28' }),
			expect.objectContaining({ reportId: OTHER, status: 'pending', startDate: '2026-03-01' }),
		]);
		expect(http.requests[0]?.url).toBe(REPORTS);
	});

	test('passes the filters on as they were typed', async () => {
		const { http, service } = connect(json({ items: [] }));
		await service.list({ before: '2020-03', after: '2019-12-01T00:00:00Z', sortBy: 'status' });
		const { searchParams, pathname } = new URL(http.requests[0]?.url ?? '');
		expect(Object.fromEntries(searchParams)).toEqual({
			before: '2020-03',
			after: '2019-12-01T00:00:00Z',
			sortBy: 'status',
		});
		expect(pathname).toBe('/v1/broadworks/billing/reports');
	});

	test('leaves out filters that are empty', async () => {
		const { http, service } = connect(json({ items: [] }));
		await service.list({ before: '', after: undefined });
		expect(http.requests[0]?.url).toBe(REPORTS);
	});

	test('without its entries is no list', async () => {
		await expect(connect(json({})).service.list({})).rejects.toThrow('not expected');
	});
});

describe('looking at many', () => {
	test('costs one request, whatever their number', async () => {
		const items = [
			{ id: ID, status: 'COMPLETED' },
			{ id: OTHER, status: 'IN_PROGRESS' },
		];
		const { http, service } = connect(json({ items }));
		const found = await service.getMany([known, { ...known, reportId: OTHER }]);
		expect(found).toMatchObject([{ status: 'completed' }, { status: 'pending' }]);
		expect(http.requests).toHaveLength(1);
	});

	test('asks why a report failed', async () => {
		const { service } = connect(
			json({ items: [{ id: ID, status: 'FAILED' }] }),
			row('FAILED', { errors: [{ code: 2024, description: 'Not found.' }] }),
		);
		expect((await service.getMany([known]))[0]).toMatchObject({
			status: 'failed',
			message: 'Not found. (code 2024)',
		});
	});

	test('asks for a report that the list leaves out by its id', async () => {
		const { service } = connect(json({ items: [] }), row('COMPLETED'));
		expect((await service.getMany([known]))[0]).toMatchObject({ status: 'completed' });
	});

	test.each([404, 410])(
		'waits for a report that is not there yet, but not for one that is never there (%d)',
		async (status) => {
			const rounds = Array.from({ length: 11 }, () => [json({ items: [] }), json({}, status)]);
			const { service } = connect(...rounds.flat());
			for (let round = 0; round < 10; round++) {
				expect(await service.getMany([known])).toMatchObject([{ status: 'pending' }]);
			}
			expect(await service.getMany([known])).toMatchObject([{ status: 'expired' }]);
		},
	);

	test.each([403, 429, 500])(
		'hands on what a closer look ran into, as the answer about that report only (%d)',
		async (status) => {
			const { service } = connect(
				json({ items: [{ id: OTHER, status: 'COMPLETED' }] }),
				json({ message: 'Slow down' }, status),
			);
			const [failed, fine] = await service.getMany([known, { ...known, reportId: OTHER }]);
			expect(failed).toMatchObject({ message: expect.stringContaining('Slow down') });
			expect(failed).toBeInstanceOf(Error);
			expect(fine).toMatchObject({ reportId: OTHER, status: 'completed' });
		},
	);

	test('fails for all when there is no list', async () => {
		const { service } = connect(json({ message: 'Slow down' }, 500));
		await expect(service.getMany([known])).rejects.toThrow('Slow down');
	});
});

describe('the file', () => {
	const csv: ScriptedReply = { body: [Buffer.from('NUMBER,DAYS\n'), Buffer.from('00123,4\n')] };

	test('comes from the link to the letter, without the login, and with what the report showed', async () => {
		const { http, service } = connect(completed(), csv);
		const request = await service.file(known);
		expect(request.report).toMatchObject({ status: 'completed', startDate: '2026-02-01' });
		const text = await fetchFile(http, request, async ({ bytes }) => await textOf(bytes));
		expect(text).toBe('NUMBER,DAYS\n00123,4\n');
		expect(http.requests[1]).toMatchObject({ url: LINK, auth: 'none', method: 'GET' });
	});

	test('is asked for again, once, when the link is too old', async () => {
		const fresh = LINK.replace('Expires=1', 'Expires=2');
		const { http, service } = connect(completed(), { status: 403 }, completed(fresh), csv);
		const text = await fetchReportFile(
			http,
			() => service.file(known),
			async ({ bytes }) => await textOf(bytes),
		);
		expect(text).toContain('00123,4');
		expect(http.requests.map(({ url }) => url)).toEqual([
			`${REPORTS}/${ID}`,
			LINK,
			`${REPORTS}/${ID}`,
			fresh,
		]);
	});

	test.each([
		['is being made', row('IN_PROGRESS'), 'still being made (IN_PROGRESS)', 'pending'],
		[
			'has a status that writes on the screen',
			row('X\u001b[2J\nY'),
			'still being made (X [2J Y)',
			'pending',
		],
		['has no link yet', row('COMPLETED'), 'finished the report but names no file yet', 'pending'],
		['has an empty link', completed(''), 'names no file yet', 'pending'],
		[
			'failed',
			row('FAILED', { errors: [{ code: 2024, description: 'Not found.' }] }),
			'could not make the report',
			'failed',
		],
	])('of a report that %s is not fetched', async (_, reply, words, reportStatus) => {
		const { http, service } = connect(reply);
		await expect(service.file(known)).rejects.toMatchObject({
			message: expect.stringContaining(words),
			details: { reportStatus },
		});
		expect(http.requests).toHaveLength(1);
	});

	test('of a failed report is refused with its status as one line', async () => {
		const { service } = connect(row(`FAILED${'\n'.repeat(5_000)}`));
		await expect(service.file(known)).rejects.toMatchObject({
			details: { serviceCode: 'FAILED' },
		});
	});

	test.each([
		'http://files.example.com/a.csv',
		'https://127.0.0.1/a.csv',
		'https://169.254.169.254/latest',
		'javascript:alert(1)',
	])('is not fetched from %s', async (link) => {
		await expect(connect(completed(link)).service.file(known)).rejects.toThrow(
			'named a download address that cannot be used',
		);
	});
});

test('delete sends DELETE and takes an empty 204', async () => {
	const { http, service } = connect({ status: 204 });
	await service.remove?.(known);
	expect(http.requests[0]).toMatchObject({
		method: 'DELETE',
		url: `${REPORTS}/${ID}`,
		repeat: 'ifRefused',
	});
});
