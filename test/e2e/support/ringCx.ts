/** RingCX as the end-to-end suites use it. */
import type { INodeParameters } from 'n8n-workflow';
import { PRINTED } from '../../support/ringCx';
import { byId, ReportBench } from './reportBench';

/** What the printed request asks for, with the account named by its ID. */
export const PRINTED_BY_ID: INodeParameters = { ...PRINTED, accountId: byId('13670001') };

/** A run of the RingCX node that needs nothing but a login. */
export const YESTERDAYS_CALLS: INodeParameters = {
	resource: 'report',
	operation: 'createAndDownload',
	reportType: 'callDetail',
	accountId: byId('13670001'),
	dateRange: 'yesterday',
	cloudProfileGroupIds: ['111'],
	cloudProfileIds: ['1111'],
};

export function openRingCx(): Promise<ReportBench> {
	return ReportBench.open({
		type: 'ringCxReports',
		resource: 'report',
		parameters: () => ({}),
	});
}
