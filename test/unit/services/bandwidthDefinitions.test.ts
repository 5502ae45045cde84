import { InputError } from '../../../nodes/core/errors';
import {
	isAccountId,
	kindOf,
	reportDefinitions,
} from '../../../nodes/services/bandwidth/definitions';
import { KNOWN_DEFINITIONS } from '../../../nodes/services/bandwidth/knownDefinitions';
import { ScriptedHttp, type ScriptedReply } from '../support/scriptedHttp';

const BASE = 'https://dashboard.bandwidth.com/api';

function connect(...script: ScriptedReply[]) {
	const http = new ScriptedHttp(script);
	return { http, service: reportDefinitions({ http, baseUrl: BASE, accountId: '5500123' }) };
}

/** The parameters of a definition that has these elements. */
async function parametersOf(xml: string, root = 'ReportResponse') {
	const body = `<${root}><Report><Id>4</Id><Name>N</Name>${xml}</Report></${root}>`;
	return (await connect({ body }).service.get('4')).parameters;
}

describe('the list of report types', () => {
	const row = (id: string) =>
		`<Report><Name>Report ${id}</Name><Id>${id}</Id><Description>About ${id}</Description></Report>`;
	const list = async (rows: string) =>
		await connect({ body: `<ReportsResponse>${rows}</ReportsResponse>` }).service.list();

	test('may hold none, one or many, in the order of the service', async () => {
		const ids = async (rows: string) => (await list(rows)).map(({ id }) => id);
		expect(await ids('<Reports/>')).toEqual([]);
		expect(await ids('')).toEqual([]);
		expect(await ids(`<Reports>${row('4')}</Reports>`)).toEqual(['4']);
		expect(await ids(`<Reports>${row('64')}${row('004')}</Reports>`)).toEqual(['64', '004']);
	});

	test('gives id, name and description', async () => {
		const [definition] = await list(`<Reports>${row('4')}</Reports>`);
		expect(definition).toEqual({
			id: '4',
			name: 'Report 4',
			description: 'About 4',
			raw: { Name: 'Report 4', Id: '4', Description: 'About 4' },
		});
	});

	test('leaves out an id that would change an address, and calls a nameless report by its id', async () => {
		const rows = '<Report><Name>x</Name><Id>../users</Id></Report><Report><Id>7</Id></Report>';
		expect((await list(`<Reports>${rows}</Reports>`)).map(({ name }) => name)).toEqual(['7']);
	});
});

describe('one report type', () => {
	test("is found whatever the root is called, and its description is not a parameter's", async () => {
		for (const root of ['ReportResponse', 'ReportsResponse']) {
			const body = `<${root}><Report><Id>4</Id><Name>N</Name><Parameters><Parameter><Name>P</Name><Description>of P</Description></Parameter></Parameters></Report></${root}>`;
			const definition = await connect({ body }).service.get('4');
			expect(definition).toMatchObject({ id: '4', name: 'N' });
			expect(definition).not.toHaveProperty('description');
		}
	});

	test('an id that is not known is told with advice', async () => {
		const body =
			"<ReportResponse><ResponseStatus><ErrorCode>19000</ErrorCode><Description>No report found with report ID of '9'</Description></ResponseStatus></ReportResponse>";
		await expect(connect({ status: 404, body }).service.get('9')).rejects.toMatchObject({
			message: "Bandwidth says: No report found with report ID of '9' (code 19000)",
			details: { description: expect.stringContaining('Choose a report type from the list') },
		});
	});

	test.each(['', '../4', '4/instances', '4?x', '..'])(
		'the id %p is refused before any request',
		async (id) => {
			const { http, service } = connect({ body: '' });
			await expect(service.get(id)).rejects.toBeInstanceOf(InputError);
			expect(http.requests).toHaveLength(0);
		},
	);

	test.each([
		['', 'an empty answer'],
		['<ReportResponse/>', 'without the report type'],
	])('an answer without it (%p) is no report type', async (body, message) => {
		await expect(connect({ body }).service.get('4')).rejects.toThrow(message);
	});
});

