import { triggerRun } from '../../engine/support/trigger';
import { webexRun, webexTokens } from '../../engine/support/webex';
import { hasFile, nodeRun, TO_FILE } from '../support/runs';
import { type Ask, type Subject } from '../support/subject';
import { jobAsks, UNTOLD_ENDS, type JobService } from './jobs';

const REQUEST = { dateRange: 'custom', billingPeriod: '2026-10' };

/** A login that was connected, with a token that still lives. */
const node: JobService['node'] = async (bench, parameters) => {
	const { sandbox, mark: name } = bench;
	const login = { authentication: 'oAuth2', simplify: true };
	const run = webexRun(sandbox, { ...login, ...parameters }, { name });
	const oauthTokenData = await webexTokens(bench.sandbox);
	return {
		...run,
		credentials: {
			webexBroadworksOAuth2Api: { ...run.credentials.webexBroadworksOAuth2Api, oauthTokenData },
		},
	};
};

const service: JobService = {
	node,
	trigger: ({ sandbox, mark: name }, parameters) =>
		triggerRun(sandbox, 'webexBroadworks', parameters, { name }),
	request: REQUEST,
	hits: {
		create: { method: 'POST', path: /\/reports$/ },
		status: { method: 'GET', path: /\/reports\/[^/]+$/ },
		list: { method: 'GET', path: /\/reports$/ },
		file: { origin: 'storage' },
		token: { method: 'POST', path: /\/access_token$/ },
	},
	waitsBy: 'list',
};
const asks = jobAsks(service);

/** The same request of a run whose token is dead, so that another one has to be had first. */
const withDeadToken = (ask: Ask | undefined): Ask | undefined =>
	ask && {
		...ask,
		run: async (bench, fault) =>
			await ask.run(bench, {
				...fault,
				begins: () => {
					bench.sandbox.webex.revokeTokens();
					fault.begins();
				},
			}),
	};

/** Asks that are the first of their run need no token before them. */
const first = (ask: Ask | undefined): Ask | undefined => ask && { ...ask, after: undefined };

export const webex: Subject = {
	name: 'Webex BroadWorks: Billing Report',
	vendor: 'webex',
	n8nOAuth2: true,
	ownLimit: false,
	asks: {
		...asks,
		file: undefined,
		create: first(asks.create),
		status: first(asks.status),
		list: first(asks.list),
		delete: first(asks.delete),
		token: withDeadToken(asks.token),
		'token for a create': withDeadToken(asks['token for a create']),
		link: {
			hit: service.hits.status,
			after: service.hits.list,
			run: async (bench, fault) =>
				await nodeRun(bench, fault, await node(bench, { ...REQUEST, ...TO_FILE }), hasFile),
		},
		'file at its link': asks.file && { ...asks.file, after: undefined },
		rows: asks.rows && { ...asks.rows, after: undefined },
	},
	// n8n lets all wait for the renewal that hangs.
	exceptions: {
		'token: stalled body': 'error / error',
		'token for a create: stalled body': 'error / error',
	},
	without: {
		'rows: token dies': 'a signed link needs no token',
		...UNTOLD_ENDS,
		file: 'The file is at a signed link',
	},
};
