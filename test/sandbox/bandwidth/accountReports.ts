import { randomUUID } from 'node:crypto';

import { disposition, fileAnswer, type ReportFile } from '../content/reportFile';
import { XLS_MAX_ROWS } from '../content/xls';
import { empty, type Answer } from '../core/answer';
import { isoDay } from '../core/clock';
import type { Fault } from '../core/faults';
import { JobBook } from '../core/jobs';
import type { Call, Route, ServiceContext } from '../core/service';
import type { BandwidthAccess, BandwidthUser } from './access';
import { DEFINITIONS, parameterXml, type ReportDefinition } from './definitions';
import { instanceFile } from './instanceFile';
import { expiryObjection, MAX_DAYS, objection, readInstance } from './instanceRequest';
import { instanceXml, type InstanceJob, type InstanceXml } from './instanceXml';
import { BASE_PATH, refusal, xml } from './replies';

const REPORT = 'ReportResponse';
const INSTANCE = 'ReportInstanceResponse';
const INSTANCES = 'ReportInstancesResponse';
const FILE = 'ReportInstanceFileResponse';

/** The id in the printed `Location`. */
const FIRST_ID = 789;

const DAY_MS = 86_400_000;

/** `/accounts/{accountId}/reports`. */
export class AccountReports {
	private readonly jobs: JobBook<InstanceJob>;
	private nextId = FIRST_ID;

	constructor(
		private readonly context: ServiceContext,
		private readonly access: BandwidthAccess,
		/** Ids of the definitions whose files are handed over by a redirect. */
		private readonly redirected: readonly string[],
	) {
		this.jobs = new JobBook(context.clock, context.jobMs);
	}

	routes(): Route[] {
		const reports = `${BASE_PATH}/accounts/:accountId/reports`;
		const instances = `${reports}/:definitionId/instances`;
		const one = `${instances}/:instanceId`;
		const of = (handle: (call: Call, definition: ReportDefinition) => Answer) =>
			this.admitted((call) => this.withDefinition(call, (definition) => handle(call, definition)));
		return [
			{ method: 'GET', url: reports, handle: this.admitted(listDefinitions) },
			{ method: 'GET', url: `${reports}/:definitionId`, handle: of(showDefinition) },
			{
				method: 'GET',
				url: `${reports}/instances`,
				handle: this.admitted((call) => this.list(call)),
			},
			{ method: 'GET', url: instances, handle: of((call, { id }) => this.list(call, id)) },
			{
				method: 'POST',
				url: instances,
				handle: this.admitted((call, user) => this.create(call, user)),
			},
			{ method: 'GET', url: one, handle: this.admitted((call) => this.status(call)) },
			{ method: 'PUT', url: one, handle: this.admitted((call) => this.update(call)) },
			{ method: 'GET', url: `${one}/file`, handle: this.admitted((call) => this.download(call)) },
		];
	}

	file(reportId: string): ReportFile | undefined {
		const job = this.jobs.find(reportId, undefined);
		return job && instanceFile(job, this.context.rows);
	}

	/** Ends the life of an instance's file as if its last day were over. */
	expire(instanceId: string): void {
		const job = this.jobs.find(instanceId, undefined);
		if (job !== undefined) job.isExpired = true;
	}

	reportIds(): string[] {
		return this.jobs.all().map(({ id }) => id);
	}

	reset(): void {
		this.jobs.clear();
		this.nextId = FIRST_ID;
	}

	private admitted(
		handle: (call: Call, user: BandwidthUser) => Answer | Promise<Answer>,
	): Route['handle'] {
		return (call) => {
			const admitted = this.access.admit(call);
			return 'status' in admitted ? admitted : handle(call, admitted);
		};
	}

	private withDefinition(call: Call, handle: (definition: ReportDefinition) => Answer): Answer {
		const found = DEFINITIONS.find(({ id }) => id === call.params.definitionId);
		return found === undefined ? refusal(404, REPORT, '19000') : handle(found);
	}

