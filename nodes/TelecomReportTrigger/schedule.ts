import { ServiceError } from '../core/errors';
import { type Report } from '../core/report';
import { inSentence, saidOf, sentences } from '../core/text';
import { daysOf, periodText, type Calendar, type Period } from '../core/watch/periods';
import { type ScheduleSource } from '../core/watch/scheduleSource';
import { type OpenPeriod } from '../core/watch/scheduleState';
import { periodValues } from '../runtime/watch/period';
import { type Watchable, type Watched } from '../runtime/watch/watchable';

/** Requests the report of a period; it says which days it covers, whatever the service tells. */
export async function requestPeriod(
	watched: Watched,
	period: Period,
	{ zone }: Calendar,
): Promise<Report> {
	const report = await watched.request(periodValues(period, zone));
	return { ...daysOf(period, zone), ...report };
}

/** What a schedule needs of a service. */
export function scheduleSource(
	{ service, name }: Watchable,
	watched: Watched,
	calendar: Calendar,
): ScheduleSource {
	return {
		request: async (period) => await requestPeriod(watched, period, calendar),
		// Where no report can be looked for by its ID there is none without its file.
		answersWithFile: watched.find === undefined,
		look: watched.look,
		failed: (period) => ({
			service,
			reportId: '',
			...daysOf(period, calendar.zone),
			...period.failed,
			status: 'failed',
		}),
		giveUp: (periods) =>
			new ServiceError(`No report could be had for ${textOf(periods, calendar)}`, {
				description: sentences(
					whyGivenUp(periods.at(-1)),
					`${name} of ${periods.length === 1 ? 'this period' : 'these periods'} are not requested again. Request them with the node of the service, or set 'Event' so that the trigger also fires for failed reports.`,
				),
			}),
	};
}

/** So many periods are named; a schedule may have missed a hundred. */
const MAX_NAMED = 5;

function textOf(periods: readonly OpenPeriod[], calendar: Calendar): string {
	const named = periods.slice(0, MAX_NAMED).map((period) => periodText(period, calendar));
	const others = periods.length - named.length;
	return [...named, ...(others > 0 ? [`${others} more`] : [])].join(', ');
}

/** The message is that of the report, if there was one that had one; else it is a sentence of ours. */
function whyGivenUp({ message, failed }: Partial<OpenPeriod> = {}): string | undefined {
	if (message === undefined) return undefined;
	return failed?.message === message ? saidOf(failed) : `${inSentence(message)}.`;
}
