import { watchable, type Watchable } from '../runtime/watch/watchable';
import { BANDWIDTH } from '../services/bandwidth/hosts';
import { EVO_VOICE } from '../services/evoVoice/hosts';
import { WEBEX } from '../services/webex/hosts';
import { accountReport, readFilter as readAccountReportFilter } from './bandwidth/accountReport';
import { billingReport as bandwidthBillingReport } from './bandwidth/billingReport';
import { connectBandwidth } from './bandwidth/connect';
import { connectEvoVoice } from './evoVoice/connect';
import { readFilter as readEvoVoiceFilter, report as evoVoiceReport } from './evoVoice/report';
import { ringCxReports } from './ringCx/watched';
import { billingReport as webexBillingReport } from './webex/billingReport';
import { connectWebex } from './webex/connect';

/** What a trigger can watch, by service and resource; the values of the trigger's fields. */
export const WATCHABLES = {
	bandwidth: {
		accountReport: watchable({
			service: BANDWIDTH.name,
			name: 'Bandwidth account reports',
			resource: accountReport,
			connect: connectBandwidth,
			readFilter: readAccountReportFilter,
			periods: ['day', 'week', 'month'],
		}),
		billingReport: watchable({
			service: BANDWIDTH.name,
			name: 'Bandwidth billing reports',
			resource: bandwidthBillingReport,
			connect: connectBandwidth,
			// Its list has phone number reports only.
			periods: ['day', 'week', 'month'],
		}),
	},
	evoVoice: {
		report: watchable({
			service: EVO_VOICE.name,
			name: 'Evo Voice reports',
			resource: evoVoiceReport,
			connect: connectEvoVoice,
			readFilter: readEvoVoiceFilter,
			periods: ['day', 'week', 'month'],
		}),
	},
	ringCx: { report: ringCxReports },
	webexBroadworks: {
		billingReport: watchable({
			service: WEBEX.name,
			name: 'Webex BroadWorks billing reports',
			resource: webexBillingReport,
			connect: connectWebex,
			readFilter: () => ({}),
			listIsBrief: true,
			periods: ['month'],
		}),
	},
} satisfies Record<string, Record<string, Watchable>>;

export type ServiceName = keyof typeof WATCHABLES;
