import { InputError } from '../../../nodes/core/errors';
import { fetchFile } from '../../../nodes/core/file/fetchFile';
import { type Report } from '../../../nodes/core/report';
import { billingReports } from '../../../nodes/services/bandwidth/billingReports';
import { ScriptedHttp, textOf, type ScriptedReply } from '../support/scriptedHttp';

const BASE = 'https://dashboard.bandwidth.com/api';
const ID = 'a12b456c8-abcd-1a3b-a1b2-0a2b4c6d8e0f2';
const request = { reportType: 'BDR', startDate: '2020-05-21', endDate: '2020-05-29' };
const known: Report = { service: 'Bandwidth', reportId: ID, status: 'pending' };
const xml = (body: string) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${body}`;
const status = (word: string, description = '') =>
	xml(
		`<BillingReportRetrievalResponse><ReportStatus>${word}</ReportStatus><Description>${description}</Description></BillingReportRetrievalResponse>`,
	);
const failure = (
	code: number,
	description = 'told by the service',
	root = 'BillingReportRetrievalResponse',
) =>
	xml(
		`<${root}><ResponseStatus><ErrorCode>${code}</ErrorCode><Description>${description}</Description></ResponseStatus></${root}>`,
	);

function connect(...script: Array<ScriptedReply | Error>) {
	const http = new ScriptedHttp(script);
	return { http, service: billingReports({ http, baseUrl: BASE, accountId: '5500123' }) };
}

describe('create', () => {
	const created: ScriptedReply = {
		status: 201,
		headers: { location: `${BASE}/accounts/5500123/billingreports/${ID}` },
		body: xml(
			'<BillingReportCreationResponse><ReportStatus>RECEIVED</ReportStatus><Description>The report archive is currently being constructed.</Description></BillingReportCreationResponse>',
		),
	};

	test('sends the type and the dates, and reads the id from Location', async () => {
		const { http, service } = connect(created);
		expect(await service.create(request)).toMatchObject({
			service: 'Bandwidth',
			reportType: 'BDR',
			reportId: ID,
			status: 'pending',
			serviceStatus: 'RECEIVED',
			message: 'The report archive is currently being constructed.',
			startDate: '2020-05-21',
			endDate: '2020-05-29',
		});
		expect(http.requests[0]).toMatchObject({
			method: 'POST',
			url: `${BASE}/accounts/5500123/billingreports`,
			headers: { 'Content-Type': 'application/xml; charset=utf-8' },
			body: '<BillingReport><Type>BDR</Type><DateRange><StartDate>2020-05-21</StartDate><EndDate>2020-05-29</EndDate></DateRange></BillingReport>',
			auth: 'credential',
			repeat: 'ifRefused',
		});
	});

	test.each([
		[
			'a port and an old version',
			`https://dashboard.bandwidth.com:443/v1.0/api/accounts/1/billingReports/${ID}`,
		],
		['a slash at the end', `${BASE}/accounts/5500123/billingreports/${ID}/`],
		['a query', `${BASE}/accounts/5500123/billingreports/${ID}?x=1`],
		['only a path', `/api/accounts/5500123/billingreports/${ID}`],
		['another host, which is then not asked', `https://evil.example.com/x/${ID}`],
	])('reads the id from a Location with %s', async (_, location) => {
		const { service } = connect({ ...created, headers: { location } });
		expect((await service.create(request)).reportId).toBe(ID);
	});

	test.each([[undefined], [''], ['nonsense'], ['https://dashboard.bandwidth.com/../..']])(
		'says that the report cannot be followed when Location is %p',
		async (location) => {
			const { service } = connect({
				...created,
				headers: location === undefined ? {} : { location },
			});
			await expect(service.create(request)).rejects.toThrow(
				'accepted the report but did not tell its ID',
			);
		},
	);

	test.each([[''], ['B D R'], ['<Type>'], ['../x']])(
		'refuses the type %p before any request',
		async (reportType) => {
			const { http, service } = connect(created);
			await expect(service.create({ ...request, reportType })).rejects.toBeInstanceOf(InputError);
			expect(http.requests).toHaveLength(0);
		},
	);

	test('refuses an account ID that would change the address', async () => {
		const http = new ScriptedHttp([created]);
		const service = billingReports({ http, baseUrl: BASE, accountId: '../../other' });
		await expect(service.create(request)).rejects.toThrow("'Account ID' is not an account ID");
		expect(http.requests).toHaveLength(0);
	});
});

