import { type INodeParameters } from 'n8n-workflow';
import { type NodeRun } from '../../engine/support/engine';
import { ringCxRun } from '../../engine/support/ringCx';
import { PRINTED, ringCxCredential, type RingCxMethod } from '../../support/ringCx';
import { triggerRun } from '../../engine/support/trigger';
import { ROWS } from '../support/bench';
import { hasFile, hasRows, listRun, nodeRun, pollRun, TO_FILE, TO_ROWS } from '../support/runs';
import { UNTOLD_ENDS } from './jobs';
import { type Ask, type Bench, type Subject } from '../support/subject';

const REPORT: Ask['hit'] = { method: 'POST', path: /\/reportsStreaming$/ };
const FILE = { ...PRINTED, ...TO_FILE, options: { timeout: 2 } };

/** RingCX gave the new pair, and it never arrived: a refresh token works only once. */
const SPENT: Subject['exceptions'] = {
	'token: reset before the headers': 'error / error',
	'token: reset after the headers': 'error / error',
	'token: reset in the body': 'error / error',
	'token: stalled headers': 'error / error',
	'token: stalled body': 'error / error',
	'token: truncated body': 'error / error',
	'file: stalled headers': 'error / error',
	'rows: stalled headers': 'error / error',
};

const LIMITS = ['with a waiting time', 'without', ', clock hours ahead', ', clock hours behind'];

/** Logins are limited by the minute, and a refused one is remembered for a quarter of it. */
const BY_CHANCE: Subject['without'] = Object.fromEntries(
	(['token', 'token for a token'] as const).flatMap((request) =>
		LIMITS.map((limit) => [
			`${request}: status 429${limit.startsWith(',') ? '' : ' '}${limit}`,
			'whether the last attempt comes after the refusal is forgotten is chance',
		]),
	),
);

const node = (
	{ sandbox, mark: name }: Bench,
	parameters: INodeParameters,
	method: RingCxMethod = 'tokenPair',
): NodeRun =>
	ringCxRun(sandbox, parameters, {
		name,
		credentials: { ringCxApi: ringCxCredential(sandbox, method) },
	});

/** A run whose access token is dead, so that another one has to be had first. */
const withDeadToken: Ask['run'] = async (bench, fault) => {
	bench.sandbox.ringCx.expireAccessTokens();
	return await nodeRun(bench, fault, node(bench, FILE), hasFile);
};

export const ringCx: Subject = {
	name: 'RingCX: Report',
	vendor: 'ringCx',
	n8nOAuth2: false,
	ownLimit: false,
	asks: {
		list: {
			hit: { method: 'GET', path: /\/accounts$/ },
			run: async (bench, fault) =>
				await listRun(bench, fault, node(bench, {}), 'searchAccounts', '13670001'),
		},
		file: {
			hit: REPORT,
			run: async (bench, fault) => await nodeRun(bench, fault, node(bench, FILE), hasFile),
		},
		rows: {
			hit: REPORT,
			run: async (bench, fault) =>
				await nodeRun(
					bench,
					fault,
					node(bench, { ...FILE, ...TO_ROWS, options: { timeout: 2 } }),
					hasRows(ROWS),
				),
		},
		token: {
			hit: { method: 'POST', path: /\/token\/refresh$/ },
			run: withDeadToken,
		},
		'token for a token': {
			hit: { method: 'POST', path: /\/restapi\/oauth\/token$/ },
			run: async (bench, fault) =>
				await nodeRun(bench, fault, node(bench, FILE, 'ringCentralJwt'), hasFile),
		},
		poll: {
			hit: REPORT,
			run: async ({ sandbox, mark: name, ...bench }, fault) => {
				const request = { ...PRINTED, watch: 'scheduled', period: 'day', downloadFile: true };
				const trigger = triggerRun(sandbox, 'ringCx', request, { name });
				return await pollRun({ sandbox, mark: name, ...bench }, fault, {
					node: trigger,
					atOnce: true,
				});
			},
		},
	},
	exceptions: SPENT,
	without: {
		...BY_CHANCE,
		'file: redirect to a signed link':
			'a request that asks with more than an address has no other place',
		...UNTOLD_ENDS,
		'poll: malformed body': 'text may end anywhere',
		create: 'RingCX keeps no reports: the answer is the file',
		status: 'RingCX keeps no reports',
		'status while waiting': 'RingCX keeps no reports',
		link: 'The answer is the file',
		'file at its link': 'The answer is the file',
		delete: 'RingCX keeps no reports',
		'token for a create': 'RingCX keeps no reports',
		'scheduled create': 'RingCX keeps no reports',
	},
};