	private create(call: Call, user: BandwidthUser): Answer {
		return this.withDefinition(call, (definition) => {
			const request = readInstance(call.body);
			const now = this.context.clock();
			// What the service says to a body that is not XML is not documented.
			const code = request === undefined ? '19030' : objection(request, definition, now);
			if (request === undefined || code !== undefined) return refusal(400, INSTANCE, code ?? '');
			const id = String(this.nextId++);
			const expiresAt = request.expiresAt ?? isoDay(now + MAX_DAYS * DAY_MS);
			const about = { definitionId: definition.id, definitionName: definition.name };
			const details = {
				...request,
				...about,
				id,
				expiresAt,
				userName: user.name,
				isExpired: false,
			};
			this.jobs.add(details, call.fault);
			const path = `/accounts/${call.params.accountId}/reports/${definition.id}/instances/${id}`;
			return empty(201, {
				'Content-Type': 'application/xml; charset=utf-8',
				Location: `${this.context.origin()}${BASE_PATH}${path}`,
			});
		});
	}

	private status(call: Call): Answer {
		const job = this.find(call, INSTANCE);
		if ('body' in job) return job;
		return xml(200, { [INSTANCE]: { Instance: this.shown(job, call.fault) } });
	}

	/** What a successful update answers besides 200 is not documented: here, the instance as it is then. */
	private update(call: Call): Answer {
		const job = this.find(call, INSTANCE);
		if ('body' in job) return job;
		const { expiresAt, description } = readInstance(call.body) ?? {};
		const code = expiryObjection(expiresAt, this.context.clock());
		if (code !== undefined) return refusal(400, INSTANCE, code);
		job.expiresAt = expiresAt ?? job.expiresAt;
		job.description = description ?? job.description;
		return xml(200, { [INSTANCE]: { Instance: this.shown(job, call.fault) } });
	}

	private list({ fault }: Call, definitionId?: string): Answer {
		const jobs = this.jobs
			.all()
			.filter((job) => definitionId === undefined || job.definitionId === definitionId);
		const Instance = jobs.map((job) => this.shown(job, fault));
		return xml(200, { [INSTANCES]: { Instances: { Instance } } });
	}

	/** The HTTP statuses of 19049, 19051, 19067 and 19069 are not documented: 400 here. */
	private async download(call: Call): Promise<Answer> {
		const job = this.find(call, FILE);
		if ('body' in job) return job;
		if (!this.jobs.hasEnded(job)) return refusal(202, FILE, '19048');
		if (this.hasExpired(job)) return refusal(400, FILE, '19049');
		const { failure } = job;
		if (failure !== undefined) {
			const { httpStatus = 400, code = '19051', description } = failure;
			return refusal(httpStatus, FILE, code, description);
		}
		if (job.outputFormat === 'xls' && this.context.rows > XLS_MAX_ROWS) {
			return refusal(400, FILE, '19069');
		}
		const file = instanceFile(job, this.context.rows);
		if (this.redirected.includes(job.definitionId)) {
			const path = `/bandwidth/${randomUUID()}/${file.fileName}`;
			const { storage, linkMs } = this.context;
			return empty(307, { Location: storage.publish(path, file, linkMs, disposition(file)) });
		}
		return await fileAnswer(file, disposition(file));
	}

	private find(call: Call, root: string): InstanceJob | Answer {
		const job = this.jobs.find(call.params.instanceId ?? '', call.fault);
		const isHere = job?.definitionId === call.params.definitionId;
		return job !== undefined && isHere ? job : refusal(404, root, '19019');
	}

	private hasExpired(job: InstanceJob): boolean {
		return job.isExpired || isoDay(this.context.clock()) > job.expiresAt;
	}

	private shown(job: InstanceJob, fault: Fault | undefined): InstanceXml {
		const shown = instanceXml(job, this.jobs.hasEnded(job), this.hasExpired(job));
		if (fault?.kind !== 'jobStatus') return shown;
		const { reportStatus: Status, description: Description = shown.Description } = fault;
		return { ...shown, Status, ...(Description !== undefined && { Description }) };
	}
}

function listDefinitions(): Answer {
	const listed = DEFINITIONS.filter(({ unlisted }) => unlisted !== true);
	const Report = listed.map(({ name, id, description }) => ({
		Name: name,
		Id: id,
		Description: description,
	}));
	return xml(200, { ReportsResponse: { Reports: { Report } } });
}

function showDefinition(_call: Call, definition: ReportDefinition): Answer {
	const { id, name, description, parameters } = definition;
	const Parameters = { Parameter: parameters.map(parameterXml) };
	const Report = { Id: id, Name: name, Description: description, Parameters };
	return xml(200, { [REPORT]: { Report } });
}
