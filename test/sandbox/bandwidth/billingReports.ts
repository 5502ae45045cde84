import { randomBytes, randomUUID } from 'node:crypto';

import { disposition, fileAnswer, type ReportFile } from '../content/reportFile';
import { empty, type Answer } from '../core/answer';
import { isCalendarDay, plainDateTime } from '../core/clock';
import type { Fault } from '../core/faults';
import { JobBook, type Job } from '../core/jobs';
import type { Call, Route, ServiceContext } from '../core/service';
import type { BandwidthAccess, BandwidthUser } from './access';
import type { BillingRequest } from './billingFile';
import { BILLING_TYPES, LISTED_TYPES } from './billingTypes';
import { BASE_PATH, readXml, refusal, xml } from './replies';

interface BillingJob extends Job, BillingRequest {
	accountId: string;
	userName: string;
}

interface Shown {
	ReportStatus: string;
	Description: string;
}

const CREATED = 'BillingReportCreationResponse';
const STATUS = 'BillingReportRetrievalResponse';
const ARCHIVE = 'BillingReportArchiveRetrievalResponse';
const LIST = 'BillingReportsRetrievalResponse';

const CONSTRUCTING = 'The report archive is currently being constructed.';
const CONSTRUCTED = 'The report archive is constructed.';

/** `/accounts/{accountId}/billingreports`. */
export class BillingReports {
	private readonly jobs: JobBook<BillingJob>;

	constructor(
		private readonly context: ServiceContext,
		private readonly access: BandwidthAccess,
		private readonly fileOf: (request: BillingRequest) => ReportFile,
	) {
		this.jobs = new JobBook(context.clock, context.jobMs);
	}

	routes(): Route[] {
		const list = `${BASE_PATH}/accounts/:accountId/billingreports`;
		const one = `${list}/:reportId`;
		return [
			{ method: 'GET', url: list, handle: this.admitted((call) => this.list(call)) },
			{ method: 'POST', url: list, handle: this.admitted((call, user) => this.create(call, user)) },
			{ method: 'GET', url: one, handle: this.admitted((call) => this.status(call)) },
			{ method: 'GET', url: `${one}/file`, handle: this.admitted((call) => this.download(call)) },
		];
	}

	file(reportId: string): ReportFile | undefined {
		const job = this.jobs.find(reportId, undefined);
		return job && this.fileOf(job);
	}

	reportIds(): string[] {
		return this.jobs.all().map(({ id }) => id);
	}

	reset(): void {
		this.jobs.clear();
	}

	private admitted(
		handle: (call: Call, user: BandwidthUser) => Answer | Promise<Answer>,
	): Route['handle'] {
		return (call) => {
			const admitted = this.access.admit(call);
			return 'status' in admitted ? admitted : handle(call, admitted);
		};
	}

	private create(call: Call, user: BandwidthUser): Answer {
		const request = readRequest(call.body);
		const code = objection(request);
		if (code !== undefined) return refusal(400, CREATED, code);
		const accountId = call.params.accountId ?? '';
		const details = { ...request, id: newId(), accountId, userName: user.name };
		const job = this.jobs.add(details, call.fault);
		return xml(
			201,
			{ [CREATED]: { ReportStatus: 'RECEIVED', Description: CONSTRUCTING } },
			{ Location: this.locationOf(job) },
		);
	}

	private status(call: Call): Answer {
		const job = this.find(call, STATUS);
		if ('status' in job) return job;
		if (this.hasFailed(job)) return failed(job, STATUS);
		const Location = `${this.locationOf(job)}/file`;
		return xml(
			200,
			{ [STATUS]: this.shown(job, call.fault) },
			this.jobs.hasEnded(job) ? { Location } : undefined,
		);
	}

	private async download(call: Call): Promise<Answer> {
		const job = this.find(call, ARCHIVE);
		if ('status' in job) return job;
		if (this.hasFailed(job)) return failed(job, ARCHIVE);
		// The HTTP status that comes with 15602 is not documented.
		if (!this.jobs.hasEnded(job)) return refusal(400, ARCHIVE, '15602');
		const file = this.fileOf(job);
		return await fileAnswer(file, disposition(file));
	}

