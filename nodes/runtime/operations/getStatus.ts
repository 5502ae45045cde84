import { simplifyField } from '../fields/output';
import { itemParameters } from '../parameters';
import { reportItem } from '../reportItems';
import { type Operation } from './operation';
import { type HasHttp, type ReportResource } from './reportResource';

/** Get Status: looks at a report, once. */
export function getStatusOperation<Connection extends HasHttp, Request, Filter>(
	resource: ReportResource<Connection, Request, Filter>,
): Operation<Connection> {
	return {
		option: {
			name: 'Get Status',
			value: 'getStatus',
			description: 'Look whether a report is ready',
			action: `Get status of ${resource.noun}`,
		},
		fields: [...resource.reportFields, simplifyField],

		begin({ run, connection }) {
			const service = resource.service(connection);
			return (itemIndex) => {
				const parameters = itemParameters(run.context, itemIndex);
				const known = resource.readReport(parameters);
				const simplify = parameters.flag('simplify');
				return async () => [reportItem(await service.get(known), itemIndex, simplify)];
			};
		},
	};
}
