import { fetchFile } from '../../nodes/core/file/fetchFile';
import { type Report } from '../../nodes/core/report';
import { billingReports } from '../../nodes/services/bandwidth/billingReports';
import { ScriptedHttp, textOf, type ScriptedReply } from '../unit/support/scriptedHttp';

/** The exchanges that Bandwidth's guide "Downloading Reports" prints for billing reports, to the letter. */
const ACCOUNT = 'https://dashboard.bandwidth.com/api/accounts/5500123';
const ID = 'a12b456c8-abcd-1a3b-a1b2-0a2b4c6d8e0f2';
const XML = { 'content-type': 'application/xml; charset=utf-8' };

function bandwidth(...script: ScriptedReply[]) {
	const http = new ScriptedHttp(script);
	const connection = { http, baseUrl: 'https://dashboard.bandwidth.com/api', accountId: '5500123' };
	return { http, service: billingReports(connection) };
}

const known: Report = { service: 'Bandwidth', reportId: ID, status: 'pending' };

test('Downloading Reports: Request a Report', async () => {
	const { http, service } = bandwidth({
		status: 201,
		headers: { ...XML, location: `${ACCOUNT}/billingreports/${ID}` },
		body: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<BillingReportCreationResponse>
    <ReportStatus>RECEIVED</ReportStatus>
    <Description>The report archive is currently being constructed.</Description>
</BillingReportCreationResponse>`,
	});
	const report = await service.create({
		reportType: 'BDR',
		startDate: '2020-05-21',
		endDate: '2020-05-29',
	});
	const printed = `<BillingReport>
    <Type>BDR</Type>
    <DateRange>
        <StartDate>2020-05-21</StartDate>
        <EndDate>2020-05-29</EndDate>
    </DateRange>
</BillingReport>`;
	expect(http.requests).toMatchObject([
		{
			method: 'POST',
			// Printed as billingReports; the Location that comes back, and the API's description, have lower case.
			url: `${ACCOUNT}/billingreports`,
			headers: { 'Content-Type': 'application/xml; charset=utf-8' },
			body: printed.replace(/\s+/g, ''),
		},
	]);
	expect(report).toMatchObject({
		reportId: ID,
		status: 'pending',
		serviceStatus: 'RECEIVED',
		message: 'The report archive is currently being constructed.',
	});
});

test('Downloading Reports: Query Report Status', async () => {
	const { http, service } = bandwidth({
		headers: XML,
		body: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<BillingReportRetrievalResponse>
    <ReportStatus>COMPLETED</ReportStatus>
    <Description>The report archive is constructed.</Description>
</BillingReportRetrievalResponse>`,
	});
	expect(await service.get(known)).toMatchObject({
		reportId: ID,
		status: 'completed',
		serviceStatus: 'COMPLETED',
		message: 'The report archive is constructed.',
	});
	expect(http.requests).toMatchObject([{ method: 'GET', url: `${ACCOUNT}/billingreports/${ID}` }]);
});

test('Downloading Reports: Download the Report', async () => {
	const archive = `PK\x03\x04the archivePK\x05\x06${'\0'.repeat(18)}`;
	const { http, service } = bandwidth({
		headers: {
			...XML,
			'content-disposition': 'attachment; filename=bdrs_2020-05-21_2020-05-29.zip',
		},
		body: [Buffer.from(archive, 'latin1')],
	});
	const file = await fetchFile(
		http,
		await service.file(known),
		async ({ kind, fileName, bytes }) => ({
			kind,
			fileName,
			text: await textOf(bytes),
		}),
	);
	expect(file).toEqual({
		kind: 'zip',
		fileName: 'bdrs_2020-05-21_2020-05-29.zip',
		text: archive,
	});
	expect(http.requests).toMatchObject([
		{ method: 'GET', url: `${ACCOUNT}/billingreports/${ID}/file` },
	]);
});
