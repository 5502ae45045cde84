import { startSandbox, type Sandbox } from '../sandbox';
import {
	BandwidthTestClient,
	billingRequest,
	idOf,
	refusalOf,
} from '../sandbox/bandwidth/testClient';
import { manualClock } from '../sandbox/testing';

const clock = manualClock('2020-06-01T10:00:00Z');
let sandbox: Sandbox;
let client: BandwidthTestClient;

beforeAll(async () => {
	sandbox = await startSandbox({ clock, jobMs: 3000 });
	client = new BandwidthTestClient(sandbox);
});
afterEach(() => {
	sandbox.reset();
	clock.reset();
});
afterAll(async () => await sandbox.close());

describe('the printed exchanges of billing reports', () => {
	test('request a report', async () => {
		const { baseUrl, accountId } = sandbox.bandwidth;
		const response = await client.post(`${client.account}/billingReports`, billingRequest('BDR'));
		expect(response.status).toBe(201);
		expect(response.headers.get('content-type')).toBe('application/xml; charset=utf-8');
		expect(response.headers.get('location')).toMatch(
			new RegExp(
				`^${baseUrl}/accounts/${accountId}/billingreports/[0-9a-f]{9}(-[0-9a-f]{4}){3}-[0-9a-f]{13}$`,
			),
		);
		expect(await response.text()).toBe(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<BillingReportCreationResponse>
    <ReportStatus>RECEIVED</ReportStatus>
    <Description>The report archive is currently being constructed.</Description>
</BillingReportCreationResponse>`);
	});

	test('query its status', async () => {
		const location = await client.createBilling();
		clock.pass(3000);
		const response = await client.get(location);
		expect(response.status).toBe(200);
		expect(response.headers.get('content-type')).toBe('application/xml; charset=utf-8');
		expect(await response.text()).toBe(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<BillingReportRetrievalResponse>
    <ReportStatus>COMPLETED</ReportStatus>
    <Description>The report archive is constructed.</Description>
</BillingReportRetrievalResponse>`);
	});

	test('download it', async () => {
		const location = await client.createBilling();
		clock.pass(3000);
		const response = await client.get(`${location}/file`);
		expect(response.status).toBe(200);
		expect(response.headers.get('content-type')).toBe('application/xml; charset=utf-8');
		expect(response.headers.get('content-disposition')).toBe(
			'attachment; filename=bdrs_2020-05-21_2020-05-29.zip',
		);
		const bytes = Buffer.from(await response.arrayBuffer());
		expect(bytes.subarray(0, 2).toString()).toBe('PK');
		expect(bytes.equals((await sandbox.expectedFile(idOf(location))) ?? Buffer.alloc(0))).toBe(
			true,
		);
	});
});

describe('a billing report on its way', () => {
	test('is in progress until its time is up, and only then has a link to its file', async () => {
		const location = await client.createBilling();
		clock.pass(2999);
		const early = await client.get(location);
		expect(early.headers.get('location')).toBeNull();
		expect(await early.text()).toContain('<ReportStatus>PROCESSING</ReportStatus>');
		expect(await refusalOf(await client.get(`${location}/file`))).toMatchObject({
			code: '15602',
		});
		clock.pass(1);
		expect((await client.get(location)).headers.get('location')).toBe(`${location}/file`);
	});

	test('can fail, which only an error code tells', async () => {
		sandbox.fault({ method: 'POST', fault: { kind: 'jobFails', code: '15606' } });
		const location = await client.createBilling();
		expect(await (await client.get(location)).text()).toContain('PROCESSING');
		clock.pass(3000);
		expect(await refusalOf(await client.get(location))).toEqual({
			status: 200,
			root: 'BillingReportRetrievalResponse',
			code: '15606',
		});
		expect(await refusalOf(await client.get(`${location}/file`))).toMatchObject({
			code: '15606',
		});
	});

	test('can fail at once, when a read says so', async () => {
		const location = await client.createBilling();
		sandbox.fault({ method: 'GET', fault: { kind: 'jobFails', code: '15612', httpStatus: 409 } });
		expect(await refusalOf(await client.get(location))).toMatchObject({
			status: 409,
			code: '15612',
		});
		expect(await refusalOf(await client.get(location))).toMatchObject({ code: '15612' });
	});

	test('can show another word', async () => {
		const location = await client.createBilling();
		clock.pass(3000);
		sandbox.fault({ fault: { kind: 'jobStatus', reportStatus: 'ON_HOLD', description: 'Wait' } });
		const text = await (await client.get(location)).text();
		expect(text).toContain('<ReportStatus>ON_HOLD</ReportStatus>\n    <Description>Wait');
		expect(await (await client.get(location)).text()).toContain('COMPLETED');
	});

	test.each(['v1', 'v2'])('is the same report under /api/%s', async (version) => {
		const location = (await client.createBilling()).replace('/api/', `/api/${version}/`);
		expect((await client.get(location.replace('billingreports', 'BillingReports'))).status).toBe(
			200,
		);
	});
});

