import { randomUUID } from 'node:crypto';

import type { ReportFile } from '../content/reportFile';
import { empty, type Answer } from '../core/answer';
import { isoDay } from '../core/clock';
import type { Fault } from '../core/faults';
import { JobBook, type Job } from '../core/jobs';
import { readJson } from '../core/json';
import { header } from '../core/headers';
import type { Call, Route, ServiceContext } from '../core/service';
import { READ_SCOPE, WRITE_SCOPE, type WebexAccess } from './access';
import { billingFile } from './billingFile';
import { BASE_PATH, refusal, reply } from './replies';

interface BillingJob extends Job {
	/** `YYYY-MM` */
	billingPeriod: string;
}

/** An id as Webex has them: the Base64 form, without padding, of a name that holds a UUID. */
export function webexId(kind: string, uuid: string): string {
	return Buffer.from(`ciscospark://us/${kind}/${uuid}`).toString('base64url');
}

const ADMIN_ID = webexId('PEOPLE', '0acd3875-4e12-4d77-b981-e389fd8846c0');
const ORG = 'a366de9b-3204-4140-8181-25808d360e36';

const SORT_FIELDS = ['id', 'status', 'billingPeriod'] as const;

/** `/broadworks/billing/reports`. */
export class WebexBillingReports {
	private readonly jobs: JobBook<BillingJob>;

	constructor(
		private readonly context: ServiceContext,
		private readonly access: WebexAccess,
	) {
		this.jobs = new JobBook(context.clock, context.jobMs);
	}

	routes(): Route[] {
		const list = `${BASE_PATH}/broadworks/billing/reports`;
		const one = `${list}/:reportId`;
		const scoped =
			(scope: string, handle: (call: Call) => Answer): Route['handle'] =>
			(call) =>
				this.access.refuse(call, scope) ?? handle(call);
		return [
			...[list, `${list}/`].map((url): Route => ({
				method: 'GET',
				url,
				handle: scoped(READ_SCOPE, (call) => this.list(call)),
			})),
			{ method: 'POST', url: list, handle: scoped(WRITE_SCOPE, (call) => this.create(call)) },
			{ method: 'GET', url: one, handle: scoped(READ_SCOPE, (call) => this.show(call)) },
			{ method: 'DELETE', url: one, handle: scoped(WRITE_SCOPE, (call) => this.delete(call)) },
		];
	}

	file(reportId: string): ReportFile | undefined {
		const job = this.jobs.find(reportId, undefined);
		return job && billingFile(job.billingPeriod, this.context.rows);
	}

	reportIds(): string[] {
		return this.jobs.all().map(({ id }) => id);
	}

	reset(): void {
		this.jobs.clear();
	}

	/** Answers 200 as in the specification; other documents speak of 202 (see the fault `replaceStatus`). */
	private create(call: Call): Answer {
		if (!/^application\/json\b/i.test(header(call, 'content-type'))) return refusal(415);
		const { billingPeriod } = readJson(call.body);
		if (typeof billingPeriod !== 'string' || !/^\d{4}-(0[1-9]|1[0-2])$/.test(billingPeriod)) {
			return refusal(400, 'billingPeriod has to be a month, written as YYYY-MM.');
		}
		const id = webexId('BILLING_REPORT', randomUUID());
		this.jobs.add({ id, billingPeriod }, call.fault);
		return reply(200, { id });
	}

	private show(call: Call): Answer {
		const job = this.jobs.find(call.params.reportId ?? '', call.fault);
		if (job === undefined) return refusal(404);
		const { id, billingPeriod, createdAt } = job;
		const status = this.statusOf(job, call.fault);
		return reply(200, {
			id,
			billingPeriod,
			status,
			created: new Date(createdAt).toISOString(),
			createdBy: ADMIN_ID,
			...(status === 'COMPLETED' && { tempDownloadURL: this.link(job) }),
			...(status === 'FAILED' && { errors: [failureOf(job)] }),
		});
	}

	/**
	 * The list: no links in it, no pages. By the words of the documents `before` and `after` mean the day of
	 * creation, by their examples they are months: each is compared with as much of the time of creation as
	 * it tells. In which direction is sorted is not documented.
	 */
	private list({ query, fault }: Call): Answer {
		const sortBy = SORT_FIELDS.find((field) => field === (query.get('sortBy') ?? 'billingPeriod'));
		if (sortBy === undefined) return refusal(400, 'sortBy is not one of the allowed values.');
		const [before, after] = [query.get('before'), query.get('after')];
		const items = this.jobs
			.all()
			.filter(({ createdAt }) => {
				const created = new Date(createdAt).toISOString();
				const isBefore = before === null || created.slice(0, before.length) < before;
				return isBefore && (after === null || created.slice(0, after.length) > after);
			})
			.map((job) => ({
				id: job.id,
				billingPeriod: job.billingPeriod,
				status: this.statusOf(job, fault),
			}))
			.sort((a, b) => a[sortBy].localeCompare(b[sortBy]));
		return reply(200, { items });
	}

	private delete(call: Call): Answer {
		return this.jobs.delete(call.params.reportId ?? '') ? empty(204) : refusal(404);
	}

	private statusOf(job: BillingJob, fault: Fault | undefined): string {
		if (fault?.kind === 'jobStatus') return fault.reportStatus;
		if (!this.jobs.hasEnded(job)) return 'IN_PROGRESS';
		return job.failure === undefined ? 'COMPLETED' : 'FAILED';
	}

	/** A new link at each read, with the day in its path as in the printed one. */
	private link(job: BillingJob): string {
		const day = isoDay(job.createdAt).replaceAll('-', '/');
		const file = billingFile(job.billingPeriod, this.context.rows);
		const path = `/webex/${ORG}/${day}/${randomUUID()}.csv`;
		return this.context.storage.publish(path, file, this.context.linkMs);
	}
}

/** Code and text of the documented example; the code is a number here. */
function failureOf({ failure }: BillingJob): { code: number; description: string } {
	const { code = '2024', description = 'Billing Report not found.' } = failure ?? {};
	return { code: Number(code), description };
}