describe('the status', () => {
	test.each([
		['RECEIVED', '', 'pending'],
		['PROCESSING', '', 'pending'],
		['COMPLETED', 'The report archive is constructed.', 'completed'],
		['COMPLETE', '', 'completed'],
		['COMPLETE', 'The report archive is failed.', 'failed'],
		['SOMETHING_NEW', '', 'pending'],
	])('%s %s means %s', async (word, description, expected) => {
		const { service } = connect({ body: status(word, description) });
		expect(await service.get(known)).toMatchObject({ status: expected, serviceStatus: word });
	});

	test.each([
		[15602, 'pending'],
		[15614, 'pending'],
		[15615, 'pending'],
		[15601, 'failed'],
		[15612, 'failed'],
		[15613, 'expired'],
	])('told by code %d means %s', async (code, expected) => {
		for (const httpStatus of [200, 400, 404]) {
			const { service } = connect({ status: httpStatus, body: failure(code) });
			expect(await service.get(known)).toMatchObject({
				status: expected,
				serviceStatus: String(code),
			});
		}
	});

	test('a code that says nothing of the report is a failure, with advice', async () => {
		const { service } = connect({
			status: 404,
			body: failure(15603, 'The requested report was not found.'),
		});
		await expect(service.get(known)).rejects.toMatchObject({
			message: 'Bandwidth says: The requested report was not found (code 15603)',
			details: {
				status: 404,
				serviceCode: '15603',
				description: expect.stringContaining("Check the 'Report' ID"),
			},
		});
	});

	test('the advice on a single day can be followed where the dates are not entered', async () => {
		const { service } = connect({ status: 400, body: failure(15501, 'Start before end.') });
		await expect(service.get(known)).rejects.toMatchObject({
			details: { description: expect.stringMatching(/'Date Range' to Custom.*longer 'Period'/) },
		});
	});

	test('a code is a failure even with HTTP 200', async () => {
		const { service } = connect({ body: failure(1008, "'x' is not a valid UUID") });
		await expect(service.get(known)).rejects.toMatchObject({
			details: { serviceCode: '1008', status: 200 },
		});
	});

	test('what is known stays when the answer does not repeat it', async () => {
		const { service } = connect({ body: status('COMPLETED') });
		expect(
			await service.get({ ...known, reportType: 'BDR', startDate: '2020-05-21' }),
		).toMatchObject({
			reportType: 'BDR',
			startDate: '2020-05-21',
			reportId: ID,
		});
	});

	test.each([['a/b'], ['..'], ['a?b'], ['a b'], ['%2e%2e']])(
		'refuses the id %p before any request',
		async (reportId) => {
			const { http, service } = connect({ body: status('COMPLETED') });
			await expect(service.get({ ...known, reportId })).rejects.toBeInstanceOf(InputError);
			expect(http.requests).toHaveLength(0);
		},
	);

	test.each([
		[401, 'credential-invalid', 'did not accept the login'],
		[403, 'credential-invalid', 'does not let this login read reports'],
		[429, 'rate-limited', 'accepts no more requests for now'],
		[503, 'temporarily-unavailable', 'could not answer'],
	])('an empty %d is told in words', async (httpStatus, cause, words) => {
		const { service } = connect({ status: httpStatus });
		await expect(service.get(known)).rejects.toMatchObject({
			message: expect.stringContaining(words),
			details: { failure: cause, status: httpStatus },
		});
	});

	test.each([
		[429, { 'retry-after': '600' }, 'It asks to wait for 10 minutes.'],
		[429, {}, 'It does not say for how long'],
		[503, { 'retry-after': '90' }, 'It asks to wait for 2 minutes.'],
	])('a %d with %p tells when to come back', async (httpStatus, headers, when) => {
		const { service } = connect({ status: httpStatus, headers });
		await expect(service.get(known)).rejects.toMatchObject({
			details: { description: expect.stringContaining(when) },
		});
	});

	test('a refusal that time does not mend tells no time', async () => {
		const { service } = connect({ status: 403, headers: { 'retry-after': '600' } });
		await expect(service.get(known)).rejects.toMatchObject({
			details: { description: expect.not.stringContaining('wait') },
		});
	});

	test('JSON in place of XML is read too', async () => {
		const { service } = connect({
			status: 403,
			body: '{"type":"forbidden","description":"No such role"}',
		});
		await expect(service.get(known)).rejects.toThrow('Bandwidth says: No such role');
	});

	test.each([
		['a web page', '<!DOCTYPE html><html><body>Sign in</body></html>', 'answered with a web page'],
		[
			'broken XML',
			'<BillingReportRetrievalResponse><ReportStatus>COMP',
			'something that is not XML',
		],
	])('%s with HTTP 200 is never taken for an answer', async (_, body, words) => {
		const { service } = connect({ body });
		await expect(service.get(known)).rejects.toThrow(words);
	});
});

