import fc from 'fast-check';
import { InputError, ServiceError } from '../../../nodes/core/errors';
import { fetchReportFile } from '../../../nodes/core/file/fetchFile';
import { type HttpPort } from '../../../nodes/core/http/httpPort';
import { type Report } from '../../../nodes/core/report';
import { type ReportService } from '../../../nodes/core/service';
import { accountReports } from '../../../nodes/services/bandwidth/accountReports';
import { billingReports } from '../../../nodes/services/bandwidth/billingReports';
import { reportDefinitions } from '../../../nodes/services/bandwidth/definitions';
import { namedReport } from '../../../nodes/services/bandwidth/instance';
import { evoVoiceAccounts } from '../../../nodes/services/evoVoice/accounts';
import { evoVoiceReports } from '../../../nodes/services/evoVoice/reports';
import { ringCxDirectory } from '../../../nodes/services/ringCx/directory';
import { webexBillingReports } from '../../../nodes/services/webex/billingReports';
import { runs } from '../support/runs';
import { ScriptedHttp, textOf, type ScriptedReply } from '../support/scriptedHttp';

/*
 * Whatever a service answers, a user gets reports of the one shape, or a failure in words: never a bug's
 * TypeError, never a report without an ID, never a message that fills the screen.
 */

const JSON_NAMES =
	'id status name reports items errors code errorCode description message dateCreated statusMessage fieldName billingPeriod created tempDownloadURL trackingId accountId accountName attributeName generalMessage groupName userId validationErrors accounts data __proto__ constructor length';
const XML_NAMES =
	'BillingReportId BillingReportKind BillingReportList Code CreatedDate DateRange Description DisplayName EndDate Error ErrorCode ExpiresAt HelpInformation Id Instance Instances InternalName Name OutputFormat Parameter Parameters Report ReportId ReportName ReportStatus RequestedAt ResponseStatus StartDate Status Type Value ValueFilter __proto__ constructor toString';

const anyText = fc.oneof(
	fc.constantFrom(
		...'COMPLETED FAILED Ready Error PENDING completed 15602 19067 2026-02 2026-02-01 4 0 -1 1e400 NaN'.split(
			' ',
		),
		'https://cdn.example.com/a',
		'http://169.254.169.254/',
		'../../x',
		'',
	),
	fc.string({ unit: 'binary', maxLength: 20 }),
	fc.constantFrom('\u0000\u001b[2J\u202e', 'x'.repeat(5_000), '<b>'.repeat(2_000)),
);

const { json } = fc.letrec((tie) => ({
	json: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		anyText,
		fc.constantFrom(null, true, 0, -1, 1.5, 1e21, 2 ** 53),
		fc.array(tie('json'), { maxLength: 4 }),
		fc.dictionary(fc.constantFrom(...JSON_NAMES.split(' ')), tie('json'), { maxKeys: 6 }),
	),
}));

const { xml } = fc.letrec<{ xml: string }>((tie) => ({
	xml: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		anyText,
		anyText.map((text) => `<![CDATA[${text}]]>`),
		fc.constantFrom('&amp;', '&#0;', '&#x110000;', '&lol;', '<!-- -->', '<?a b?>', '<!DOCTYPE a>'),
		fc
			.tuple(fc.constantFrom(...XML_NAMES.split(' ')), fc.array(tie('xml'), { maxLength: 4 }))
			.map(([name, children]) => `<${name}>${children.join('')}</${name}>`),
	),
}));

const header = fc.oneof(
	anyText,
	fc.constantFrom(
		'/accounts/1/billingreports/789',
		'https://x/',
		'9'.repeat(400),
		'-1',
		'Infinity',
	),
);
const replyWith = (body: fc.Arbitrary<string>): fc.Arbitrary<ScriptedReply> =>
	fc.record({
		status: fc.constantFrom(
			200,
			200,
			200,
			201,
			202,
			204,
			302,
			400,
			401,
			403,
			404,
			409,
			410,
			418,
			429,
			500,
			503,
		),
		headers: fc.dictionary(
			fc.constantFrom(
				'location',
				'retry-after',
				'content-type',
				'content-length',
				'content-disposition',
				'x-ratelimit-reset',
				'date',
			),
			header,
			{ maxKeys: 4, noNullPrototype: true },
		),
		body,
	});
const jsonReply = replyWith(
	fc.oneof(
		json.map((value) => JSON.stringify(value)),
		anyText,
	),
);
const xmlReply = replyWith(xml.map((text) => `<Answer>${text}</Answer>`));

/** The same reply to every request. */
const always = (reply: ScriptedReply): HttpPort => ({
	exchange: async (request, use) => await new ScriptedHttp([reply]).exchange(request, use),
});

