import { type INodeExecutionData, type IPollFunctions } from 'n8n-workflow';
import { CancelledError } from '../core/errors';
import { outOfTime, type Poll } from '../core/watch/poll';
import { pollList } from '../core/watch/pollList';
import { pollSchedule } from '../core/watch/pollSchedule';
import { pollSpecific } from '../core/watch/pollSpecific';
import { reportKey } from '../core/watch/reportKey';
import { toNodeError } from '../runtime/nodeErrors';
import { pollValues } from '../runtime/parameters';
import { type Fetched } from '../runtime/rows/outputFetcher';
import { beginPoll, type PollRun } from '../runtime/watch/pollRun';
import { type Watched } from '../runtime/watch/watchable';
import { completer, toItems } from './items';
import { scheduleSource } from './schedule';
import { readSettings, type Settings } from './settings';
import { testEvent } from './testEvent';

/**
 * One poll of the trigger.
 *
 * @returns what fires, `null` for nothing
 * @throws NodeApiError or NodeOperationError, ready to be shown.
 */
export async function pollReports(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	try {
		const values = pollValues(context);
		const settings = readSettings(context, values);
		const run = beginPoll(context);
		const { clock, stop } = run;
		const { watchable, output } = settings;
		const watched = await watchable.open({ context, values, clock, stop, output });
		if (context.getMode() === 'manual') {
			return [toItems(await testEvent(run, settings, watched))];
		}
		const items = await poll(run, settings, watched);
		run.succeeded();
		return items === null ? null : [items.flatMap(toItems)];
	} catch (error) {
		throw toNodeError(context.getNode(), error instanceof CancelledError ? outOfTime() : error);
	}
}

async function poll(run: PollRun, settings: Settings, watched: Watched): Promise<Fetched[] | null> {
	const { choice, event, output, subject, watchable } = settings;
	const poll: Poll<Fetched> = {
		...run,
		event,
		scope: reportKey(...subject, watched.account),
		complete: completer(watched, output),
	};
	switch (choice.watch) {
		case 'any':
			return await pollList(poll, async () => (await watched.list?.()) ?? []);
		case 'specific':
			return await pollSpecific(
				poll,
				choice.reportIds,
				async (ids) => (await watched.find?.(ids)) ?? { reports: [], failures: [] },
			);
		case 'scheduled':
			return await pollSchedule(poll, choice, scheduleSource(watchable, watched, choice.calendar));
	}
}