describe('the file', () => {
	const end = `PK\x05\x06${'\0'.repeat(18)}`;
	const zip = [Buffer.from('PK\x03\x04', 'latin1'), Buffer.from(`rest of the archive${end}`)];
	const fetch = async (...script: Array<ScriptedReply | Error>) => {
		const { http, service } = connect(...script);
		const file = await service.file({ ...known, status: 'completed' });
		return {
			http,
			result: fetchFile(http, file, async ({ kind, fileName, bytes }) => ({
				kind,
				fileName,
				text: await textOf(bytes),
			})),
		};
	};

	test('is taken for what it is, although it is labelled XML', async () => {
		const { result, http } = await fetch({
			headers: {
				'content-type': 'application/xml; charset=utf-8',
				'content-disposition': 'attachment; filename=bdrs_2020-05-21_2020-05-29.zip',
			},
			body: zip,
		});
		expect(await result).toEqual({
			kind: 'zip',
			fileName: 'bdrs_2020-05-21_2020-05-29.zip',
			text: `PK\x03\x04rest of the archive${end}`,
		});
		expect(http.requests[0]?.url).toBe(`${BASE}/accounts/5500123/billingreports/${ID}/file`);
	});

	test('that is still being made is told as such', async () => {
		const body = failure(15602, 'still being constructed', 'BillingReportArchiveRetrievalResponse');
		await expect((await fetch({ status: 400, body })).result).rejects.toMatchObject({
			details: { reportStatus: 'pending' },
		});
		await expect((await fetch({ body })).result).rejects.toMatchObject({
			details: { reportStatus: 'pending' },
		});
	});

	test('is not a login page', async () => {
		await expect((await fetch({ body: '<html><body>Sign in' })).result).rejects.toThrow(
			'sent a web page instead of the report',
		);
	});

	test('is not nothing', async () => {
		await expect((await fetch({ body: '' })).result).rejects.toThrow(
			'sent an empty file instead of the report',
		);
	});

	test('is not ready yet when 202 comes in its place', async () => {
		const { result } = await fetch({ status: 202 });
		await expect(result).rejects.toMatchObject({
			message: 'Bandwidth does not have the file ready yet',
			details: { reportStatus: 'pending', status: 202 },
		});
		const { result: failed } = await fetch({ status: 202, body: failure(15612, 'It failed') });
		await expect(failed).rejects.toMatchObject({ details: { reportStatus: 'failed' } });
	});

	test('that is called complete but not sent is told as just that', async () => {
		const { result } = await fetch({
			body: xml(
				'<BillingReportArchiveRetrievalResponse><ResponseStatus>COMPLETED</ResponseStatus></BillingReportArchiveRetrievalResponse>',
			),
		});
		await expect(result).rejects.toMatchObject({
			message: 'Bandwidth calls the archive COMPLETED, but did not send it',
			details: { description: expect.stringMatching(/^Download the report again later/) },
		});
	});

	test('that breaks off is a failure that may be tried again', async () => {
		const { result } = await fetch({ body: zip.slice(0, 1) });
		await expect(result).rejects.toMatchObject({
			message: 'The file broke off before its end',
			details: { transient: true },
		});
	});

	test('is fetched from a redirect without the login', async () => {
		const link = 'https://files.example.com/a.zip?signature=~x-_';
		const { result, http } = await fetch(
			{ status: 307, headers: { location: link } },
			{ body: zip },
		);
		expect((await result).kind).toBe('zip');
		expect(http.requests.map(({ url, auth }) => ({ url, auth }))).toEqual([
			{ url: `${BASE}/accounts/5500123/billingreports/${ID}/file`, auth: 'credential' },
			{ url: link, auth: 'none' },
		]);
	});

	test.each([['http://files.example.com/a'], ['https://127.0.0.1/a'], ['']])(
		'is not fetched from a redirect to %p',
		async (location) => {
			const { result, http } = await fetch({ status: 302, headers: { location } }, { body: zip });
			await expect(result).rejects.toThrow('an address that cannot be used');
			expect(http.requests).toHaveLength(1);
		},
	);

	test('is not looked for along endless redirects', async () => {
		const hop = { status: 302, headers: { location: 'https://files.example.com/a' } };
		const { result, http } = await fetch(hop, hop, hop, hop, hop, hop);
		await expect(result).rejects.toThrow('an address that cannot be used');
		expect(http.requests).toHaveLength(4);
	});
});

