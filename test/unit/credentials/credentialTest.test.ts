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
			const answer = Buffer.from(await (await fetch(where)).arrayBuffer());
			const told = credential.test?.rules?.find(({ properties }) =>
				'key' in properties ? answer[Number(properties.key)] === properties.value : false,
			);
			expect(told?.properties.message).toMatch(/^'Base URL' must start with https:/);
		});
	},
);
