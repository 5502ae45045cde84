import { startSandbox, type Sandbox } from '../sandbox';
import { BandwidthTestClient } from '../sandbox/bandwidth/testClient';
import { basic, bearer, form, manualClock } from '../sandbox/testing';

const clock = manualClock('2020-06-01T10:00:00Z');
let sandbox: Sandbox;
let client: BandwidthTestClient;

beforeAll(async () => {
	sandbox = await startSandbox({ clock, jobMs: 3000 });
	client = new BandwidthTestClient(sandbox);
});
afterEach(() => {
	sandbox.reset();
	clock.reset();
});
afterAll(async () => await sandbox.close());

describe('access to Bandwidth', () => {
	const refused = async (init: RequestInit, url = client.billingReports) => {
		const response = await fetch(`${url}?kind=DIDSNAP`, init);
		return [response.status, await response.text()];
	};

	test('401 and 403 have empty bodies', async () => {
		const { basic: login, noReports } = sandbox.bandwidth;
		expect(await refused({})).toEqual([401, '']);
		expect(await refused({ headers: basic({ ...login, password: 'wrong' }) })).toEqual([401, '']);
		expect(await refused({ headers: bearer('wrong') })).toEqual([401, '']);
		expect(await refused({ headers: basic(noReports) })).toEqual([403, '']);
		const foreign = client.billingReports.replace(sandbox.bandwidth.accountId, '1234567');
		expect(await refused({ headers: client.headers }, foreign)).toEqual([403, '']);
	});

	test('client credentials give a token for an hour, unless it is revoked', async () => {
		const { oauth2, tokenUrl } = sandbox.bandwidth;
		const client = basic({ username: oauth2.clientId, password: oauth2.clientSecret });
		const ask = async () => {
			const init = { ...form({ grant_type: 'client_credentials' }), headers: client };
			return (await (await fetch(tokenUrl, init)).json()) as Record<string, unknown>;
		};
		const reply = await ask();
		expect(reply).toEqual({
			access_token: expect.any(String) as unknown,
			expires_in: 3600,
			token_type: 'Bearer',
		});
		const granted = { headers: bearer(String(reply.access_token)) };
		expect(await refused(granted)).toEqual([204, '']);
		clock.pass(3600_000);
		expect(await refused(granted)).toEqual([401, '']);
		const next = { headers: bearer(String((await ask()).access_token)) };
		sandbox.bandwidth.revokeTokens();
		expect(await refused(next)).toEqual([401, '']);
	});

	test('the token endpoint refuses other clients, other grants and a client in the body', async () => {
		const { oauth2, tokenUrl } = sandbox.bandwidth;
		const fields = { client_id: oauth2.clientId, client_secret: oauth2.clientSecret };
		const inBody = form({ grant_type: 'client_credentials', ...fields });
		expect((await fetch(tokenUrl, inBody)).status).toBe(401);
		const client = basic({ username: oauth2.clientId, password: oauth2.clientSecret });
		const otherGrant = { ...form({ grant_type: 'password' }), headers: client };
		expect((await fetch(tokenUrl, otherGrant)).status).toBe(400);
	});
});
