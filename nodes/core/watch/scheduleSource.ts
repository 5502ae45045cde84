import { type ServiceError } from '../errors';
import { type Report } from '../report';
import { type Looked } from './pollSpecific';
import { type OpenPeriod } from './scheduleState';

/** What a schedule needs of a service. */
export interface ScheduleSource {
	/** Requests the report of a period, once. */
	request: (period: OpenPeriod) => Promise<Report>;
	/** True where a request is answered with the file itself, which may take all the time of a poll. */
	answersWithFile: boolean;
	/** Looks at reports under way. */
	look: (reports: readonly Report[]) => Promise<Looked>;
	/** The report as it is told when there is none: what was asked for, and that it failed. */
	failed: (period: OpenPeriod) => Report;
	/** Said when periods, at least one, are given up and nobody asked for failed reports. */
	giveUp: (periods: readonly OpenPeriod[]) => ServiceError;
}
