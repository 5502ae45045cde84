import { InputError } from '../../../nodes/core/errors';
import { fetchFile } from '../../../nodes/core/file/fetchFile';
import { accountReports } from '../../../nodes/services/bandwidth/accountReports';
import { checkedFormat, namedReport } from '../../../nodes/services/bandwidth/instance';
import { ScriptedHttp, textOf, type ScriptedReply } from '../support/scriptedHttp';

const BASE = 'https://dashboard.bandwidth.com/api';
const ACCOUNT = `${BASE}/accounts/5500123`;
const request = { reportDefinitionId: '4', outputFormat: 'csv', parameters: [] };
const known = namedReport('4', '789');

interface Row {
	id?: string;
	definition?: string;
	status?: string;
	format?: string;
	more?: string;
}

const instance = ({ id, definition, status, format, more }: Row) =>
	`<Instance><Id>${id ?? '789'}</Id><ReportId>${definition ?? '4'}</ReportId><ReportName>Phone Number Inventory</ReportName><OutputFormat>${format ?? 'csv'}</OutputFormat><RequestedByUserName>api-user</RequestedByUserName><RequestedAt>2026-11-1 11:05:12</RequestedAt><Parameters><Parameter><Name>Account</Name><Value>0012</Value></Parameter></Parameters><Status>${status ?? 'Ready'}</Status>${more ?? ''}</Instance>`;
const one = (row: Row = {}) => `<ReportInstanceResponse>${instance(row)}</ReportInstanceResponse>`;
const many = (...rows: Row[]) =>
	`<ReportInstancesResponse><Instances>${rows.map(instance).join('')}</Instances></ReportInstancesResponse>`;
const failure = (code: number, root = 'ReportInstanceResponse', words = 'told by the service') =>
	`<${root}><ResponseStatus><ErrorCode>${code}</ErrorCode><Description>${words}</Description></ResponseStatus></${root}>`;

function connect(...script: Array<ScriptedReply | Error>) {
	const http = new ScriptedHttp(script);
	const service = accountReports({ http, baseUrl: BASE, accountId: '5500123' });
	return { http, service, urls: () => http.requests.map(({ url }) => url.replace(ACCOUNT, '')) };
}

describe('create', () => {
	const created: ScriptedReply = {
		status: 201,
		headers: { location: `${ACCOUNT}/reports/4/instances/789` },
	};

	test('sends the format, the parameters in their order and the last day; the answer has no body', async () => {
		const { http, service } = connect(created);
		const report = await service.create({
			...request,
			parameters: [
				{ name: 'Sub-account', values: ['2', '1'] },
				{ name: 'Account & <more>', values: ['0012'] },
			],
			expiresAt: '2026-12-01',
		});
		expect(report).toEqual({
			service: 'Bandwidth',
			reportDefinitionId: '4',
			reportId: '789',
			status: 'pending',
			outputFormat: 'csv',
			expiresAt: '2026-12-01',
		});
		expect(http.requests).toEqual([
			{
				method: 'POST',
				url: `${ACCOUNT}/reports/4/instances`,
				auth: 'credential',
				accept: 'application/xml',
				headers: { 'Content-Type': 'application/xml; charset=utf-8' },
				body: '<Instance><OutputFormat>csv</OutputFormat><Parameters><Parameter><Name>Sub-account</Name><Value>2</Value><Value>1</Value></Parameter><Parameter><Name>Account &amp; &lt;more&gt;</Name><Value>0012</Value></Parameter></Parameters><ExpiresAt>2026-12-01</ExpiresAt></Instance>',
				repeat: 'ifRefused',
			},
		]);
	});

	test('without parameters and last day leaves them out', async () => {
		const { http, service } = connect(created);
		await service.create(request);
		expect(http.requests[0]?.body).toBe(
			'<Instance><OutputFormat>csv</OutputFormat><Parameters></Parameters></Instance>',
		);
	});

	test('says when the ID cannot be known', async () => {
		await expect(connect({ status: 201 }).service.create(request)).rejects.toThrow(
			'accepted the report but did not tell its ID',
		);
	});

	test.each([
		[400, 19032, 'Fill in the parameters'],
		[400, 19030, "Choose another 'Output Format'"],
		[503, 19031, 'not available'],
	])('%d with code %d is told with advice', async (status, code, advice) => {
		const { service } = connect({ status, body: failure(code) });
		await expect(service.create(request)).rejects.toMatchObject({
			message: `Bandwidth says: told by the service (code ${code})`,
			details: { description: expect.stringContaining(advice) },
		});
	});
});

