import { startSandbox, type Sandbox } from '../sandbox';
import {
	BandwidthTestClient,
	ACCOUNT,
	parameter,
	PERIOD,
	refusalOf,
} from '../sandbox/bandwidth/testClient';
import { manualClock } from '../sandbox/testing';

const clock = manualClock('2020-11-01T11:05:12Z');
let sandbox: Sandbox;
let client: BandwidthTestClient;

beforeAll(async () => {
	sandbox = await startSandbox({ clock, jobMs: 3000, rows: 20 });
	client = new BandwidthTestClient(sandbox);
});
afterEach(() => {
	sandbox.reset();
	clock.reset();
});
afterAll(async () => await sandbox.close());

describe('the printed exchanges of account reports', () => {
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
	const instances = () => `${client.account}/reports/100020/instances`;
	const ask = (body: string) => client.post(instances(), body);

	test('request a report', async () => {
		const response = await ask(printed);
		expect(response.status).toBe(201);
		expect(response.headers.get('content-type')).toBe('application/xml; charset=utf-8');
		expect(response.headers.get('location')).toBe(`${instances()}/789`);
		expect(await response.text()).toBe('');
	});

	test('query its status', async () => {
		await ask(
			'<Instance><OutputFormat>pdf</OutputFormat><Parameters><Parameter><Name>AccountId</Name>' +
				'<Value>1</Value></Parameter></Parameters><ExpiresAt>2020-11-25</ExpiresAt></Instance>',
		);
		clock.pass(3000);
		const response = await client.get(`${instances()}/789`);
		expect(response.status).toBe(200);
		expect(response.headers.get('content-type')).toBe('application/xml; charset=utf-8');
		// As printed, but for the id (which is another one than in the printed URL), the user and the day.
		expect((await response.text()).replace(/\n +/g, '\n'))
			.toBe(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<ReportInstanceResponse>
<Instance>
<Id>789</Id>
<ReportId>100020</ReportId>
<ReportName>Sample Report</ReportName>
<OutputFormat>pdf</OutputFormat>
<RequestedByUserName>api-user</RequestedByUserName>
<RequestedAt>2020-11-1 11:05:12</RequestedAt>
<Parameters>
<Parameter>
<Name>AccountId</Name>
<Value>1</Value>
</Parameter>
</Parameters>
<Status>Ready</Status>
<ExpiresAt>2020-11-25</ExpiresAt>
</Instance>
</ReportInstanceResponse>`);
	});

	test('download it', async () => {
		await ask(printed);
		clock.pass(3000);
		const response = await client.get(`${instances()}/789/file`);
		expect(response.status).toBe(200);
		expect(response.headers.get('content-disposition')).toBe('attachment; filename=output.pdf');
		expect((await response.text()).slice(0, 5)).toBe('%PDF-');
	});

	test('the list of reports is the printed table', async () => {
		const text = await (await client.get(`${client.account}/reports`)).text();
		const ids = [...text.matchAll(/<Id>(\d+)<\/Id>/g)].map(([, id]) => Number(id));
		expect(ids).toEqual([2, 4, 6, 8, 14, 16, 24, 30, 31, 34, 36, 42, 47, 48, 50, 59, 64, 65]);
		expect(text).toContain('<Name>Telephone Number Route Plan Report</Name>');
	});
});

describe('what is told about a report', () => {
	test('names, types, allowed values and whether several may be given', async () => {
		const text = await (await client.get(`${client.account}/reports/14`)).text();
		expect(text.replace(/\n */g, '')).toContain(
			'<Parameter><Name>Order Status</Name><Type>Enum</Type><Values><Value><InternalName>COMPLETE' +
				'</InternalName><DisplayName>Complete</DisplayName></Value>',
		);
		expect(text).toContain('<MultiSelectAllowed>true</MultiSelectAllowed>');
	});

	test('a parameter can have nothing but a name', async () => {
		const text = await (await client.get(`${client.account}/reports/24`)).text();
		expect(text.replace(/\n */g, '')).toContain(
			'<Parameters><Parameter><Name>User Name</Name></Parameter></Parameters>',
		);
	});

	test('an unknown report is 19000', async () => {
		expect(await refusalOf(await client.get(`${client.account}/reports/3`))).toMatchObject({
			status: 404,
			code: '19000',
		});
	});
});

describe('refusals of account reports', () => {
	test.each([
		['no format', '4', ACCOUNT, '', '', '19030'],
		['an unknown format', '4', ACCOUNT, 'doc', '', '19030'],
		['a required parameter that is missing', '4', '', 'csv', '', '19032'],
		['an unknown parameter', '4', ACCOUNT + parameter('Colour', 'red'), 'csv', '', '19023'],
		['the same parameter twice', '4', ACCOUNT + ACCOUNT, 'csv', '', '19027'],
		['the same value twice', '4', ACCOUNT + parameter('Sub-account', '1', '1'), 'csv', '', '19054'],
		['a parameter without a value', '4', parameter('Account'), 'csv', '', '19025'],
		['an account of somebody else', '4', parameter('Account', '1'), 'csv', '', '19039'],
		[
			'a value out of the list',
			'2',
			ACCOUNT + parameter('Number State', 'GONE'),
			'csv',
			'',
			'19038',
		],
		[
			'two values for one',
			'2',
			ACCOUNT + parameter('Number State', 'AGING', 'AGING'),
			'csv',
			'',
			'19057',
		],
		[
			'yes instead of true',
			'42',
			ACCOUNT + parameter('Include Details', 'yes'),
			'csv',
			'',
			'19060',
		],
		[
			'a day that does not exist',
			'4',
			ACCOUNT + parameter('Snapshot Date', '2020-02-30'),
			'csv',
			'',
			'19037',
		],
		['a fraction', '47', ACCOUNT + parameter('Minimum Days', '1.5'), 'csv', '', '19036'],
		['an expiry that is no day', '4', ACCOUNT, 'csv', '<ExpiresAt>soon</ExpiresAt>', '19059'],
		['an expiry too far away', '4', ACCOUNT, 'csv', '<ExpiresAt>2020-12-25</ExpiresAt>', '19046'],
		['an expiry in the past', '4', ACCOUNT, 'csv', '<ExpiresAt>2020-10-31</ExpiresAt>', '19046'],
	])('%s', async (_case, id, parameters, format, more, code) => {
		const response = await client.postInstance(id, parameters, format, more);
		expect(response.headers.get('location')).toBeNull();
		expect(await refusalOf(response)).toMatchObject({ status: 400, code });
	});

	test('several values where several are allowed', async () => {
		const several = parameter('Order Status', 'FAILED', 'PARTIAL');
		expect((await client.postInstance('14', ACCOUNT + PERIOD + several)).status).toBe(201);
	});

	test('an instance that does not exist, or belongs to another report', async () => {
		const location = await client.createInstance('4');
		const elsewhere = location.replace('/reports/4/', '/reports/2/');
		for (const url of [`${client.account}/reports/4/instances/1`, elsewhere, `${elsewhere}/file`]) {
			expect(await refusalOf(await client.get(url))).toMatchObject({ status: 404, code: '19019' });
		}
	});
});
