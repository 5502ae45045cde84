import { asError, ServiceError } from '../errors';
import { type Report } from '../report';
import { sentences } from '../text';

/**
 * Has a report made, and tells a failure that leaves open whether the service took the request from one that
 * does not: after the former there may be a report that nobody knows, and a second request would make another.
 *
 * @throws ServiceError with `mayExist` and with advice to look for the report; any other failure as it is.
 */
export async function requestReport(make: () => Promise<Report>): Promise<Report> {
	try {
		return await make();
	} catch (error) {
		throw leavesOpen(error) ? mayExist(error) : asError(error);
	}
}

/** Failures that mean that the report may be under way all the same. */
function leavesOpen(error: unknown): error is ServiceError {
	if (!(error instanceof ServiceError)) return false;
	const { status, notTaken = false, mayExist: isTold = false } = error.details;
	if (notTaken || isTold) return false;
	// No answer, or one that cannot be read.
	if (status === undefined) return true;
	return status === 408 || (status >= 500 && status !== 501);
}

function mayExist(error: ServiceError): ServiceError {
	const { status, description, transient } = error.details;
	// Of passing trouble the advice is to try again, which is what must not be done yet.
	const advice = transient === true ? undefined : description;
	const told = advice?.includes(`HTTP status ${status}.`) === true;
	return error.with({
		description: sentences(
			'The report may be under way all the same. Look for it, with Get Many or at the service itself, before you create it again.',
			advice,
			status === undefined || told ? undefined : `HTTP status ${status}.`,
		),
		mayExist: true,
	});
}
