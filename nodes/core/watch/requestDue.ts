import { asError, CancelledError, isLoginRefused, mayExist } from '../errors';
import { isPassing, type Poll } from './poll';
import { type Progress } from './scheduleProgress';
import { type ScheduleSource } from './scheduleSource';
import { type OpenPeriod } from './scheduleState';
import { postponed, toRequest, withFailure, withReport } from './scheduleWatch';

/** Requests begin in this share of a poll's time: each needs its own until it is answered. */
const REQUESTING_SHARE = 0.25;

/**
 * Requests what is due. What leaves open whether the report was made counts as one attempt of its period, and so does
 * a refusal, unless the schedule has just begun: then it is told at once, while somebody is looking. Passing trouble
 * counts only if the next request succeeds: then it is not the service's, but that of its period. A request that
 * takes longer than the poll counts never, since the service may be slow with all; the next poll begins with others.
 *
 * @returns why nothing could be requested, if so
 */
export async function requestDue<Item>(
	{ clock, first, workUntilMs }: Poll<Item>,
	progress: Progress,
	{ request, answersWithFile }: ScheduleSource,
): Promise<Error[]> {
	const beganMs = clock.now();
	const beginUntilMs = beganMs + (workUntilMs - beganMs) * REQUESTING_SHARE;
	const count = (period: OpenPeriod, { message }: Error) =>
		progress.update((state) => withFailure(state, period, { message }, clock.now()));
	let inTrouble: { period: OpenPeriod; error: Error } | undefined;
	for (const [index, period] of toRequest(progress.state(), clock.now()).entries()) {
		if (index > 0 && clock.now() > beginUntilMs) break;
		try {
			const report = await request(period);
			progress.update((state) => withReport(state, period, report, clock.now()));
			if (inTrouble !== undefined) count(inTrouble.period, inTrouble.error);
			inTrouble = undefined;
		} catch (caught) {
			const error = asError(caught);
			if (error instanceof CancelledError) {
				// A file that takes longer than a poll must not keep later ones from being requested for ever.
				if (answersWithFile && !first)
					progress.update((state) => postponed(state, period, clock.now()));
				return [error];
			}
			if (mayExist(error)) {
				// The report may be under way, so that this may be sent again only so often.
				count(period, error);
			} else if (isPassing(error)) {
				if (inTrouble !== undefined) return [error];
				inTrouble = { period, error };
			} else if (progress.isNew && first) {
				// n8n tries an activation several times; the next try must fail in the same way.
				progress.abandon();
				throw error;
			} else if (isLoginRefused(error)) return [error];
			else count(period, error);
		}
	}
	return inTrouble === undefined ? [] : [inTrouble.error];
}
