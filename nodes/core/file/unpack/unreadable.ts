import { ServiceError } from '../../errors';

/** The file that a service sent is not what it claims to be. */
export function damaged(what: string, why: string): ServiceError {
	return new ServiceError(`${what} is damaged`, {
		description: `${why} Run the workflow again; if it stays so, set 'Output' to File and look at the file.`,
	});
}

/** The file is in order but cannot be read as rows. `what` says what it is, as a sentence without its stop. */
export function notReadable(what: string, advice: string): ServiceError {
	return new ServiceError(what, { description: advice });
}