describe('what a user names', () => {
	test.each(['a/b', '..', 'a?b', 'a b', '%2e'])('may not be %p', (id) => {
		expect(() => namedReport('4', id)).toThrow(InputError);
		expect(() => namedReport(id, '789')).toThrow(InputError);
	});

	test('a format is written in lower case', () => {
		expect(checkedFormat(' CSV ')).toBe('csv');
		expect(() => checkedFormat('<csv>')).toThrow("'Output Format'");
	});
});

describe('the status', () => {
	test.each([
		['Ready', 'completed'],
		['READY', 'completed'],
		['Expired', 'expired'],
		['Failed', 'failed'],
		['Error', 'failed'],
		['Processing', 'pending'],
		['Something New', 'pending'],
	])('%s means %s', async (word, status) => {
		const { service, urls } = connect({ body: one({ status: word }) });
		expect(await service.get(known)).toMatchObject({ status, serviceStatus: word });
		expect(urls()).toEqual(['/reports/4/instances/789']);
	});

	test('brings the rest along, ids and numbers as text', async () => {
		const more = '<ExpiresAt>2026-12-01</ExpiresAt><Description>Mine</Description>';
		expect(await connect({ body: one({ more }) }).service.get(known)).toEqual({
			service: 'Bandwidth',
			reportDefinitionId: '4',
			reportId: '789',
			reportType: 'Phone Number Inventory',
			status: 'completed',
			serviceStatus: 'Ready',
			message: 'Mine',
			outputFormat: 'csv',
			requestedBy: 'api-user',
			createdAt: '2026-11-1 11:05:12',
			expiresAt: '2026-12-01',
			raw: expect.objectContaining({
				Parameters: { Parameter: { Name: 'Account', Value: '0012' } },
			}),
		});
	});

	test('is read whatever the root is called', async () => {
		const { service } = connect({ body: `<Other>${instance({})}</Other>` });
		expect(await service.get(known)).toMatchObject({ status: 'completed' });
	});

	test.each([
		[19048, 'pending'],
		[19049, 'expired'],
		[19051, 'failed'],
		[19067, 'completed'],
		[19068, 'failed'],
		[19069, 'failed'],
	])('told by code %d means %s', async (code, status) => {
		const { service } = connect({ status: 400, body: failure(code) });
		expect(await service.get(known)).toMatchObject({
			status,
			serviceStatus: String(code),
			reportDefinitionId: '4',
		});
	});

	test('an unknown report is a failure with advice', async () => {
		const { service } = connect({ status: 404, body: failure(19019) });
		await expect(service.get(known)).rejects.toMatchObject({
			details: { status: 404, description: expect.stringContaining('Get Many') },
		});
	});

	test.each([
		['', 'an empty answer'],
		['<ReportInstanceResponse/>', 'without the report'],
	])('%p tells nothing', async (body, message) => {
		await expect(connect({ body }).service.get(known)).rejects.toThrow(message);
	});
});

