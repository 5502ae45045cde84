import { type INodeParameters } from 'n8n-workflow';
import { type NodeRun } from '../../engine/support/engine';
import { ROWS } from '../support/bench';
import {
	byId,
	hasFile,
	hasRows,
	isCompleted,
	isCreated,
	isDeleted,
	lists,
	made,
	nodeRun,
	PATIENT,
	pollRun,
	TO_FILE,
	TO_ROWS,
} from '../support/runs';
import { type Ask, type Bench, type Subject } from '../support/subject';

/** Where files are text, of which nobody can tell that it ends too early when its length is honest. */
export const UNTOLD_ENDS: Subject['without'] = {
	'file: malformed body': 'text may end anywhere',
	'file at its link: malformed body': 'text may end anywhere',
	'rows: malformed body': 'text may end anywhere',
};

/** What differs from one service with jobs to another. */
export interface JobService {
	/** A node run with the login that the service's users have. */
	node: (bench: Bench, parameters: INodeParameters) => Promise<NodeRun>;
	/** The same login for the trigger. */
	trigger: (bench: Bench, parameters: INodeParameters) => NodeRun;
	/** Parameters that say what a report is about. */
	request: INodeParameters;
	/** The same for a report that the service lists. */
	listed?: INodeParameters;
	/** Parameters that name an existing report, beside its ID. */
	naming?: INodeParameters;
	/** Which request is which. */
	hits: Record<'create' | 'status' | 'list' | 'file', Ask['hit']> & { token?: Ask['hit'] };
	/** How the service is asked while reports are waited for: by the list or by the status. */
	waitsBy: 'status' | 'list';
}

/** The requests that all services with jobs have. */
export function jobAsks(service: JobService): Subject['asks'] {
	const { node, trigger, request, hits } = service;
	const { listed = request, naming = {} } = service;
	const first = hits.token === undefined ? {} : { after: hits.token };
	const looks = hits[service.waitsBy];
	const create = async (bench: Bench, parameters = request) =>
		await node(bench, { operation: 'create', ...parameters });
	const existing = async (bench: Bench, operation: string, more: INodeParameters = {}) => {
		const reportId = byId(await made(bench, await create(bench)));
		return await node(bench, { operation, reportId, ...naming, ...more });
	};
	const delivered = (to: INodeParameters, isDone: typeof hasFile): Ask['run'] => {
		return async (bench, fault) =>
			await nodeRun(bench, fault, await node(bench, { ...request, ...to }), isDone);
	};
	return {
		create: {
			hit: hits.create,
			...first,
			run: async (bench, fault) => await nodeRun(bench, fault, await create(bench), isCreated),
		},
		status: {
			hit: hits.status,
			...first,
			run: async (bench, fault) =>
				await nodeRun(bench, fault, await existing(bench, 'getStatus'), isCompleted),
		},
		'status while waiting': {
			hit: looks,
			after: hits.create,
			run: delivered(PATIENT, hasFile),
		},
		list: {
			hit: hits.list,
			...first,
			run: async (bench, fault) => {
				const reportId = await made(bench, await create(bench, listed));
				const all = await node(bench, { operation: 'getAll', returnAll: true, ...naming });
				return await nodeRun(bench, fault, all, lists(reportId));
			},
		},
		file: { hit: hits.file, after: looks, run: delivered(TO_FILE, hasFile) },
		rows: { hit: hits.file, after: looks, run: delivered(TO_ROWS, hasRows(ROWS)) },
		delete: {
			hit: { method: 'DELETE' },
			...first,
			run: async (bench, fault) =>
				await nodeRun(bench, fault, await existing(bench, 'delete'), isDeleted),
		},
		...(hits.token !== undefined && {
			token: {
				hit: hits.token,
				run: async (bench, fault) =>
					await nodeRun(bench, fault, await existing(bench, 'getStatus'), isCompleted),
			},
			'token for a create': {
				hit: hits.token,
				run: async (bench, fault) => await nodeRun(bench, fault, await create(bench), isCreated),
			},
		}),
		poll: {
			hit: hits.list,
			run: async (bench, fault) =>
				await pollRun(bench, fault, {
					node: trigger(bench, naming),
					happens: async () => await made(bench, await create(bench)),
				}),
		},
		'scheduled create': {
			hit: hits.create,
			run: async (bench, fault) => {
				const watch = { ...request, watch: 'scheduled', period: 'month' };
				return await pollRun(bench, fault, { node: trigger(bench, watch), atOnce: true });
			},
		},
	};
}
