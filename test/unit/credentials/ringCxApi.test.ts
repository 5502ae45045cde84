import {
	type ICredentialDataDecryptedObject,
	type IHttpRequestOptions,
	type IN8nHttpFullResponse,
} from 'n8n-workflow';
import { RingCxApi } from '../../../credentials/RingCxApi.credentials';
import { secrets } from '../../support/secrets';

const credential = new RingCxApi();
let place = 0;

/** Credentials at an address of their own, since what is exchanged is remembered by the process. */
function credentials(data: ICredentialDataDecryptedObject): ICredentialDataDecryptedObject {
	place += 1;
	secrets.addCredential(data);
	return { sessionToken: '', baseUrl: `https://ringcx-${place}.example.com/`, ...data };
}

const pair = (data: ICredentialDataDecryptedObject = {}) =>
	credentials({
		method: 'tokenPair',
		accessToken: 'old-access',
		refreshToken: 'old-refresh',
		...data,
	});

const jwt = (data: ICredentialDataDecryptedObject = {}) =>
	credentials({
		method: 'ringCentralJwt',
		clientId: 'id',
		clientSecret: 'client-secret',
		jwt: 'signed.jwt.of-a-user',
		ringCentralUrl: 'https://platform.example.com',
		...data,
	});

type Reply = Partial<IN8nHttpFullResponse> | Error;

/** Runs preAuthentication as n8n does, with scripted answers. */
function n8n(...script: Reply[]) {
	const sent: IHttpRequestOptions[] = [];
	const helpers = {
		httpRequest: async (options: IHttpRequestOptions) => {
			sent.push(options);
			const reply = script[sent.length - 1];
			if (reply === undefined) throw new Error('Not in the script');
			if (reply instanceof Error) throw reply;
			return { statusCode: 200, headers: {}, body: {}, ...reply };
		},
	};
	return {
		sent,
		renew: async (data: ICredentialDataDecryptedObject) =>
			await credential.preAuthentication.call({ helpers }, data),
	};
}

const headersFor = async (data: ICredentialDataDecryptedObject) => {
	const request = { url: 'https://x.example.com', headers: { Accept: 'text/csv' } };
	if (typeof credential.authenticate !== 'function') throw new Error('Not a function');
	return (await credential.authenticate(data, request)).headers;
};

const NEW_PAIR: Reply = { body: { accessToken: 'new-access', refreshToken: 'new-refresh' } };

describe('a pair of tokens', () => {
	test('is used as it was entered, and n8n is told to keep it so', async () => {
		const { sent, renew } = n8n();
		const data = pair();
		expect(await renew(data)).toEqual({ sessionToken: 'pair in use' });
		expect(sent).toEqual([]);
		expect(await headersFor(data)).toEqual({
			Accept: 'text/csv',
			Authorization: 'Bearer old-access',
		});
	});

	test('that was refused buys the next one, and both tokens are stored', async () => {
		const { sent, renew } = n8n(NEW_PAIR);
		const data = pair({ sessionToken: 'pair in use' });
		const stored = await renew(data);
		expect(stored).toEqual({
			sessionToken: 'pair in use',
			accessToken: 'new-access',
			refreshToken: 'new-refresh',
		});
		expect(sent[0]).toMatchObject({
			method: 'POST',
			url: `${String(data.baseUrl)}api/auth/token/refresh`,
			headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
			body: 'refresh_token=old-refresh',
			disableFollowRedirect: true,
		});
		expect(
			await headersFor({ ...data, ...stored } as ICredentialDataDecryptedObject),
		).toMatchObject({ Authorization: 'Bearer new-access' });
	});

	test('that several executions hold is exchanged once', async () => {
		const { sent, renew } = n8n(NEW_PAIR);
		const data = pair({ sessionToken: 'pair in use' });
		const stored = await Promise.all([renew(data), renew(data), renew({ ...data })]);
		expect(stored.map(({ refreshToken }) => refreshToken)).toEqual(Array(3).fill('new-refresh'));
		expect(sent).toHaveLength(1);
	});

	test('of which only the refresh token is there is renewed at once', async () => {
		const { renew } = n8n(NEW_PAIR);
		expect(await renew(pair({ accessToken: '' }))).toMatchObject({ accessToken: 'new-access' });
	});

	test('keeps its refresh token when the answer has none', async () => {
		const { renew } = n8n({ body: { accessToken: 'new-access' } });
		expect(await renew(pair({ sessionToken: 'pair in use' }))).toMatchObject({
			refreshToken: 'old-refresh',
		});
	});

	test.each<[string, Reply, string, RegExp]>([
		[
			'is used up',
			{ statusCode: 401, body: 'no' },
			'credential-invalid',
			/works only once.*Log in/,
		],
		['meets a limit', { statusCode: 429 }, 'rate-limited', /five a minute/],
		['meets a broken server', { statusCode: 502 }, 'temporarily-unavailable', /later/],
		[
			'meets no server',
			new Error('ECONNREFUSED old-refresh'),
			'temporarily-unavailable',
			/reached/,
		],
		['meets a login page', { body: '<html>' }, 'credential-invalid', /addresses/],
		['is sent elsewhere', { statusCode: 302 }, 'credential-invalid', /status 302/],
		['gets nothing', { body: null }, 'credential-invalid', /no access token/],
	])('that %s says so and tells no secret', async (_, reply, cause, words) => {
		const { renew } = n8n(reply);
		const failure = await renew(pair({ sessionToken: 'pair in use' })).catch(
			(error: unknown) => error,
		);
		expect(failure).toMatchObject({ name: 'LoginFailure', failure: { cause } });
		expect((failure as Error).message).toMatch(words);
		expect(JSON.stringify(failure) + String((failure as Error).stack)).not.toContain('old-refresh');
		expect((failure as Error).cause).toBeUndefined();
	});

	test('without a refresh token says which field to fill', async () => {
		const { renew } = n8n();
		await expect(renew(pair({ sessionToken: 'pair in use', refreshToken: '' }))).rejects.toThrow(
			"'Refresh Token'",
		);
	});

	test.each(['http://ringcx.example.com', 'ftp://127.0.0.1', 'http://127.0.0.1.evil.example'])(
		'does not travel to %s',
		async (baseUrl) => {
			const { sent, renew } = n8n();
			await expect(renew(pair({ sessionToken: 'pair in use', baseUrl }))).rejects.toThrow(
				'https://',
			);
			expect(sent).toEqual([]);
		},
	);
});