describe('the list', () => {
	test('is that of all reports, or of one type', async () => {
		const { service, urls } = connect({ body: many() }, { body: many() });
		await service.list({});
		await service.list({ reportDefinitionId: '4' });
		expect(urls()).toEqual(['/reports/instances', '/reports/4/instances']);
	});

	test('may hold none, one or many', async () => {
		const ids = async (...rows: Row[]) =>
			(await connect({ body: many(...rows) }).service.list({})).map(({ reportId }) => reportId);
		expect(await ids()).toEqual([]);
		expect(await ids({ id: '007' })).toEqual(['007']);
		expect(await ids({ id: '2' }, { id: '1' })).toEqual(['2', '1']);
		expect(await connect({ status: 204, body: '' }).service.list({})).toEqual([]);
		await expect(connect({ body: '' }).service.list({})).rejects.toThrow('an empty answer');
	});

	test('gives each report with the ID of its definition', async () => {
		const body = many({ definition: '8', status: 'Expired' });
		const [report] = await connect({ body }).service.list({});
		expect(report).toMatchObject({ reportDefinitionId: '8', reportId: '789', status: 'expired' });
		expect(report).not.toHaveProperty('expiresAt');
	});

	test('of one type needs no such ID in its rows; of all types a row without is of no use', async () => {
		const body = '<R><Instances><Instance><Id>1</Id></Instance></Instances></R>';
		const listed = await connect({ body }).service.list({ reportDefinitionId: '4' });
		expect(listed).toMatchObject([{ reportDefinitionId: '4', reportId: '1', status: 'pending' }]);
		expect(await connect({ body }).service.list({})).toEqual([]);
	});
});

describe('many reports at a time', () => {
	const ask = async (reports: Array<[string, string]>, ...script: ScriptedReply[]) => {
		const { service, urls } = connect(...script);
		const found = await service.getMany?.(reports.map(([d, id]) => namedReport(d, id)));
		return {
			statuses: (found ?? []).map((answer) =>
				answer instanceof Error ? answer.message : [answer.reportId, answer.status],
			),
			urls: urls(),
		};
	};

	test('are one request: the list of their type, or of all', async () => {
		const rows = { body: many({ id: '1' }, { id: '2', status: 'Busy' }, { id: '3' }) };
		const oneType = await ask([['4', '1'], ['4', '2']], rows); // prettier-ignore
		expect(oneType).toEqual({
			statuses: [
				['1', 'completed'],
				['2', 'pending'],
			],
			urls: ['/reports/4/instances'],
		});
		const all = { body: many({ id: '1' }, { id: '2', definition: '8' }) };
		const twoTypes = await ask([['4', '1'], ['8', '2']], all); // prettier-ignore
		expect(twoTypes.urls).toEqual(['/reports/instances']);
	});

	test('two of different types may have the same ID', async () => {
		const { service } = connect({
			body: many({ id: '100' }, { id: '100', definition: '6', status: 'Busy' }),
		});
		const found = await service.getMany?.([namedReport('4', '100'), namedReport('6', '100')]);
		expect(found).toMatchObject([
			{ reportDefinitionId: '4', reportId: '100', status: 'completed' },
			{ reportDefinitionId: '6', reportId: '100', status: 'pending' },
		]);
	});

	test('a single one is asked for by itself', async () => {
		const { urls } = await ask([['4', '789']], { body: one() });
		expect(urls).toEqual(['/reports/4/instances/789']);
	});

	test('what the list does not show, or shows for another type only, is asked for by itself', async () => {
		const { statuses, urls } = await ask(
			[['4', '1'], ['8', '2']], // prettier-ignore
			{ body: many({ id: '1' }, { id: '2', definition: '4', status: 'Expired' }) },
			{ body: one({ id: '2', definition: '8' }) },
		);
		expect(urls).toEqual(['/reports/instances', '/reports/8/instances/2']);
		expect(statuses).toEqual([
			['1', 'completed'],
			['2', 'completed'],
		]);
	});

	test.each([404, 410])('one that is gone does not hold up the others (%d)', async (status) => {
		const { statuses } = await ask(
			[['4', '1'], ['4', '2']], // prettier-ignore
			{ body: many({ id: '1' }) },
			{ status, body: failure(19019) },
		);
		expect(statuses).toEqual([
			['1', 'completed'],
			['2', 'failed'],
		]);
	});

	test.each([
		[403, 'Bandwidth does not let this login read reports'],
		[503, 'Bandwidth could not answer'],
	])('one that cannot be looked at (%d) is no failure of the others', async (status, message) => {
		const { statuses } = await ask(
			[['4', '1'], ['4', '2']], // prettier-ignore
			{ body: many({ id: '1' }) },
			{ status },
		);
		expect(statuses).toEqual([['1', 'completed'], message]);
	});

	test('a list that cannot be had is no reason to give up', async () => {
		const { statuses } = await ask(
			[['4', '1'], ['4', '2']], // prettier-ignore
			{ status: 404 },
			{ body: one({ id: '1' }) },
			{ body: one({ id: '2', status: 'Busy' }) },
		);
		expect(statuses).toEqual([
			['1', 'completed'],
			['2', 'pending'],
		]);
	});

	test('passing trouble and a refused login are told as they are', async () => {
		const two: Array<[string, string]> = [['4', '1'], ['4', '2']]; // prettier-ignore
		await expect(ask(two, { status: 503 })).rejects.toMatchObject({ details: { transient: true } });
		// One request: with a refused login there is no point in asking for each.
		await expect(ask(two, { status: 401 })).rejects.toMatchObject({
			details: { failure: 'credential-invalid' },
		});
	});
});

