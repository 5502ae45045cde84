import { randomUUID } from 'node:crypto';

import { phoneNumber, place } from '../content/phone';
import { random, seedOf } from '../content/random';
import { disposition, fileAnswer, type ReportFile } from '../content/reportFile';
import { xlsx, XLSX_MIME } from '../content/xlsx';
import { empty, type Answer } from '../core/answer';
import type { Fault } from '../core/faults';
import { JobBook, type Job } from '../core/jobs';
import { readJson } from '../core/json';
import type { Call, Route, ServiceContext } from '../core/service';
import { ACCOUNTS, type EvoAccess, type EvoUser } from './access';
import { BASE_PATH, refusal, reply } from './replies';

interface ReportJob extends Job {
	type: string;
	accountId: string;
	owner: string;
	period: string;
	emailAddressToNotify?: string;
}

/** Reports with a route of their own, from Evo Voice's command line tool. */
export const REPORT_TYPES: readonly string[] = [
	'agent-state',
	'billing',
	'call-center',
	'call-center-abandon',
	'call-center-detail',
	'call-history',
	'call-outcome',
	'cdr',
	'metric',
	'sync-phone-numbers',
];

/** The part of a job's time in which it waits for its turn. */
const QUEUED_PART = 1 / 3;

/** Most rows in a workbook. */
const MAX_ROWS = 5000;

type Admitted = (call: Call, user: EvoUser) => Answer | Promise<Answer>;

/** `/reports`. A report cannot be read by its id: it has to be looked for in the list. */
export class EvoReports {
	private readonly jobs: JobBook<ReportJob>;

	constructor(
		private readonly context: ServiceContext,
		private readonly access: EvoAccess,
	) {
		this.jobs = new JobBook(context.clock, context.jobMs);
	}

	routes(): Route[] {
		const reports = `${BASE_PATH}/reports`;
		const creations = [
			...REPORT_TYPES.map((type) => [type, `${reports}/${type}`] as const),
			['endpoints', `${BASE_PATH}/json/reply/EndpointsReport`] as const,
		];
		return [
			...creations.map(([type, url]): Route => ({
				method: 'POST',
				url,
				handle: this.admitted((call, user) => this.create(type, call, user)),
			})),
			{ method: 'GET', url: reports, handle: this.admitted((call, user) => this.list(call, user)) },
			{
				method: 'GET',
				url: `${reports}/:name`,
				handle: this.admitted((call, user) => this.download(call, user)),
			},
			{
				method: 'DELETE',
				url: `${reports}/:name`,
				handle: this.admitted((call, user) => this.delete(call, user)),
			},
		];
	}

	file(reportId: string): ReportFile | undefined {
		const job = this.jobs.find(reportId, undefined);
		return job && workbook(job, this.context.rows);
	}

	reportIds(): string[] {
		return this.jobs.all().map(({ id }) => id);
	}

	reset(): void {
		this.jobs.clear();
	}

	private admitted(handle: Admitted): Route['handle'] {
		return (call) => {
			const admitted = this.access.admit(call);
			return 'status' in admitted ? admitted : handle(call, admitted);
		};
	}

	/** Which dates the service refuses is not known: none are refused here. The web hook is not played. */
	private create(type: string, call: Call, user: EvoUser): Answer {
		const request = readJson(call.body);
		const accountId = request.accountId ?? ACCOUNTS[0].id;
		const account = ACCOUNTS.find(({ id }) => id === accountId);
		if (account === undefined) return refusal(403, 'InvalidAccount');
		const { startDate, endDate, emailAddressToNotify } = request;
		const details = {
			id: randomUUID().replaceAll('-', ''),
			type,
			accountId: account.id,
			owner: user.username,
			period: `${asText(startDate) ?? ''} - ${asText(endDate) ?? ''}`,
			emailAddressToNotify: asText(emailAddressToNotify),
		};
		const job = this.jobs.add(details, call.fault);
		return reply(call, this.info(job, call.fault));
	}

	/** Only the reports of the user who asks. */
	private list(call: Call, user: EvoUser): Answer {
		const accountId = call.query.get('accountId');
		const reports = this.jobs
			.all()
			.filter((job) => job.owner === user.username)
			.filter((job) => accountId === null || job.accountId === accountId)
			.map((job) => this.info(job, call.fault));
		return reply(call, { reports });
	}

	/** `GET /reports/{id}.xlsx`. What is answered before the report is complete is not known: 404 here. */
	private async download(call: Call, user: EvoUser): Promise<Answer> {
		const id = /^(.+)\.xlsx$/.exec(call.params.name ?? '')?.[1];
		const job = id === undefined ? undefined : this.find(id, user, call.fault);
		if (job === undefined) return refusal(404);
		if (!this.jobs.hasEnded(job) || job.failure !== undefined) return refusal(404, 'NotReady');
		const file = workbook(job, this.context.rows);
		return await fileAnswer(file, disposition(file));
	}

	private delete(call: Call, user: EvoUser): Answer {
		const job = this.find(call.params.name ?? '', user, call.fault);
		if (job === undefined) return refusal(404);
		this.jobs.delete(job.id);
		return empty(204);
	}

	private find(id: string, user: EvoUser, fault: Fault | undefined): ReportJob | undefined {
		const job = this.jobs.find(id, fault);
		return job?.owner === user.username ? job : undefined;
	}

	/**
	 * A `ReportInfo` in the printed order; values that there are not yet are left out. Whether `downloadLink`
	 * is absolute, and how the times are written, is not known.
	 */
	private info(job: ReportJob, fault: Fault | undefined): object {
		const shown = this.statusOf(job, fault);
		const changedAt = this.jobs.hasEnded(job) ? job.readyAt : job.createdAt;
		return {
			id: job.id,
			name: `${job.type} ${job.period}`,
			...shown,
			dateCreated: new Date(job.createdAt).toISOString(),
			dateUpdated: new Date(changedAt).toISOString(),
			...(shown.status === 'Completed' && { downloadLink: `/reports/${job.id}.xlsx` }),
			jobId: `job-${job.id}`,
			emailAddressToNotify: job.emailAddressToNotify,
			server: 'sandbox',
		};
	}

	private statusOf(
		job: ReportJob,
		fault: Fault | undefined,
	): { status: string; statusMessage?: string } {
		if (fault?.kind === 'jobStatus') {
			return { status: fault.reportStatus, statusMessage: fault.description };
		}
		const progress = this.jobs.progress(job);
		if (progress < 1) return { status: progress < QUEUED_PART ? 'Queued' : 'Running' };
		if (job.failure === undefined) return { status: 'Completed' };
		const reason = job.failure.description ?? 'The report could not be made.';
		return { status: 'Error', statusMessage: reason };
	}
}

const asText = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** The workbook of a report. Its columns are made up: those of the service are not published. */
function workbook(job: ReportJob, rows: number): ReportFile {
	const seed = seedOf(`${job.type} ${job.accountId} ${job.period}`);
	const body = Array.from({ length: Math.min(rows, MAX_ROWS) }, (_, index) => {
		const dice = random(seed, index);
		const customer = dice.pick(['Acme, Inc.', 'Globex', 'Initech "East"'] as const);
		const number = `+1${phoneNumber(dice, place(dice).npa)}`;
		return [`00${dice.digits(6)}`, customer, number, `${dice.int(90)}.${dice.digits(2)}`];
	});
	const grid = [['Customer ID', 'Customer', 'Number', 'Amount'], ...body];
	const open = xlsx('Report', grid);
	return { fileName: `${job.id}.xlsx`, contentType: XLSX_MIME, large: false, open };
}
