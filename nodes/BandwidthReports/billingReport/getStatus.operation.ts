import { billingReports } from '../../services/bandwidth/billingReports';
import { BANDWIDTH } from '../../services/bandwidth/hosts';
import { simplifyField } from '../../runtime/fields/output';
import { type Operation } from '../../runtime/operation';
import { itemParameters } from '../../runtime/parameters';
import { reportItem } from '../../runtime/reportItems';
import { type BandwidthSession } from '../session';
import { readReportId, reportIdField } from './fields';

export const getStatus: Operation<BandwidthSession> = {
	option: {
		name: 'Get Status',
		value: 'getStatus',
		description: 'Look whether a report is ready',
		action: 'Get the status of a billing report',
	},
	fields: [reportIdField, simplifyField],

	begin({ run, connection }) {
		const service = billingReports(connection);
		return (itemIndex) => {
			const parameters = itemParameters(run.context, itemIndex);
			const reportId = readReportId(parameters);
			const simplify = parameters.flag('simplify');
			return async () => {
				const known = { service: BANDWIDTH.name, reportId, status: 'pending' } as const;
				return [reportItem(await service.get(known), itemIndex, simplify)];
			};
		};
	},
};
