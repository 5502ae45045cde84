/** n8n goes on answering whatever a service sends: reading an answer of megabytes takes no longer than it is long. */
import { ServiceError } from '../../../nodes/core/errors';
import { isReportId } from '../../../nodes/services/bandwidth/connection';
import { reportDefinitions } from '../../../nodes/services/bandwidth/definitions';
import { evoVoiceReports } from '../../../nodes/services/evoVoice/reports';
import { completeSelection } from '../../../nodes/services/ringCx/cloudSelection';
import { ringCxDirectory } from '../../../nodes/services/ringCx/directory';
import { webexBillingReports } from '../../../nodes/services/webex/billingReports';
import { ScriptedHttp } from '../support/scriptedHttp';

/** Of the processor, so that a busy machine does not count. Each of these took from five seconds to minutes. */
const LONGEST_MS = 2_000;
const BANDWIDTH = 'https://dashboard.bandwidth.com/api';

async function cpuMs(work: () => unknown): Promise<number> {
	const before = process.cpuUsage();
	await work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}

const answering = (body: string, status = 200) => new ScriptedHttp([{ status, body }]);

const definitions = (body: string) =>
	reportDefinitions({ http: answering(body), baseUrl: BANDWIDTH, accountId: '9900000' });

test('the id of a report type at Bandwidth', async () => {
	const id = `${'a'.repeat(100_000)}!`;
	const { list } = definitions(`<R><Report><Id>${id}</Id><Name>Long</Name></Report></R>`);
	expect(await cpuMs(async () => expect(await list()).toEqual([]))).toBeLessThan(LONGEST_MS);
	expect(isReportId('a'.repeat(500))).toBe(true);
	expect(isReportId('a'.repeat(501))).toBe(false);
});

test('the values of a parameter at Bandwidth', async () => {
	const count = 10_000;
	const names = Array.from({ length: count }, (_, i) => `v${i}`);
	const values = names
		.map((name) => `<Value><InternalName>${name}</InternalName></Value>`)
		.join('');
	const { get } = definitions(
		`<R><Report><Id>4</Id><Parameters><Parameter><Name>P</Name><Type>Enum</Type>` +
			`<ValueFilter>${'none;'.repeat(200_000)}</ValueFilter>` +
			`<Values>${values}</Values></Parameter></Parameters></Report></R>`,
	);
	const ms = await cpuMs(async () => {
		const [parameter] = (await get('4')).parameters ?? [];
		expect(parameter?.values).toHaveLength(10_000);
	});
	expect(ms).toBeLessThan(LONGEST_MS);
});

test('the id of a report at Webex', async () => {
	const id = `a${'"'.repeat(200_000)}a`;
	const body = JSON.stringify({ items: [{ id, status: 'COMPLETED' }] });
	const service = webexBillingReports({
		http: answering(body),
		baseUrl: 'https://webexapis.com/v1',
	});
	const ms = await cpuMs(async () => expect(await service.list({})).toEqual([]));
	expect(ms).toBeLessThan(LONGEST_MS);
});

test('the fields that Evo Voice finds wrong', async () => {
	const errors = Array.from({ length: 40_000 }, (_, i) => ({ message: `Wrong ${i}` }));
	const body = JSON.stringify({ responseStatus: { errorCode: 'Validation', errors } });
	const service = evoVoiceReports({ http: answering(body, 400), baseUrl: 'https://evovoice.io' });
	const ms = await cpuMs(async () => {
		const error: unknown = await service.list({}).catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(ServiceError);
		expect(String(error)).toContain('Evo Voice says: Wrong 0; Wrong 1;');
	});
	expect(ms).toBeLessThan(LONGEST_MS);
});

test('a group that RingCX lists again with each of its members', async () => {
	const count = 20_000;
	const rows = Array.from({ length: count }, (_, i) => ({ groupId: 1, children: [{ objId: i }] }));
	const bodies = [[{ userId: 1 }], rows].map((body) => ({ body: JSON.stringify(body) }));
	const http = new ScriptedHttp(bodies);
	const directory = ringCxDirectory({ http, baseUrl: 'https://ringcx.ringcentral.com' });
	const ms = await cpuMs(async () => {
		const [group] = await directory.groups(['1'], 'CLOUD_PROFILE');
		expect(group?.members).toHaveLength(count);
	});
	expect(ms).toBeLessThan(LONGEST_MS);
});

test('the groups of many RingCX profiles that were chosen', async () => {
	const count = 150_000;
	const known = Array.from({ length: count }, (_, id) => ({ id, members: [{ id: count + id }] }));
	const ids = known.flatMap(({ members }) => members.map(({ id }) => id));
	const selected = async (groupIds: number[], chosen: number[]) =>
		await completeSelection({ groupIds, ids: chosen }, async () => known, 'profiles');
	const ms = await cpuMs(async () => {
		expect((await selected([], ids)).groupIds).toHaveLength(count);
		expect((await selected([...known.keys()], [])).ids).toHaveLength(count);
	});
	expect(ms).toBeLessThan(LONGEST_MS);
});
