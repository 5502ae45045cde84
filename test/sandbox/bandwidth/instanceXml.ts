import { isoDay, timeOfDay } from '../core/clock';
import type { Job } from '../core/jobs';
import type { InstanceFileRequest } from './instanceFile';
import type { InstanceRequest } from './instanceRequest';

/** An account report that was asked for. */
export interface InstanceJob extends Job, InstanceFileRequest, InstanceRequest {
	id: string;
	createdAt: number;
	outputFormat: string;
	userName: string;
	/** `YYYY-MM-DD` */
	expiresAt: string;
	isExpired: boolean;
}

/** An instance in the printed form and order. */
export interface InstanceXml {
	Id: string;
	ReportId: string;
	ReportName: string;
	OutputFormat: string;
	RequestedByUserName: string;
	RequestedAt: string;
	Parameters: { Parameter: Array<{ Name: string; Value: string[] }> };
	Status: string;
	ExpiresAt?: string;
	Description?: string;
}

/** The word for a report that is not ready is not published; any word but the known ones means the same. */
const IN_PROGRESS = 'Processing';

/** What an instance shows. An expired one has no expiry date. */
export function instanceXml(job: InstanceJob, hasEnded: boolean, hasExpired: boolean): InstanceXml {
	const Parameter = job.parameters.map(({ name, values }) => ({ Name: name, Value: values }));
	const ready = hasExpired ? 'Expired' : 'Ready';
	return {
		Id: job.id,
		ReportId: job.definitionId,
		ReportName: job.definitionName,
		OutputFormat: job.outputFormat,
		RequestedByUserName: job.userName,
		RequestedAt: requestedAt(job.createdAt),
		Parameters: { Parameter },
		Status: hasEnded ? ready : IN_PROGRESS,
		...(!hasExpired && { ExpiresAt: job.expiresAt }),
		...(job.description !== undefined && { Description: job.description }),
	};
}

/** Month and day are not padded in the printed sample: `2020-9-19 11:05:12`. The zone is not told: UTC here. */
function requestedAt(at: number): string {
	const [year, month, day] = isoDay(at).split('-').map(Number);
	return `${year}-${month}-${day} ${timeOfDay(at)}`;
}
