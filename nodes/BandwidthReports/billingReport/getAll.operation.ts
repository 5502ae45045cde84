import { billingReports } from '../../services/bandwidth/billingReports';
import { listingFields } from '../../runtime/fields/listing';
import { simplifyField } from '../../runtime/fields/output';
import { type Operation } from '../../runtime/operation';
import { itemParameters } from '../../runtime/parameters';
import { reportItem } from '../../runtime/reportItems';
import { type BandwidthSession } from '../session';

export const getAll: Operation<BandwidthSession> = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		description: 'List the phone number reports of the account',
		action: 'Get many billing reports',
	},
	fields: [
		{
			displayName:
				'Bandwidth lists phone number reports only (DIDSNAP and DIDSNAP_MSG). Keep the ID of any other report from the output of Create.',
			name: 'listNotice',
			type: 'notice',
			default: '',
		},
		...listingFields,
		simplifyField,
	],

	begin({ run, connection }) {
		const service = billingReports(connection);
		return (itemIndex) => {
			const parameters = itemParameters(run.context, itemIndex);
			const limit = parameters.flag('returnAll') ? Infinity : parameters.count('limit', 'Limit');
			const simplify = parameters.flag('simplify');
			return async () =>
				(await service.list())
					.slice(0, limit)
					.map((report) => reportItem(report, itemIndex, simplify));
		};
	},
};
