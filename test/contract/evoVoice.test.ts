/** Our Evo Voice code against the exchange printed on evovoice.io, metadata of BillingReport. */
import { EVO_VOICE } from '../../nodes/services/evoVoice/hosts';
import { evoVoiceReports } from '../../nodes/services/evoVoice/reports';
import { ScriptedHttp, type ScriptedReply } from '../unit/support/scriptedHttp';

const PRINTED_REQUEST =
	'{"startDate":"String","endDate":"String","accountId":"String","emailAddressToNotify":"String"}';
const PRINTED_REPLY: ScriptedReply = {
	status: 200,
	headers: { 'content-type': 'text/csv' },
	body: '{"id":"String","name":"String","status":"Queued","statusMessage":"String","dateCreated":"String","dateUpdated":"String","downloadLink":"String","jobId":"String","emailAddressToNotify":"String","server":"String"}',
};

const request = {
	reportType: 'billing',
	startDate: 'String',
	endDate: 'String',
	accountId: 'String',
	emailAddressToNotify: 'String',
	details: {},
};

function connect(...script: ScriptedReply[]) {
	const http = new ScriptedHttp(script);
	return { http, service: evoVoiceReports({ http, baseUrl: EVO_VOICE.baseUrl }) };
}

describe('POST /reports/billing', () => {
	test('the printed request, to the letter but in JSON by name', async () => {
		const { http, service } = connect(PRINTED_REPLY);
		await service.create(request);
		expect(http.requests[0]).toMatchObject({
			method: 'POST',
			url: 'https://evovoice.io/reports/billing',
			// The page shows text/csv, the format that it was opened for.
			accept: 'application/json',
			headers: { 'Content-Type': 'application/json' },
			body: PRINTED_REQUEST,
		});
	});

	test('the printed reply, whatever its label', async () => {
		const { raw, ...report } = await connect(PRINTED_REPLY).service.create(request);
		expect(report).toEqual({
			service: 'Evo Voice',
			reportType: 'billing',
			reportId: 'String',
			accountId: 'String',
			name: 'String',
			status: 'pending',
			serviceStatus: 'Queued',
			message: 'String',
			startDate: 'String',
			endDate: 'String',
			createdAt: 'String',
		});
		expect(raw).toEqual(JSON.parse(String(PRINTED_REPLY.body)));
	});

	test.each([
		['Queued', 'pending'],
		['Running', 'pending'],
		['Completed', 'completed'],
		['Error', 'failed'],
	])('the printed status %s', async (word, status) => {
		const body = String(PRINTED_REPLY.body).replace('Queued', word);
		expect(await connect({ body }).service.create(request)).toMatchObject({
			status,
			serviceStatus: word,
		});
	});

	test('the printed download link is not used: the workbook has an address of its own', async () => {
		const { service } = connect(PRINTED_REPLY);
		const report = { ...(await service.create(request)), status: 'completed' } as const;
		expect((await service.file(report)).url).toBe('https://evovoice.io/reports/String.xlsx');
	});
});
