import {
	updateDisplayOptions,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';
import { WATCHABLES } from '../resources/registry';
import { type Watchable } from '../runtime/watch/watchable';
import { ACCOUNT, BILLING, notice, type Shown } from './shown';

const PERIOD_OPTIONS: Readonly<Record<Watchable['periods'][number], INodePropertyOptions>> = {
	day: { name: 'Day', value: 'day' },
	hour: { name: 'Hour', value: 'hour' },
	month: { name: 'Month', value: 'month' },
	week: { name: 'Week', value: 'week', description: 'From Monday to Sunday' },
};

const periodField: INodeProperties = {
	displayName: 'Period',
	name: 'period',
	type: 'options',
	options: [],
	default: 'day',
	description:
		'The time that each report covers, in the time zone of the workflow. The first report is that of the last period that is over.',
};

/** The periods that a service can report, in alphabetical order. */
function periodOptions({ periods }: Watchable): INodePropertyOptions[] {
	return Object.entries(PERIOD_OPTIONS).flatMap(([value, option]) =>
		periods.some((period) => period === value) ? [option] : [],
	);
}

/** The same fields as in the node of the service, but for those that say which time a report covers. */
function scheduleFields(
	show: Shown,
	watchable: Watchable,
	...notices: INodeProperties[]
): INodeProperties[] {
	return updateDisplayOptions({ show: { ...show, watch: ['scheduled'] } }, [
		{
			...periodField,
			options: periodOptions(watchable),
			default: watchable.periods.includes('day') ? 'day' : 'month',
		},
		...notices,
		...watchable.requestFields,
	]);
}

/** What the trigger requests for each period. */
export const scheduledFields: INodeProperties[] = [
	...scheduleFields(
		ACCOUNT,
		WATCHABLES.bandwidth.accountReport,
		notice(
			'accountDatesNotice',
			ACCOUNT,
			'Leave dates empty that are marked as first and last day of the period: the trigger fills them in. Any other date stays as it is, so enter it as an expression, e.g. {{ $now.minus({ days: 1 }).toISODate() }}.',
		),
	),
	...scheduleFields(BILLING, WATCHABLES.bandwidth.billingReport),
	...scheduleFields({ service: ['evoVoice'] }, WATCHABLES.evoVoice.report),
	...scheduleFields({ service: ['ringCx'] }, WATCHABLES.ringCx.report),
	...scheduleFields({ service: ['webexBroadworks'] }, WATCHABLES.webexBroadworks.billingReport),
];
