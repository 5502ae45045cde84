/** Our Webex code against the exchange printed on developer.webex.com, "Get a BroadWorks Billing Report". */
import { fetchFile } from '../../nodes/core/file/fetchFile';
import { webexBillingReports } from '../../nodes/services/webex/billingReports';
import { WEBEX } from '../../nodes/services/webex/hosts';
import { ScriptedHttp, textOf, type ScriptedReply } from '../unit/support/scriptedHttp';

const ID =
	'Y2lzY29zcGFyazovL3VzL0JJTExJTkdfUkVQT1JULzViOGQ1MThhLThmMDAtNDUxYi1hNDA2LWVhZjQ5YjRhN2ZhOA';
const PRINTED_URL = `https://webexapis.com/v1/broadworks/billing/reports/${ID}`;
const PRINTED_LINK =
	'https://billing-reports-example.webexcontent.com/a366de9b-3204-4140-8181-25808d360e36/2021/06/16/340177d1-7f25-41e1-a39f-ad63ec1103a5.csv?Expires=1624978489&Signature=Syp3vrVeMx4P6MeMtm8e1bQaeAdHFe-c7NeHERWh5-qJGLZ1T8Dvl2ee-M8OsFf~z6Yepz94e2Hh1HDVailD0Uryl8SgiM~jl0cBh7L0PmSe~i9oFA0eJ0MulkqGSMVf7ZHhxY55xYMgIBZIERkWm3CqQNDg5BS4EaXapKfOnmFegf36OokCM63m5uOK8-csk08IkZhwo2Z0l1JMtuWYEaLh4dgMHoe~xgH3YmDSSCWInFYaEifUAfgi2YAYS6nP9Zq4BTliBq62XBaehOE1gBrhy4RdwD-3WSs2oD-BdpoRpuGzo3FZzDLVEvd0S2D6gTcHljOHodQKxe-u0BXPWQ__&Key-Pair-Id=APKAJADAKLCI2FW2U32Q';
const PRINTED_BODY = `{ "id": "${ID}", "billingPeriod": "2021-05", "status": "COMPLETED", "created": "2021-06-16T12:40:33.109Z", "createdBy": "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wYWNkMzg3NS00ZTEyLTRkNzctYjk4MS1lMzg5ZmQ4ODQ2YzA", "tempDownloadURL": "${PRINTED_LINK}" }`;

const known = { service: WEBEX.name, reportId: ID, status: 'pending' } as const;

function connect(...script: ScriptedReply[]) {
	const http = new ScriptedHttp(script);
	return { http, service: webexBillingReports({ http, baseUrl: WEBEX.baseUrl }) };
}

describe('GET /v1/broadworks/billing/reports/{id}', () => {
	test('the printed report', async () => {
		const { http, service } = connect({ body: PRINTED_BODY });
		const { raw, ...report } = await service.get(known);
		expect(report).toEqual({
			service: 'Webex BroadWorks',
			reportType: 'billing',
			reportId: ID,
			status: 'completed',
			serviceStatus: 'COMPLETED',
			startDate: '2021-05-01',
			endDate: '2021-05-31',
			createdAt: '2021-06-16T12:40:33.109Z',
		});
		expect(raw).toEqual(JSON.parse(PRINTED_BODY));
		expect(http.requests[0]).toMatchObject({ method: 'GET', url: PRINTED_URL });
	});

	test('the printed link is used to the letter, and without the token', async () => {
		const { http, service } = connect({ body: PRINTED_BODY }, { body: 'A,B\n1,2\n' });
		const request = await service.file(known);
		expect(await fetchFile(http, request, async ({ bytes }) => await textOf(bytes))).toBe(
			'A,B\n1,2\n',
		);
		expect(http.requests[1]).toMatchObject({ url: PRINTED_LINK, auth: 'none' });
	});

	test.each(['IN_PROGRESS', 'COMPLETED', 'FAILED'])('the documented status %s', async (status) => {
		const { service } = connect({ body: PRINTED_BODY.replace('COMPLETED', status) });
		const expected = { IN_PROGRESS: 'pending', COMPLETED: 'completed', FAILED: 'failed' }[status];
		expect((await service.get(known)).status).toBe(expected);
	});

	test('the documented errors of a report that was accepted and failed later', async () => {
		const body = `{ "id": "${ID}", "billingPeriod": "2021-05", "status": "FAILED", "errors": [ { "code": 2024, "description": "Billing Report not found." } ] }`;
		expect(await connect({ body }).service.get(known)).toMatchObject({
			status: 'failed',
			message: 'Billing Report not found. (code 2024)',
		});
	});

	test.each([200, 201, 202])('the documented success %d of a create', async (status) => {
		const { service } = connect({ status, body: `{ "id": "${ID}" }` });
		expect((await service.create({ billingPeriod: '2021-05' })).reportId).toBe(ID);
	});

	test('the documented success 204 of a delete', async () => {
		await expect(connect({ status: 204 }).service.remove?.(known)).resolves.toBeUndefined();
	});

	test.each([400, 401, 403, 404, 405, 409, 410, 415, 423, 428, 429, 500, 502, 503, 504])(
		'the documented refusal %d is told, with its status and what to do',
		async (status) => {
			const { service } = connect({ status, headers: { 'retry-after': '3' } });
			await expect(service.get(known)).rejects.toMatchObject({
				message: expect.stringMatching(/^Webex BroadWorks (did|does|could|no longer|accepts)/),
				details: {
					status,
					retryAfterMs: 3_000,
					description: expect.stringMatching(new RegExp(`\\w.* HTTP status ${status}\\.`)),
				},
			});
		},
	);
});
