/** Choices that n8n's editor offers as lists, but that a workflow may give as expressions. */
import { startSandbox, type Sandbox } from '../sandbox';
import { bandwidthRun, CREATE_AND_DOWNLOAD } from './support/bandwidth';
import { Engine, type NodeRun } from './support/engine';
import { triggerRun } from './support/trigger';
import { webexRun } from './support/webex';

let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
	sandbox = await startSandbox({ jobMs: 300, rows: 20 });
	engine = await Engine.start();
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

/** The same run by a node that has only this credential. */
function only(run: NodeRun, credentialType: string): NodeRun {
	const values = run.credentials[credentialType];
	if (values === undefined) throw new Error(`There is no ${credentialType}`);
	return { ...run, credentials: { [credentialType]: values } };
}

describe('a login that is chosen by an expression', () => {
	test('is the one that signs the requests of a Bandwidth run', async () => {
		const parameters = { ...CREATE_AND_DOWNLOAD, authentication: '={{ $json.login }}' };
		const run = bandwidthRun(sandbox, parameters, { items: [{ login: 'basicAuth' }] });
		const { items, error } = await engine.execute(only(run, 'bandwidthApi'));
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
	});

	test('is the one that signs the requests of a Webex run', async () => {
		const parameters = { operation: 'getAll', authentication: '={{ $json.login }}' };
		const run = webexRun(sandbox, parameters, { items: [{ login: 'accessToken' }] });
		const { error } = await engine.execute(only(run, 'webexBroadworksApi'));
		expect(error).toBeUndefined();
	});

	test('is the one that signs the polls of a trigger', async () => {
		const authentication = "={{ 'access' + 'Token' }}";
		const trigger = engine.poller(triggerRun(sandbox, 'webexBroadworks', { authentication }));
		expect(await trigger.poll()).toBeNull();
		expect(sandbox.requests.map(({ status }) => status)).toEqual([200]);
	});

	test('fills a dropdown, as far as it can be read before a run', async () => {
		const node = (authentication: string, credentialType: string) =>
			only(bandwidthRun(sandbox, { authentication }), credentialType);
		const search = async (run: NodeRun) => await engine.search(run, 'searchBillingReports');
		expect(await search(node("={{ 'basic' + 'Auth' }}", 'bandwidthApi'))).toHaveProperty('results');
		const unread = node("={{ $('Nowhere').item.json.login }}", 'bandwidthOAuth2Api');
		expect(await search(unread)).toHaveProperty('results');
	});
});
