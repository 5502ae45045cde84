import { evoVoiceRun } from '../../engine/support/evoVoice';
import { triggerRun } from '../../engine/support/trigger';
import { byId } from '../support/runs';
import { REQUESTS, type Subject } from '../support/subject';
import { jobAsks } from './jobs';

const ACCOUNT = { accountId: byId('acct-001') };
const CREATE = { method: 'POST', path: /\/reports\/billing$/ };
const LIST = { method: 'GET', path: /\/reports$/ };

const asks = jobAsks({
	node: async ({ sandbox, mark: name }, parameters) =>
		evoVoiceRun(sandbox, { simplify: true, ...parameters }, { name }),
	trigger: ({ sandbox, mark: name }, parameters) =>
		triggerRun(sandbox, 'evoVoice', { ...ACCOUNT, ...parameters }, { name }),
	request: {
		...ACCOUNT,
		reportType: 'billing',
		dateRange: 'custom',
		startDate: '2026-06-01T00:00:00',
		endDate: '2026-06-30T00:00:00',
	},
	naming: ACCOUNT,
	hits: {
		create: CREATE,
		status: LIST,
		list: LIST,
		file: { method: 'GET', path: /\.xlsx$/, origin: 'api' },
	},
	waitsBy: 'list',
});

const inWait = asks['status while waiting'];
/** Its answer to a create is a report that may be ready: here it is not. */
const waiting: typeof inWait = inWait && {
	...inWait,
	run: async (bench, fault) => {
		const shown = { kind: 'jobStatus', reportStatus: 'Queued' } as const;
		bench.sandbox.fault({ ...CREATE, fault: shown });
		return await inWait.run(bench, fault);
	},
};

export const evoVoice: Subject = {
	name: 'Evo Voice: Report',
	vendor: 'evoVoice',
	n8nOAuth2: false,
	ownLimit: false,
	asks: { ...asks, 'status while waiting': waiting, rows: undefined },
	exceptions: { 'file: malformed body': 'done / error' },
	without: {
		'status while waiting: connection refused':
			'the sandbox cannot play this and a report that is not ready',
		...Object.fromEntries(
			REQUESTS.map((request) => [`${request}: token dies`, 'there is no token'] as const),
		),
		link: 'The file is at Evo Voice itself',
		'file at its link': 'The file is at Evo Voice itself',
		rows: 'A workbook is no table of rows',
		token: 'Evo Voice knows user name and password only',
		'token for a create': 'Evo Voice knows user name and password only',
	},
};
