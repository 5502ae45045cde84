import { Workflow, type ICredentialType, type INodeTypes } from 'n8n-workflow';
import { BandwidthApi } from '../../../credentials/BandwidthApi.credentials';
import { BandwidthOAuth2Api } from '../../../credentials/BandwidthOAuth2Api.credentials';
import { EvoVoiceApi } from '../../../credentials/EvoVoiceApi.credentials';
import { RingCxApi } from '../../../credentials/RingCxApi.credentials';
import { WebexBroadworksApi } from '../../../credentials/WebexBroadworksApi.credentials';
import { WebexBroadworksOAuth2Api } from '../../../credentials/WebexBroadworksOAuth2Api.credentials';
import { baseUrl as checked } from '../../../nodes/core/url';

const { expression } = new Workflow({
	nodes: [
		{ id: '1', name: 'Test', type: 'test', typeVersion: 1, parameters: {}, position: [0, 0] },
	],
	connections: {},
	active: false,
	nodeTypes: {
		getByNameAndVersion: () => ({ description: { properties: [] } }),
	} as unknown as INodeTypes,
});

/** Where the test of a credential with this base URL would be sent, as n8n reads the expression. */
const testedAt = (credential: ICredentialType, baseUrl: unknown): unknown =>
	expression.getParameterValue(
		credential.test?.request.url ?? '',
		null,
		0,
		0,
		'Test',
		[],
		'internal',
		{ $credentials: { baseUrl, accountId: '5500123' } },
		undefined,
		false,
	);

/** What is told of an answer with 200, as n8n looks at its text. */
function toldOf({ test }: ICredentialType, text: string): string | undefined {
	expect(test?.request.encoding).toBe('text');
	const answer = Object(text) as object;
	return test?.rules?.find(
		({ properties }) =>
			'key' in properties && Reflect.get(answer, properties.key) === properties.value,
	)?.properties.message;
}

const CREDENTIALS: Array<[ICredentialType, path: string]> = [
	[new BandwidthApi(), '/accounts/5500123/reports'],
	[new BandwidthOAuth2Api(), '/accounts/5500123/reports'],
	[new EvoVoiceApi(), '/reports'],
	[new RingCxApi(), '/voice/api/v1/admin/accounts'],
	[new WebexBroadworksApi(), '/broadworks/billing/reports'],
	[new WebexBroadworksOAuth2Api(), '/broadworks/billing/reports'],
];

describe.each(CREDENTIALS.map((row) => [row[0].displayName, ...row] as const))(
	'the test of %s',
	(_, credential, path) => {
		test.each([
			'https://api.example.com/v1//',
			' https://api.example.com:8443 ',
			'HTTPS://api.example.com/a@b',
			'https://api.example.com/v1/?page=1#top',
			'http://localhost:8080/api',
			'http://127.0.0.1:9',
			'http://[::1]:9/',
		])('goes to %s as the node does', (typed) => {
			const where = String(testedAt(credential, typed));
			expect(new URL(where).href).toBe(`${checked(typed)}${path}`);
		});

		test.each([
			'http://api.example.com',
			'http://localhost.example.com',
			'http://localhost:x@example.com',
			'http://127.0.0.1:80@example.com/',
			'http://localhost\\@example.com',
			'https://user:secret@example.com',
			'ftp://localhost/a',
			'//example.com',
			'',
			undefined,
		])('sends nothing for %p, and says why', async (typed) => {
			const where = String(testedAt(credential, typed));
			expect(where).toMatch(/^data:/);
			const told = toldOf(credential, await (await fetch(where)).text());
			expect(told).toMatch(/^'Base URL' must start with https:/);
		});
	},
);

describe('where the service should be', () => {
	const DOCUMENT = '<?xml version="1.0"?><Reports/>';
	const BANDWIDTH_PAGE = /^There is no Bandwidth API at this address/;
	const RINGCX_PAGE = /^There is no RingCX at this address/;
	const services: Array<[ICredentialType, answers: string[], foreign: RegExp, more: string[]]> = [
		[
			new BandwidthApi(),
			// Nothing, as elsewhere where Bandwidth has nothing to list.
			[DOCUMENT, '<Reports/>', `\n${DOCUMENT}`, ''],
			BANDWIDTH_PAGE,
			['{"ok":true}', '[]'],
		],
		[new BandwidthOAuth2Api(), [DOCUMENT], BANDWIDTH_PAGE, []],
		[new EvoVoiceApi(), ['{"results":[]}', '[]'], /login page/, []],
		[new RingCxApi(), ['[{"accountId":"1"}]', '[\n{}]'], RINGCX_PAGE, ['', '{"ok":true}', '{}']],
		[new WebexBroadworksApi(), ['{"items":[]}'], /^There is no Webex API/, []],
		[new WebexBroadworksOAuth2Api(), ['{"items":[]}'], /^There is no Webex API/, []],
	];
	const PAGES = [
		'<!DOCTYPE html><title>App</title>',
		'<html><body></body></html>',
		'<HTML>',
		'\n<!doctype html>',
		'\r\n<!doctype html>',
	];

	describe.each(services.map((row) => [row[0].displayName, ...row] as const))(
		'the test of %s',
		(_, credential, answers, foreign, more) => {
			test.each(answers)('takes %j for an answer', (text) => {
				expect(toldOf(credential, text)).toBeUndefined();
			});

			test.each([...PAGES, ...more])('takes %j for none', (text) => {
				expect(toldOf(credential, text)).toMatch(foreign);
			});
		},
	);

	test('a RingCX login that sees no account is told', () => {
		expect(toldOf(new RingCxApi(), '[]')).toMatch(/it sees no account/);
	});
});
