import process from 'node:process';

/** A failure whose message already says what happened and what to do; shown without a stack. */
export class UserError extends Error {}

/** Runs a script's `body`; its failure is printed for a person and ends the script with status 1. */
export async function main(body) {
	try {
		process.exitCode = (await body()) ?? 0;
	} catch (error) {
		console.error(
			error instanceof UserError ? `\n${error.message}\n` : `\n${error?.stack ?? error}\n`,
		);
		process.exitCode = 1;
	}
}