	private list(call: Call): Answer {
		// What the service lists when no kind is asked for is not documented: here, all that it can list.
		const kinds = call.query.get('kind')?.split(',') ?? LISTED_TYPES;
		if (kinds.some((kind) => !LISTED_TYPES.includes(kind))) return refusal(400, LIST, '15616');
		const jobs = this.jobs.all().filter(({ type }) => kinds.includes(type));
		if (jobs.length === 0) return empty(204);
		const BillingReport = jobs.map((job) => ({
			BillingReportId: job.id,
			BillingReportKind: job.type,
			UserId: job.userName,
			...(this.hasFailed(job) ? failedRow(job) : this.shown(job, call.fault)),
			CreatedDate: plainDateTime(job.createdAt),
			DateRange: { StartDate: job.startDate, EndDate: job.endDate },
		}));
		return xml(200, { [LIST]: { BillingReportList: { BillingReport } } });
	}

	private find(call: Call, root: string): BillingJob | Answer {
		const id = call.params.reportId ?? '';
		// The printed sample id is not a UUID, so only its characters are judged.
		if (!/^[0-9a-f-]+$/i.test(id)) return refusal(400, root, '1008');
		return this.jobs.find(id, call.fault) ?? refusal(404, root, '15603');
	}

	private hasFailed(job: BillingJob): boolean {
		return job.failure !== undefined && this.jobs.hasEnded(job);
	}

	private shown(job: BillingJob, fault: Fault | undefined): Shown {
		if (fault?.kind === 'jobStatus') {
			const { reportStatus, description = CONSTRUCTING } = fault;
			return { ReportStatus: reportStatus, Description: description };
		}
		return this.jobs.hasEnded(job)
			? { ReportStatus: 'COMPLETED', Description: CONSTRUCTED }
			: { ReportStatus: 'PROCESSING', Description: CONSTRUCTING };
	}

	private locationOf({ accountId, id }: BillingJob): string {
		return `${this.context.origin()}${BASE_PATH}/accounts/${accountId}/billingreports/${id}`;
	}
}

/** There is no status word for a failure: it is told by an error code, which may well come with HTTP 200. */
function failed({ failure }: BillingJob, root: string): Answer {
	return refusal(failure?.httpStatus ?? 200, root, failure?.code ?? '15601', failure?.description);
}

/** In a list, the documented sample of a failed archive has the word for a complete one beside it. */
function failedRow({ failure }: BillingJob): Shown {
	return {
		ReportStatus: 'COMPLETE',
		Description: failure?.description ?? 'The report archive is failed.',
	};
}

/** An id with one digit too many in its first and last group, as the printed one has: not a UUID. */
function newId(): string {
	const [first = '', last = ''] = randomBytes(1).toString('hex');
	return `${first}${randomUUID()}${last}`;
}

function readRequest(body: string): BillingRequest {
	const report = readXml(body, 'BillingReport') as
		{ Type?: unknown; DateRange?: { StartDate?: unknown; EndDate?: unknown } } | undefined;
	const range = report?.DateRange;
	return {
		type: asText(report?.Type),
		startDate: asText(range?.StartDate),
		endDate: asText(range?.EndDate),
	};
}

const asText = (value: unknown) => (typeof value === 'string' ? value : '');

/** The code with which the service refuses a request. */
function objection({ type, startDate, endDate }: BillingRequest): string | undefined {
	// Only upper-case types are documented, so nothing else is taken.
	if (!Object.hasOwn(BILLING_TYPES, type)) return '15600';
	const days = [startDate, endDate];
	if (!days.every((day) => /^\d{4}-\d{2}-\d{2}$/.test(day))) return '15502';
	if (!days.every(isCalendarDay)) return '15503';
	// Whether a single day may be asked for as start = end is not documented: it is taken.
	return startDate > endDate ? '15501' : undefined;
}
