import { type Report, type ReportStatus } from './report';

/**
 * The two ways an operation can go wrong that a user can act on. Neither knows n8n: the runtime turns
 * them into n8n's own error classes.
 */

/** n8n's words for why something failed; its own back-off reads them. */
export type FailureCause =
	| 'rate-limited'
	| 'quota-exhausted'
	| 'temporarily-unavailable'
	| 'credential-invalid'
	| 'configuration-invalid'
	| 'node-defect';

export interface ServiceErrorDetails {
	/** What to do about it. */
	description?: string;
	failure?: FailureCause;
	/** HTTP status, when there was an answer. */
	status?: number;
	/** The service's own code, e.g. `15603`. */
	serviceCode?: string;
	/** How long the service asked us to wait, in ms. */
	retryAfterMs?: number;
	/** True when the same request may well succeed later. */
	transient?: boolean;
	/**
	 * What the failure tells of the report itself: `pending`, it is still being made; `completed`, it is made
	 * and holds nothing; `failed` or `expired`, it never or no longer can be had.
	 */
	reportStatus?: ReportStatus;
	/** The report that the failure is about, so that it can be found again. */
	reportId?: string;
	/** True when it is certain that the service did not take the request: it may be sent again, whatever it asks for. */
	notTaken?: boolean;
	/** True when a report was requested, and nothing tells whether the service took the request. */
	mayExist?: boolean;
	/** True when a link that carried its own permission was refused: a fresh one may work. */
	linkRefused?: boolean;
}

/** The service, or the way to it, did not do what was asked. */
export class ServiceError extends Error {
	override readonly name = 'ServiceError';

	constructor(
		message: string,
		readonly details: ServiceErrorDetails = {},
	) {
		super(message);
	}

	/** The same failure, told with more words. */
	with(changes: ServiceErrorDetails & { message?: string }): ServiceError {
		const { message, ...details } = changes;
		return new ServiceError(message ?? this.message, { ...this.details, ...details });
	}
}

/** What the user typed cannot work; found before any request was sent. */
export class InputError extends Error {
	override readonly name = 'InputError';

	constructor(
		message: string,
		readonly description?: string,
		/** As for a ServiceError. */
		readonly reportId?: string,
	) {
		super(message);
	}
}

/** The user stopped the execution (or n8n did, for its own time limit). */
export class CancelledError extends Error {
	override readonly name = 'CancelledError';

	constructor() {
		super('The execution was stopped');
	}
}

/** The ID of the report that a failure is about, if it names one. */
export function failedReportId(error: unknown): string | undefined {
	if (error instanceof ServiceError) return error.details.reportId;
	return error instanceof InputError ? error.reportId : undefined;
}

/**
 * The report as a failure tells it, or `undefined` when the failure tells nothing of the report. Services
 * answer some questions about a report with an error code: "still building", "no data".
 */
export function reportTold(known: Report, error: unknown): Report | undefined {
	if (!(error instanceof ServiceError) || error.details.reportStatus === undefined)
		return undefined;
	const { reportStatus: status, serviceCode } = error.details;
	return {
		...known,
		status,
		serviceStatus: serviceCode ?? known.serviceStatus,
		message: error.message,
		...(status === 'completed' && { hasFile: false }),
	};
}

export function isTransient(error: unknown): error is ServiceError {
	return error instanceof ServiceError && error.details.transient === true;
}

/** True when the service says that there is no such thing, or none any more. */
export function isNotFound(error: unknown): error is ServiceError {
	return error instanceof ServiceError && [404, 410].includes(error.details.status ?? 0);
}

/** True for the login itself or a right that it lacks, which nobody but the user can mend. */
export function isLoginRefused(error: unknown): error is ServiceError {
	return error instanceof ServiceError && error.details.failure === 'credential-invalid';
}

/** True when any other request with this login would fail as well. A 403 is about one thing only. */
export function isLoginWrong(error: unknown): error is ServiceError {
	return isLoginRefused(error) && error.details.status !== 403;
}

/** True when a report was requested that may be under way, though nobody knows. */
export function mayExist(error: unknown): boolean {
	return error instanceof ServiceError && error.details.mayExist === true;
}

/** For handing a caught value on as it is. */
export function asError(value: unknown): Error {
	return value instanceof Error ? value : new Error(String(value));
}