describe('refusals of billing reports', () => {
	const created = 'BillingReportCreationResponse';
	test.each([
		['an unknown type', billingRequest('XDR'), '15600'],
		['a type in lower case', billingRequest('bdr'), '15600'],
		['no type at all', '<BillingReport/>', '15600'],
		['a body that is no XML', '{"Type":"BDR"}', '15600'],
		['a date in another form', billingRequest('BDR', '2020-5-21'), '15502'],
		['a date that does not exist', billingRequest('BDR', '2020-02-30'), '15503'],
		['an end before the start', billingRequest('BDR', '2020-05-29', '2020-05-21'), '15501'],
	])('%s', async (_case, body, code) => {
		expect(await refusalOf(await client.post(client.billingReports, body))).toEqual({
			status: 400,
			root: created,
			code,
		});
	});

	test.each([
		['', 'BillingReportRetrievalResponse'],
		['/file', 'BillingReportArchiveRetrievalResponse'],
	])('an unknown id and a malformed one, at …%s', async (suffix, root) => {
		const printed = 'a12b456c8-abcd-1a3b-a1b2-0a2b4c6d8e0f2';
		const unknown = await client.get(`${client.billingReports}/${printed}${suffix}`);
		expect(await refusalOf(unknown)).toEqual({ status: 404, root, code: '15603' });
		const malformed = await client.get(`${client.billingReports}/report-1${suffix}`);
		expect(await refusalOf(malformed)).toEqual({ status: 400, root, code: '1008' });
	});
});

describe('the list of billing reports', () => {
	test('is 204 without a body when there are none', async () => {
		await client.createBilling('BDR');
		const response = await client.get(`${client.billingReports}?kind=DIDSNAP,DIDSNAP_MSG`);
		expect([response.status, await response.text()]).toEqual([204, '']);
	});

	test('knows the two kinds of snapshots only', async () => {
		const id = idOf(await client.createBilling('DIDSNAP'));
		await client.createBilling('BDR');
		const text = await (await client.get(`${client.billingReports}?kind=DIDSNAP`)).text();
		expect(text.match(/<BillingReport>/g)).toHaveLength(1);
		expect(text).toContain(`<BillingReportId>${id}</BillingReportId>
            <BillingReportKind>DIDSNAP</BillingReportKind>
            <UserId>api-user</UserId>
            <ReportStatus>PROCESSING</ReportStatus>`);
		expect(text).toMatch(/<CreatedDate>2020-06-01 10:00:\d\d<\/CreatedDate>/);
		expect(await refusalOf(await client.get(`${client.billingReports}?kind=BDR`))).toEqual({
			status: 400,
			root: 'BillingReportsRetrievalResponse',
			code: '15616',
		});
	});
});