describe('a RingCentral JWT', () => {
	const RC: Reply = { body: { access_token: 'rc-token', token_type: 'bearer' } };
	const CX = (accessToken: string): Reply => ({ body: { accessToken, refreshToken: 'unused' } });

	test('buys a RingCentral token, and that a RingCX token', async () => {
		const { sent, renew } = n8n(RC, CX('cx-token'));
		const data = jwt();
		const stored = await renew(data);
		expect(Object.keys(stored)).toEqual(['sessionToken']);
		expect(sent).toMatchObject([
			{
				method: 'POST',
				url: 'https://platform.example.com/restapi/oauth/token',
				headers: { Authorization: `Basic ${Buffer.from('id:client-secret').toString('base64')}` },
				body: 'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=signed.jwt.of-a-user',
			},
			{
				method: 'POST',
				url: `${String(data.baseUrl)}api/auth/login/rc/accesstoken?includeRefresh=true`,
				body: 'rcAccessToken=rc-token&rcTokenType=Bearer',
			},
		]);
		expect(
			await headersFor({ ...data, ...stored } as ICredentialDataDecryptedObject),
		).toMatchObject({ Authorization: 'Bearer cx-token' });
	});

	test('is exchanged once for all that ask with the same session, and again when that has died', async () => {
		const { sent, renew } = n8n(RC, CX('first'), RC, CX('second'));
		const data = jwt();
		const [one, two] = await Promise.all([renew(data), renew(data)]);
		expect(one).toEqual(two);
		expect(sent).toHaveLength(2);
		const dead = { ...data, ...one } as ICredentialDataDecryptedObject;
		const [three, four] = await Promise.all([renew(dead), renew(dead)]);
		expect(three).toEqual(four);
		expect(three?.sessionToken).toMatch(/:second$/);
		// One that still holds no session is given the newest, too.
		expect(await renew(data)).toEqual(three);
		expect(sent).toHaveLength(4);
	});

	test('that was changed does not use the session of the one before', async () => {
		const { renew } = n8n(RC, CX('of-the-old-app'));
		const data = jwt();
		const stored = (await renew(data)) as ICredentialDataDecryptedObject;
		expect(await headersFor({ ...data, ...stored, clientId: 'other' })).toEqual({
			Accept: 'text/csv',
		});
	});

	test.each<[string, Reply[], RegExp]>([
		['app', [{ statusCode: 401, body: { error: 'invalid_client' } }], /'Client ID'/],
		['JWT', [{ statusCode: 400, body: { error: 'invalid_grant' } }], /'JWT'/],
		['user', [RC, { statusCode: 403 }], /access to RingCX/],
	])('whose %s is refused says so', async (_, replies, words) => {
		await expect(n8n(...replies).renew(jwt())).rejects.toThrow(words);
	});
});

test('an API token is sent in its own header and never renewed', async () => {
	const { sent, renew } = n8n();
	const data = credentials({
		method: 'apiToken',
		apiToken: 'aws80:token',
		accessToken: 'not this one',
	});
	expect(await renew(data)).toEqual({});
	expect(sent).toEqual([]);
	expect(await headersFor(data)).toEqual({ Accept: 'text/csv', 'X-Auth-Token': 'aws80:token' });
});

test('n8n finds one hidden field that can expire, and hides it from the editor', () => {
	const expirable = credential.properties.filter(({ typeOptions }) => typeOptions?.expirable);
	expect(expirable).toMatchObject([
		{ name: 'sessionToken', type: 'hidden', default: '', typeOptions: { password: true } },
	]);
});

test('all secrets are hidden', () => {
	const secret = ['sessionToken', 'accessToken', 'refreshToken', 'clientSecret', 'jwt', 'apiToken'];
	const hidden = credential.properties.filter(({ typeOptions }) => typeOptions?.password);
	expect(hidden.map(({ name }) => name)).toEqual(secret);
});

describe('a login server over plain http', () => {
	test.each([
		'http://ringcx.example.com',
		'http://localhost:x@ringcx.example.com',
		'http://127.0.0.1:80@ringcx.example.com/',
		'https://user:secret@ringcx.example.com',
	])('%s gets no secret', async (address) => {
		const { renew, sent } = n8n({ body: { accessToken: 'new' } });
		const stale = pair({ baseUrl: address, sessionToken: 'pair in use' });
		await expect(renew(stale)).rejects.toMatchObject({
			name: 'LoginFailure',
			message: expect.stringContaining("'Base URL' must"),
		});
		await expect(renew(jwt({ ringCentralUrl: address }))).rejects.toThrow("'RingCentral URL' must");
		expect(sent).toEqual([]);
	});
});