// eslint-disable-next-line no-control-regex -- control characters are what must not be there
const UNFIT = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/;

function expectWords(error: unknown): void {
	if (!(error instanceof ServiceError || error instanceof InputError)) throw error;
	const description = error instanceof ServiceError ? error.details.description : error.description;
	for (const text of [error.message, description ?? '']) {
		expect(text.length).toBeLessThan(2_000);
		expect(text).not.toMatch(UNFIT);
	}
	const hintMs = error instanceof ServiceError ? error.details.retryAfterMs : undefined;
	expect(hintMs === undefined || (hintMs >= 0 && hintMs <= 86_400_000)).toBe(true);
}

function expectReport(report: Report): void {
	expect(typeof report.reportId === 'string' && report.reportId !== '').toBe(true);
	expect(['pending', 'completed', 'failed', 'expired']).toContain(report.status);
	for (const [name, value] of Object.entries(report)) {
		if (['raw', 'hasFile', 'parameters'].includes(name)) continue;
		expect([name, typeof value]).toEqual([name, 'string']);
	}
}

/** Calls everything that a service offers. */
async function tryAll<Request, Filter>(
	http: HttpPort,
	service: ReportService<Request, Filter>,
	known: Report,
	request: Request,
	filter: Filter,
): Promise<void> {
	const attempt = async (work: () => Promise<unknown>) => await work().catch(expectWords);
	const check = async (found: Promise<Report>) => expectReport(await found);
	await attempt(async () => await check(service.create(request)));
	await attempt(async () => await check(service.get(known)));
	const expectAnswer = (answer: Report | Error) =>
		answer instanceof Error ? expectWords(answer) : expectReport(answer);
	await attempt(async () => (await service.getMany?.([known]))?.forEach(expectAnswer));
	await attempt(async () => (await service.list?.(filter))?.forEach(expectReport));
	await attempt(async () => await service.remove?.(known));
	await attempt(
		async () =>
			await fetchReportFile(
				http,
				async () => await service.file(known),
				async ({ bytes }) => await textOf(bytes),
			),
	);
}

const days = { startDate: '2026-02-01', endDate: '2026-02-28' };
const known = { service: 'x', reportId: '789', status: 'pending' } as const;

test('whatever Bandwidth answers about billing reports ends in a report or in words', async () => {
	await fc.assert(
		fc.asyncProperty(xmlReply, async (reply) => {
			const http = always(reply);
			const service = billingReports({
				http,
				baseUrl: 'https://b.example.com/api',
				accountId: '1',
			});
			await tryAll(http, service, known, { reportType: 'BDR', ...days }, undefined);
		}),
		runs(200),
	);
});

test('whatever Bandwidth answers about account reports ends in a report or in words', async () => {
	await fc.assert(
		fc.asyncProperty(xmlReply, async (reply) => {
			const http = always(reply);
			const connection = { http, baseUrl: 'https://b.example.com/api', accountId: '1' };
			const request = { reportDefinitionId: '4', outputFormat: 'csv', parameters: [] };
			const filter = { reportDefinitionId: '4' };
			await tryAll(http, accountReports(connection), namedReport('4', '789'), request, filter);
			await reportDefinitions(connection).list().catch(expectWords);
			await reportDefinitions(connection).get('4').catch(expectWords);
		}),
		runs(200),
	);
});

test('whatever Webex answers ends in a report or in words', async () => {
	await fc.assert(
		fc.asyncProperty(jsonReply, async (reply) => {
			const http = always(reply);
			const service = webexBillingReports({ http, baseUrl: 'https://w.example.com/v1' });
			await tryAll(http, service, known, { billingPeriod: '2026-02' }, {});
		}),
		runs(200),
	);
});

test('whatever Evo Voice answers ends in a report or in words', async () => {
	await fc.assert(
		fc.asyncProperty(jsonReply, async (reply) => {
			const http = always(reply);
			const connection = { http, baseUrl: 'https://e.example.com' };
			const request = { reportType: 'billing', accountId: 'a', ...days, details: {} };
			await tryAll(http, evoVoiceReports(connection), { ...known, accountId: 'a' }, request, {
				accountId: 'a',
			});
			await evoVoiceAccounts(connection).catch(expectWords);
		}),
		runs(200),
	);
});

test('whatever RingCX answers ends in a list or in words', async () => {
	await fc.assert(
		fc.asyncProperty(jsonReply, async (reply) => {
			const directory = ringCxDirectory({ http: always(reply), baseUrl: 'https://r.example.com' });
			await directory.accounts().catch(expectWords);
			await directory.groups(['1'], 'CLOUD_PROFILE').catch(expectWords);
		}),
		runs(200),
	);
});
