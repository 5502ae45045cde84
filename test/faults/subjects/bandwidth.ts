import { bandwidthRun, OCTOBER } from '../../engine/support/bandwidth';
import { triggerRun } from '../../engine/support/trigger';
import { REDIRECTED } from '../support/bench';
import { byId, made, nodeRun, hasFile, pollRun, TO_FILE } from '../support/runs';
import { type Ask, type Subject } from '../support/subject';
import { jobAsks, UNTOLD_ENDS, type JobService } from './jobs';

const TOKEN: Ask['hit'] = { method: 'POST', path: /\/oauth2\/token$/ };
const FILE: Ask['hit'] = { method: 'GET', path: /\/file$/ };

/** The report's ID stands in a header of the answer, and nothing else of the answer is needed. */
const CREATED_BY_HEADER: Subject['exceptions'] = {
	'create: reset after the headers': 'done / done',
	'create: reset in the body': 'done / done',
	'create: stalled body': 'done / done',
	'create: truncated body': 'done / done',
	'create: empty body': 'done / done',
	'create: malformed body': 'done / done',
	'file: malformed body': 'done / error',
};

const node: JobService['node'] = async ({ sandbox, mark: name }, parameters) => {
	const login = { authentication: 'oAuth2', simplify: true };
	const run = bandwidthRun(sandbox, { ...login, ...parameters }, { name });
	const { bandwidthOAuth2Api = {} } = run.credentials;
	return { ...run, credentials: { bandwidthOAuth2Api } };
};
const trigger: JobService['trigger'] = ({ sandbox, mark: name }, parameters) =>
	triggerRun(sandbox, 'bandwidth', parameters, { name });

const billing: JobService = {
	node,
	trigger,
	request: OCTOBER,
	listed: { ...OCTOBER, reportType: 'DIDSNAP' },
	hits: {
		create: { method: 'POST', path: /\/billingreports$/ },
		status: { method: 'GET', path: /\/billingreports\/[^/]+$/ },
		list: { method: 'GET', path: /\/billingreports$/ },
		file: FILE,
		token: TOKEN,
	},
	waitsBy: 'status',
};

export const bandwidthBilling: Subject = {
	name: 'Bandwidth: Billing Report',
	vendor: 'bandwidth',
	n8nOAuth2: true,
	ownLimit: true,
	asks: {
		...jobAsks(billing),
		delete: undefined,
		poll: {
			hit: billing.hits.status,
			run: async (bench, fault) => {
				const create = await node(bench, { operation: 'create', ...OCTOBER });
				const reportIds = await made(bench, create);
				const shown = { kind: 'jobStatus', reportStatus: 'PROCESSING' } as const;
				bench.sandbox.fault({ ...billing.hits.status, fault: shown });
				return await pollRun(bench, fault, {
					node: trigger(bench, { watch: 'specific', reportIds }),
					activations: 1,
				});
			},
		},
	},
	exceptions: { ...CREATED_BY_HEADER, 'rows: malformed body': 'done / error' },
	without: {
		link: 'The file is at Bandwidth itself',
		'file at its link': 'The file is at Bandwidth itself',
		delete: 'Bandwidth has no such call',
	},
};

const parametersOf = (definition: string) => ({
	resource: 'accountReport',
	reportDefinitionId: byId(definition),
	outputFormat: 'csv',
	parameters: { mappingMode: 'defineBelow', value: {}, matchingColumns: [], schema: [] },
	additionalParameters: { parameter: [{ name: 'Account', value: '9900012' }] },
	expiresAt: '',
});

/** Its file is handed over by Bandwidth itself. */
const INVENTORY = parametersOf('4');
/** Its file is handed over by a redirect to a signed link. */
const SUMMARY = parametersOf(REDIRECTED);

const account: JobService = {
	node,
	trigger,
	request: INVENTORY,
	naming: { resource: 'accountReport', reportDefinitionId: byId('4') },
	hits: {
		create: { method: 'POST', path: /\/instances$/ },
		status: { method: 'GET', path: /\/instances\/[^/]+$/ },
		list: { method: 'GET', path: /\/instances$/ },
		file: FILE,
		token: TOKEN,
	},
	waitsBy: 'status',
};
export const bandwidthAccount: Subject = {
	name: 'Bandwidth: Account Report',
	vendor: 'bandwidth',
	n8nOAuth2: true,
	ownLimit: true,
	asks: {
		...jobAsks(account),
		delete: undefined,
		token: undefined,
		'token for a create': undefined,
		'file at its link': {
			hit: { origin: 'storage' },
			run: async (bench, fault) =>
				await nodeRun(bench, fault, await node(bench, { ...SUMMARY, ...TO_FILE }), hasFile),
		},
	},
	exceptions: CREATED_BY_HEADER,
	without: {
		...UNTOLD_ENDS,
		link: 'The redirect is the answer to the request of the file',
		delete: 'Bandwidth has no such call',
		token: 'The same login as for billing reports',
		'token for a create': 'The same login as for billing reports',
	},
};