describe('parameters', () => {
	const wrap = (xml: string) => `<Parameters>${xml}</Parameters>`;

	test('may be none, one or many', async () => {
		const p = (name: string) => `<Parameter><Name>${name}</Name></Parameter>`;
		const names = async (xml: string) => (await parametersOf(xml))?.map(({ name }) => name);
		expect(await names('')).toEqual([]);
		expect(await names('<Parameters/>')).toEqual([]);
		expect(await names(wrap(p('Sub-account')))).toEqual(['Sub-account']);
		expect(await names(wrap(p('B') + p('Snapshot Date')))).toEqual(['B', 'Snapshot Date']);
	});

	test('need nothing but a name', async () => {
		expect(await parametersOf(wrap('<Parameter><Name>P</Name></Parameter><Parameter/>'))).toEqual([
			{ name: 'P', required: false, multiSelect: false },
		]);
	});

	const value = (name: string, shown: string) =>
		`<Value><InternalName>${name}</InternalName><DisplayName>${shown}</DisplayName></Value>`;
	const enumeration = (xml: string) =>
		wrap(`<Parameter><Name>P</Name><Type>Enum</Type>${xml}</Parameter>`);

	test.each([
		['one value', `<Values>${value('A', 'a')}</Values>`, ['A']],
		['many', `<Values>${value('A', 'a')}${value('B', 'b')}</Values>`, ['A', 'B']],
		[
			'many, narrowed by the filter',
			`<ValueFilter>B;C;</ValueFilter><Values>${value('A', 'a')}${value('B', 'b')}${value('C', 'c')}</Values>`,
			['B', 'C'],
		],
		['only the filter', '<ValueFilter>A; B</ValueFilter>', ['A', 'B']],
		['an empty filter', `<ValueFilter/><Values>${value('A', 'a')}</Values>`, ['A']],
	])('list their values: %s', async (_, xml, expected) => {
		const [parameter] = (await parametersOf(enumeration(xml))) ?? [];
		expect(parameter?.values?.map(({ internalName }) => internalName)).toEqual(expected);
	});

	test('show a value by its display name, or by its internal one', async () => {
		const xml = `<Values>${value('A', 'First')}<Value><InternalName>B</InternalName></Value><Value><DisplayName>C</DisplayName></Value></Values>`;
		expect((await parametersOf(enumeration(xml)))?.[0]?.values).toEqual([
			{ internalName: 'A', displayName: 'First' },
			{ internalName: 'B', displayName: 'B' },
		]);
	});

	test('without listed values have none', async () => {
		const [parameter] = (await parametersOf(enumeration('<Values/>'))) ?? [];
		expect(parameter).not.toHaveProperty('values');
	});

	test.each([
		['Integer', 'integer'],
		['BOOLEAN', 'boolean'],
		['Date', 'date'],
		['String', 'text'],
		['Site ID', 'text'],
		['Something New', 'text'],
		[undefined, 'text'],
	])('of type %s are written as %s', (type, kind) => {
		expect(kindOf({ name: 'P', type, required: false, multiSelect: false })).toBe(kind);
	});

	test('with listed values are lists, whatever their type', () => {
		const values = [{ internalName: 'A', displayName: 'a' }];
		expect(kindOf({ name: 'P', type: 'String', required: false, multiSelect: true, values })).toBe(
			'list',
		);
	});

	test('that name the account are known by their type', () => {
		const parameter = { name: 'P', required: true, multiSelect: false };
		expect(isAccountId({ ...parameter, type: 'Account ID' })).toBe(true);
		expect(isAccountId({ ...parameter, type: 'Site ID' })).toBe(false);
		expect(isAccountId({ ...parameter, name: 'Account' })).toBe(false);
	});
});

test("the known report types are the eighteen of Bandwidth's table and two more, by name", () => {
	const ids = KNOWN_DEFINITIONS.map(({ id }) => Number(id)).sort((a, b) => a - b);
	expect(ids).toEqual([2, 4, 6, 8, 14, 16, 24, 30, 31, 34, 36, 37, 42, 47, 48, 50, 59, 64, 65, 67]);
	const names = KNOWN_DEFINITIONS.map(({ name }) => name);
	expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
});
