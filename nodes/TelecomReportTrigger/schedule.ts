import { ServiceError } from '../core/errors';
import { type Report } from '../core/report';
import { inSentence, sentences } from '../core/text';
import { daysOf, periodText, type Calendar, type Period } from '../core/watch/periods';
import { type ScheduleSource } from '../core/watch/pollSchedule';
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
		look: watched.look,
		failed: (period) => ({
			service,
			reportId: '',
			...daysOf(period, calendar.zone),
			...period.failed,
			status: 'failed',
		}),
		giveUp: (period) =>
			new ServiceError(`No report could be had for ${periodText(period, calendar)}`, {
				description: sentences(
					period.message === undefined
						? undefined
						: `${service} says: ${inSentence(period.message)}.`,
					`${name} of this period are not requested again. Request it with the node of the service, or set 'Event' so that the trigger also fires for failed reports.`,
				),
				failure: 'configuration-invalid',
			}),
	};
}
