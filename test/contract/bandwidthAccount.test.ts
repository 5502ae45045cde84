/** Our Bandwidth code against the exchanges of account reports that the vendor has printed. */
import { fetchFile } from '../../nodes/core/file/fetchFile';
import { accountReports } from '../../nodes/services/bandwidth/accountReports';
import { reportDefinitions } from '../../nodes/services/bandwidth/definitions';
import { namedReport } from '../../nodes/services/bandwidth/instance';
import { ScriptedHttp, textOf, type ScriptedReply } from '../unit/support/scriptedHttp';

const ACCOUNT = 'https://dashboard.bandwidth.com/api/accounts/5500123';
const INSTANCES = `${ACCOUNT}/reports/100020/instances`;

function connect(...script: ScriptedReply[]) {
	const http = new ScriptedHttp(script);
	const baseUrl = 'https://dashboard.bandwidth.com/api';
	return { http, connection: { http, baseUrl, accountId: '5500123' } };
}

/** XML without the spaces between its elements, and without the comment of the printed request. */
const squeezed = (xml: string) =>
	xml
		.replace(/<!--.*?-->/gs, '')
		.replace(/>\s+</g, '><')
		.trim();

describe('"Downloading Reports", account reports', () => {
	test('Request a Report: POST …/instances, answered with 201 and a Location', async () => {
		const { http, connection } = connect({
			status: 201,
			headers: {
				'content-type': 'application/xml; charset=utf-8',
				location: `${INSTANCES}/789`,
			},
		});
		const report = await accountReports(connection).create({
			reportDefinitionId: '100020',
			outputFormat: 'pdf',
			parameters: [
				{ name: 'Account', values: ['1'] },
				{ name: 'Sub-account', values: ['1'] },
				{ name: 'MultiValueEnum', values: ['value1', 'value2'] },
			],
			expiresAt: '2020-11-25',
		});
		const printed = `<Instance>
<OutputFormat>pdf</OutputFormat>
<Parameters>
<Parameter>
<Name>Account</Name>
<Value>1</Value>
</Parameter>
<Parameter>
<Name>Sub-account</Name>
<Value>1</Value>
</Parameter>
<Parameter>
<Name>MultiValueEnum</Name>
<Value>value1</Value>
<Value>value2</Value>
</Parameter>
</Parameters>
<ExpiresAt>2020-11-25</ExpiresAt>
<!-- the date (not longer than 30 days in the future) at the end of which the instance will expire, should be specified in YYYY-MM-DD format-->
</Instance>`;
		// The printed address ends with "instancess": a slip of the pen.
		expect(http.requests[0]).toMatchObject({
			method: 'POST',
			url: INSTANCES,
			headers: { 'Content-Type': 'application/xml; charset=utf-8' },
			auth: 'credential',
		});
		expect(squeezed(http.requests[0]?.body ?? '')).toBe(squeezed(printed));
		expect(report).toMatchObject({ reportId: '789', status: 'pending' });
	});

	test('Query Report Status: GET …/instances/789, answered with another Id', async () => {
		const { http, connection } = connect({
			headers: { 'content-type': 'application/xml; charset=utf-8' },
			body: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<ReportInstanceResponse>
<Instance>
<Id>100102</Id>
<ReportId>100020</ReportId>
<ReportName>Sample Report</ReportName>
<OutputFormat>pdf</OutputFormat>
<RequestedByUserName>user</RequestedByUserName>
<RequestedAt>2020-9-19 11:05:12</RequestedAt>
<Parameters>
<Parameter>
<Name>AccountId</Name>
<Value>1</Value>
</Parameter>
</Parameters>
<Status>Ready</Status>
<ExpiresAt>2020-11-25</ExpiresAt>
</Instance>
</ReportInstanceResponse>`,
		});
		const { raw, ...report } = await accountReports(connection).get(namedReport('100020', '789'));
		expect(http.requests[0]).toMatchObject({ method: 'GET', url: `${INSTANCES}/789` });
		expect(report).toEqual({
			service: 'Bandwidth',
			reportDefinitionId: '100020',
			reportId: '789',
			reportType: 'Sample Report',
			status: 'completed',
			serviceStatus: 'Ready',
			outputFormat: 'pdf',
			requestedBy: 'user',
			createdAt: '2020-9-19 11:05:12',
			expiresAt: '2020-11-25',
		});
		expect(raw).toMatchObject({ Id: '100102' });
	});

	test('Download the Report: GET …/instances/789/file, named by Content-Disposition', async () => {
		const { http, connection } = connect({
			headers: { 'content-disposition': 'attachment; filename=output.pdf' },
			body: '%PDF-1.4 the report',
		});
		const ready = { ...namedReport('100020', '789'), outputFormat: 'pdf' };
		const request = await accountReports(connection).file(ready);
		const file = await fetchFile(http, request, async ({ fileName, kind, bytes }) => ({
			fileName,
			kind,
			text: await textOf(bytes),
		}));
		expect(http.requests[0]).toMatchObject({ method: 'GET', url: `${INSTANCES}/789/file` });
		expect(file).toEqual({ fileName: 'output.pdf', kind: 'pdf', text: '%PDF-1.4 the report' });
	});
});

describe('Bandwidth/api-docs, specs/numbers.yml', () => {
	test('ListReports', async () => {
		const { http, connection } = connect({
			body: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<ReportsResponse><Reports>
<Report><Name>Sample Report 1</Name><Id>100020</Id><Description>Sample Report 1 Description</Description></Report>
<Report><Name>Sample Report 2</Name><Id>100021</Id><Description>Sample Report 2 Description</Description></Report>
</Reports></ReportsResponse>`,
		});
		expect(await reportDefinitions(connection).list()).toMatchObject([
			{ id: '100020', name: 'Sample Report 1', description: 'Sample Report 1 Description' },
			{ id: '100021', name: 'Sample Report 2', description: 'Sample Report 2 Description' },
		]);
		expect(http.requests[0]).toMatchObject({ method: 'GET', url: `${ACCOUNT}/reports` });
	});

	test('RetrieveReport', async () => {
		const { connection } = connect({
			body: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<ReportResponse><Report><Id>123</Id><Name>Sample Report 1</Name><Parameters>
<Parameter><Name>Report Parameter 1</Name><Type>String</Type><Required>true</Required><Description>Report Parameter 1 Description</Description><MultiSelectAllowed>false</MultiSelectAllowed><HelpInformation>Report Parameter 1 Help Text</HelpInformation></Parameter>
<Parameter><Name>Report Parameter 2</Name><Type>Enum</Type><Required>false</Required><ValueFilter>Value1;Value2;Value3</ValueFilter><Values>
<Value><InternalName>Value1</InternalName><DisplayName>Display Value2</DisplayName></Value>
<Value><InternalName>Value2</InternalName><DisplayName>Value2</DisplayName></Value>
<Value><InternalName>Value3</InternalName><DisplayName>Display Value3</DisplayName></Value>
</Values><Description>Report Parameter 2 Description</Description><MultiSelectAllowed>true</MultiSelectAllowed><HelpInformation>Report Parameter 2 Help Text</HelpInformation></Parameter>
</Parameters></Report></ReportResponse>`,
		});
		const { parameters } = await reportDefinitions(connection).get('123');
		expect(parameters).toEqual([
			{
				name: 'Report Parameter 1',
				type: 'String',
				required: true,
				multiSelect: false,
				description: 'Report Parameter 1 Description',
				helpInformation: 'Report Parameter 1 Help Text',
			},
			{
				name: 'Report Parameter 2',
				type: 'Enum',
				required: false,
				multiSelect: true,
				values: [
					{ internalName: 'Value1', displayName: 'Display Value2' },
					{ internalName: 'Value2', displayName: 'Value2' },
					{ internalName: 'Value3', displayName: 'Display Value3' },
				],
				description: 'Report Parameter 2 Description',
				helpInformation: 'Report Parameter 2 Help Text',
			},
		]);
	});

	test('RetrieveReportInstancesOnAccount', async () => {
		const row = (id: string, status: string, more = '') =>
			`<Instance><Id>${id}</Id><ReportId>100020</ReportId><ReportName>Sample Report</ReportName><OutputFormat>pdf</OutputFormat><RequestedByUserName>jbm</RequestedByUserName><RequestedAt>2015-05-18 14:03:04</RequestedAt><Parameters><Parameter><Name>AccountId</Name><Value>1</Value></Parameter></Parameters><Status>${status}</Status>${more}</Instance>`;
		const { connection } = connect({
			body: `<ReportInstancesResponse><Instances>${row('100090', 'Expired')}${row('100102', 'Ready', '<ExpiresAt>2015-06-15</ExpiresAt>')}</Instances></ReportInstancesResponse>`,
		});
		const reports = await accountReports(connection).list({});
		expect(reports.map(({ reportId, status, expiresAt }) => [reportId, status, expiresAt])).toEqual(
			[
				['100090', 'expired', undefined],
				['100102', 'completed', '2015-06-15'],
			],
		);
	});

	test('CreateReportInstance without a required parameter', async () => {
		const { connection } = connect({
			status: 400,
			body: `<ReportInstanceResponse><ResponseStatus><ErrorCode>19032</ErrorCode><Description>Missing one or more required report parameters: AccountId</Description></ResponseStatus></ReportInstanceResponse>`,
		});
		const request = { reportDefinitionId: '123', outputFormat: 'csv', parameters: [] };
		await expect(accountReports(connection).create(request)).rejects.toMatchObject({
			message:
				'Bandwidth says: Missing one or more required report parameters: AccountId (code 19032)',
			details: { status: 400, serviceCode: '19032' },
		});
	});

	test('DownloadReportInstanceFile while it is still being made: 202', async () => {
		const { http, connection } = connect({
			status: 202,
			body: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<ReportInstanceFileResponse><ResponseStatus><ErrorCode>19048</ErrorCode><Description>Report generation in progress; Output not yet available</Description></ResponseStatus></ReportInstanceFileResponse>`,
		});
		const known = { ...namedReport('123', '100102'), outputFormat: 'csv' };
		const request = await accountReports(connection).file(known);
		await expect(fetchFile(http, request, async () => undefined)).rejects.toMatchObject({
			details: { reportStatus: 'pending', serviceCode: '19048' },
		});
	});
});
