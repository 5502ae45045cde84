import { billingReports } from '../../services/bandwidth/billingReports';
import { simplifyField } from '../../runtime/fields/output';
import { type Operation } from '../../runtime/operation';
import { itemParameters } from '../../runtime/parameters';
import { reportItem } from '../../runtime/reportItems';
import { type BandwidthSession } from '../session';
import { readRequest, requestFields } from './fields';

export const create: Operation<BandwidthSession> = {
	option: {
		name: 'Create',
		value: 'create',
		description: 'Request a report without waiting for it',
		action: 'Create a billing report',
	},
	fields: [...requestFields, simplifyField],

	begin({ run, connection }) {
		const service = billingReports(connection);
		return (itemIndex) => {
			const parameters = itemParameters(run.context, itemIndex);
			const request = readRequest(parameters, run.clock.now());
			const simplify = parameters.flag('simplify');
			return async () => {
				const report = await service.create(request);
				run.created.push(report);
				return [reportItem(report, itemIndex, simplify)];
			};
		};
	},
};