describe('the list', () => {
	const row = (id: string, word: string) =>
		`<BillingReport><BillingReportId>${id}</BillingReportId><BillingReportKind>DIDSNAP</BillingReportKind><UserId>u</UserId><ReportStatus>${word}</ReportStatus><Description>text</Description><CreatedDate>2026-11-01 10:00:00</CreatedDate><DateRange><StartDate>2026-10-01</StartDate><EndDate>2026-10-31</EndDate></DateRange></BillingReport>`;
	const list = (rows: string) =>
		xml(
			`<BillingReportsRetrievalResponse><BillingReportList>${rows}</BillingReportList></BillingReportsRetrievalResponse>`,
		);

	test('asks for the kinds that can be listed', async () => {
		const { http, service } = connect({ status: 204 });
		expect(await service.list()).toEqual([]);
		expect(http.requests[0]?.url).toBe(
			`${BASE}/accounts/5500123/billingreports?kind=DIDSNAP,DIDSNAP_MSG`,
		);
	});

	test('may hold none, one or many', async () => {
		const ids = async (rows: string) =>
			(await connect({ body: list(rows) }).service.list()).map(({ reportId }) => reportId);
		expect(await ids('')).toEqual([]);
		expect(await ids(row('1', 'COMPLETED'))).toEqual(['1']);
		expect(await ids(row('1', 'COMPLETED') + row('2', 'PROCESSING'))).toEqual(['1', '2']);
	});

	test('gives each report in the common shape', async () => {
		const [report] = await connect({ body: list(row('007', 'COMPLETED')) }).service.list();
		expect(report).toMatchObject({
			service: 'Bandwidth',
			reportId: '007',
			reportType: 'DIDSNAP',
			status: 'completed',
			serviceStatus: 'COMPLETED',
			startDate: '2026-10-01',
			endDate: '2026-10-31',
			createdAt: '2026-11-01 10:00:00',
		});
	});
});