describe('the file', () => {
	const fetch = async (format: string | undefined, ...script: ScriptedReply[]) => {
		const { service, http, urls } = connect(...script);
		const file = await service.file({ ...known, ...(format && { outputFormat: format }) });
		const result = fetchFile(http, file, async ({ kind, bytes }) => ({
			kind,
			text: await textOf(bytes),
		}));
		return { result, urls, http, report: file.report };
	};
	const rows = 'Number,State\n0012,NC\n';

	test('is asked for with the login', async () => {
		const { result, http } = await fetch('csv', { body: rows });
		expect(await result).toEqual({ kind: 'text', text: rows });
		expect(http.requests[0]).toMatchObject({
			url: `${ACCOUNT}/reports/4/instances/789/file`,
			auth: 'credential',
		});
	});

	test('by the IDs alone: the report is looked at first, and shown', async () => {
		const { result, urls, report } = await fetch(undefined, { body: one() }, { body: rows });
		await result;
		expect(urls()).toEqual(['/reports/4/instances/789', '/reports/4/instances/789/file']);
		expect(report).toMatchObject({ reportType: 'Phone Number Inventory', outputFormat: 'csv' });
	});

	test.each([
		['html', '<!DOCTYPE html>\n<html><body>report</body></html>', 'html'],
		['xml', '<?xml version="1.0"?>\n<Report><Row/></Report>', 'xml'],
		['pdf', '%PDF-1.7 …', 'pdf'],
	])('may be %s where that was asked for', async (format, body, kind) => {
		expect(await (await fetch(format, { body })).result).toEqual({ kind, text: body });
	});

	test('is not a login page, unless a page was asked for', async () => {
		const { result } = await fetch('csv', { body: '<html><body>Sign in' });
		await expect(result).rejects.toThrow('sent a web page instead of the report');
	});

	test.each([200, 202])('that is still being made is told as such (%d)', async (status) => {
		for (const format of ['csv', 'xml']) {
			const body = failure(19048, 'ReportInstanceFileResponse');
			const { result } = await fetch(format, { status, body });
			await expect(result).rejects.toMatchObject({ details: { reportStatus: 'pending' } });
		}
	});

	test.each([
		[19049, 'expired'],
		[19051, 'failed'],
		[19067, 'completed'],
		[19068, 'failed'],
		[19069, 'failed'],
	])('code %d means %s', async (code, reportStatus) => {
		const { result } = await fetch('csv', { status: 400, body: failure(code) });
		await expect(result).rejects.toMatchObject({ details: { reportStatus } });
	});

	test('is fetched from a redirect without the login, the query untouched', async () => {
		const link = 'https://files.example.com/output.csv?X-Signature=a~b-_%2F';
		const { result, http } = await fetch(
			'csv',
			{ status: 307, headers: { location: link } },
			{ body: rows },
		);
		await result;
		expect(http.requests[1]).toMatchObject({ url: link, auth: 'none' });
	});
});

test('a report of another kind is not taken for an account report', async () => {
	const { service, http } = connect({ body: one() });
	const stranger = { service: 'Bandwidth', reportId: '1', status: 'pending' as const };
	await expect(service.get(stranger)).rejects.toThrow('needs the ID of its definition');
	expect(http.requests).toHaveLength(0);
});
