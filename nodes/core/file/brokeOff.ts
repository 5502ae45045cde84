import { ServiceError } from '../errors';

/** A file that is not whole. `how`: by what this was seen, a sentence. */
export function brokeOff(how: string): ServiceError {
	return new ServiceError('The file broke off before its end', {
		description: `${how} Run the workflow again.`,
		failure: 'temporarily-unavailable',
		transient: true,
	});
}
