import type { Clock } from './clock';
import type { Fault } from './faults';

/** How a job ends when it does not end well. */
export interface JobFailure {
	code?: string;
	description?: string;
	httpStatus?: number;
}

/** A report that takes time. */
export interface Job {
	id: string;
	/** Milliseconds since the epoch. */
	createdAt: number;
	/** When the job ends; what it shows is reckoned from this at each read. */
	readyAt: number;
	failure?: JobFailure;
}

/** The jobs of one service, in the order in which they were created. */
export class JobBook<J extends Job> {
	private readonly jobs = new Map<string, J>();

	constructor(
		private readonly clock: Clock,
		private readonly jobMs: number,
	) {}

	/** Creates a job that takes the time set for the sandbox. */
	add(job: Omit<J, keyof Job> & { id: string }, fault: Fault | undefined): J {
		const createdAt = this.clock();
		const added = { ...job, createdAt, readyAt: createdAt + this.jobMs } as J;
		if (fault?.kind === 'jobFails') added.failure = fault;
		this.jobs.set(added.id, added);
		return added;
	}

	/** The job with this id; a fault of kind `jobFails` on a read ends it there and then. */
	find(id: string, fault: Fault | undefined): J | undefined {
		const job = this.jobs.get(id);
		if (job !== undefined && fault?.kind === 'jobFails') {
			job.failure = fault;
			job.readyAt = Math.min(job.readyAt, this.clock());
		}
		return job;
	}

	/** All jobs, oldest first. */
	all(): J[] {
		return [...this.jobs.values()];
	}

	/** Whether the job has ended, well or not. */
	hasEnded(job: J): boolean {
		return this.clock() >= job.readyAt;
	}

	/** Part of the job's time that has passed, 0 to 1. */
	progress(job: J): number {
		if (this.hasEnded(job)) return 1;
		return (this.clock() - job.createdAt) / (job.readyAt - job.createdAt);
	}

	delete(id: string): boolean {
		return this.jobs.delete(id);
	}

	clear(): void {
		this.jobs.clear();
	}
}
