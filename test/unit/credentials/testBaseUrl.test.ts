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
		credential.test?.request.baseURL ?? '',
		null,
		0,
		0,
		'Test',
		[],
		'internal',
		{ $credentials: { baseUrl } },
		undefined,
		false,
	);

const CREDENTIALS: ICredentialType[] = [
	new BandwidthApi(),
	new BandwidthOAuth2Api(),
	new EvoVoiceApi(),
	new RingCxApi(),
	new WebexBroadworksApi(),
	new WebexBroadworksOAuth2Api(),
];

describe.each(CREDENTIALS.map((credential) => [credential.displayName, credential] as const))(
	'the test of %s',
	(_, credential) => {
		test.each([
			'https://api.example.com/v1//',
			' https://api.example.com:8443 ',
			'HTTPS://api.example.com/a@b',
			'http://localhost:8080/api',
			'http://127.0.0.1:9',
			'http://[::1]:9/',
		])('goes to %s as the node does', (typed) => {
			const where = String(testedAt(credential, typed));
			expect(new URL(where).href.replace(/\/+$/, '')).toBe(checked(typed));
			expect(where).not.toMatch(/\/$/);
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
		])('goes nowhere for %p', (typed) => {
			const where = String(testedAt(credential, typed));
			expect(where).toContain('must start with https');
			expect(URL.canParse(`${where}${credential.test?.request.url ?? ''}`)).toBe(false);
		});
	},
);
